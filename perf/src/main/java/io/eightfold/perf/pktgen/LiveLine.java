// SPDX-License-Identifier: Apache-2.0
// A line on the terminal that follows a run.
package io.eightfold.perf.pktgen;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Rewritten each second by a thread of its own. Thread: any, one at a time. */
public final class LiveLine implements AutoCloseable {
    private static final long PERIOD_MS = 1000;
    private final PrintStream out;
    private final Progress progress;
    private final Thread thread = new Thread(this::follow, "pktgen-live");

    /** Follows the session's runs from now on. */
    public LiveLine(final Session session, final PrintStream out) {
        this.out = out;
        progress = session.progress();
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the line. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PERIOD_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        long lastNs = System.nanoTime();
        long offered = progress.offered();
        long received = progress.received();
        boolean isBegun = false;
        try {
            while (true) {
                Thread.sleep(PERIOD_MS);
                final long nowNs = System.nanoTime();
                final double seconds = (double) (nowNs - lastNs) / TimeUnit.SECONDS.toNanos(1);
                final long newOffered = progress.offered();
                final long newReceived = progress.received();
                out.print(String.format(Locale.ROOT, "\rtx %,14.0f pps   rx %,14.0f pps   missing %,d     ", (newOffered - offered) / seconds,
                    (newReceived - received) / seconds, progress.missing()));
                out.flush();
                isBegun = true;
                lastNs = nowNs;
                offered = newOffered;
                received = newReceived;
            }
        } catch (final InterruptedException e) {
            if (isBegun) {
                out.println();
            }
        }
    }
}
