// SPDX-License-Identifier: Apache-2.0
// A transfer that may not be endless.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, which is cut when it is too long, falls silent, comes too slowly or takes too long. A thread that waits in {@link #read} is woken by closing the stream.
 * Thread: one reads, the timer watches.
 */
final class GuardedStream extends FilterInputStream {
    private final String what;
    private final long maxBytes;
    private final long idleNs;
    private final long minRateBps;
    private final long graceNs;
    private final long deadlineNs;
    private final long startNs = System.nanoTime();
    private final ScheduledFuture<?> watch;
    private volatile long bytes;
    private volatile long heardNs = startNs;
    private volatile ServerFault cutBecause;

    /** @param deadlineNs of {@link System#nanoTime}: however much came, it is cut then */
    GuardedStream(final InputStream body, final String what, final long maxBytes, final long deadlineNs, final FeedSettings settings, final ScheduledExecutorService timer) {
        super(body);
        this.what = what;
        this.maxBytes = maxBytes;
        this.idleNs = settings.answerTime().toNanos();
        this.deadlineNs = deadlineNs;
        this.graceNs = settings.grace().toNanos();
        this.minRateBps = settings.minRateBps();
        final long periodNs = Math.max(1, idleNs / 8);
        watch = timer.scheduleAtFixedRate(this::look, periodNs, periodNs, TimeUnit.NANOSECONDS);
    }

    private void look() {
        final long nowNs = System.nanoTime();
        final double elapsedS = (nowNs - startNs) / 1e9;
        if (nowNs - heardNs > idleNs) {
            cut(ServerFault.TIMED_OUT);
        } else if (nowNs - deadlineNs > 0 || nowNs - startNs > graceNs && bytes < minRateBps * elapsedS) {
            cut(ServerFault.TOO_SLOW);
        }
    }

    private void cut(final ServerFault why) {
        cutBecause = why;
        watch.cancel(false);
        try {
            in.close();
        } catch (final IOException e) {
            // It is closed one way or the other; the reader learns why from cutBecause.
            heardNs = System.nanoTime();
        }
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] to, final int offset, final int length) throws IOException {
        final int count;
        try {
            count = in.read(to, offset, length);
        } catch (final IOException e) {
            throw fault(e);
        }
        if (cutBecause != null) {
            throw fault(null);
        }
        took(count);
        return count;
    }

    private void took(final int count) throws IOException {
        heardNs = System.nanoTime();
        // Only the reader writes it.
        bytes += Math.max(0, count);
        if (bytes > maxBytes) {
            throw new TooLargeException(what + " is longer than " + maxBytes + " bytes");
        }
    }

    private ServerException fault(final IOException cause) {
        final ServerFault why = cutBecause == null ? ServerFault.UNREACHABLE : cutBecause;
        return new ServerException(why, what + " broke off after " + bytes + " bytes in " + (System.nanoTime() - startNs) / 1_000_000 + " ms: "
            + (cutBecause == null ? String.valueOf(cause) : why.word()));
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }

    /** Carries {@link FeedFault#TOO_LARGE} through those who read a stream. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(final String message) {
            super(message);
        }

        FeedException fault() {
            return new FeedException(FeedFault.TOO_LARGE, getMessage(), this);
        }
    }
}
