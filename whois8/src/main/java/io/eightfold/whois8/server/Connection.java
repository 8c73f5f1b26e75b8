// SPDX-License-Identifier: Apache-2.0
// One client.
package io.eightfold.whois8.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection with deadlines. Reads and writes block; the listener's sweep thread closes the socket when a deadline has passed, which ends them.
 * <p>Thread: session; {@link #end} any. One thread may read while another writes.
 */
public final class Connection {
    /** What a client must take within {@link Limits#stallTimeoutMs}. */
    public static final int CHUNK_BYTES = 16 * 1024;
    private static final long NS_PER_MS = 1_000_000;
    private static final int MAX_DRAIN_BYTES = 64 * 1024;
    private static final int DRAIN_MS = 1000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String address;
    private final Limits limits;
    private final AddressLimits addresses;
    private final AddressLimits.Usage usage;
    private final AtomicReference<EndReason> end = new AtomicReference<>();
    private final Deadline reading = new Deadline();
    private final Deadline writing = new Deadline();
    private long answerEndNs;

    /** A time and what it means to miss it; replaced whole, so the sweep thread sees both or none. */
    private static final class Deadline {
        private record At(long ns, EndReason reason) {
        }

        private volatile At at;

        void set(final long ns, final EndReason reason) {
            at = new At(ns, reason);
        }

        void clear() {
            at = null;
        }

        EndReason missed(final long nowNs) {
            final At current = at;
            return current != null && current.ns - nowNs <= 0 ? current.reason : null;
        }
    }

    Connection(final Socket socket, final Limits limits, final AddressLimits addresses, final AddressLimits.Usage usage) throws IOException {
        this.socket = socket;
        this.limits = limits;
        this.addresses = addresses;
        this.usage = usage;
        in = socket.getInputStream();
        out = socket.getOutputStream();
        address = ((InetSocketAddress) socket.getRemoteSocketAddress()).getAddress().getHostAddress();
    }

    /** The client's address, as a number. */
    public String address() {
        return address;
    }

    /** Address and port, for the log. */
    public String peer() {
        return address + ":" + socket.getPort();
    }

    /** From now the time for one request runs. */
    public void awaitRequest() {
        reading.set(after(limits.requestTimeoutMs()), EndReason.REQUEST_TIMEOUT);
    }

    /** From now the time between two requests runs. */
    public void awaitNext() {
        reading.set(after(limits.idleTimeoutMs()), EndReason.IDLE_TIMEOUT);
    }

    /** A request is complete: its time no longer runs. */
    public void requestComplete() {
        reading.clear();
    }

    /** Bytes read into {@code to}; -1 at the end of what the client sends. */
    public int read(final byte[] to, final int offset, final int length) throws IOException {
        return in.read(to, offset, length);
    }

    /** Whether the address may ask once more; the query is counted. */
    public boolean takeQuery() {
        return addresses.takeQuery(usage, System.nanoTime());
    }

    /** From now the time for the whole answer runs. */
    public void beginAnswer() {
        answerEndNs = after(limits.answerTimeoutMs());
        writing.set(answerEndNs, EndReason.SLOW_READER);
    }

    /** Writes a part of the answer. Between {@link #beginAnswer} and {@link #endAnswer}; one thread at a time. */
    public void write(final byte[] from, final int offset, final int length) throws IOException {
        for (int done = 0; done < length;) {
            final int chunk = Math.min(CHUNK_BYTES, length - done);
            final long stallEndNs = after(limits.stallTimeoutMs());
            writing.set(stallEndNs - answerEndNs < 0 ? stallEndNs : answerEndNs, EndReason.SLOW_READER);
            out.write(from, offset + done, chunk);
            done += chunk;
        }
        writing.set(answerEndNs, EndReason.SLOW_READER);
    }

    /** The kernel has the whole answer. */
    public void endAnswer() {
        writing.clear();
    }

    /** Closes it for a reason; the first one counts. */
    public void end(final EndReason reason) {
        decide(reason);
        closeSocket();
    }

    /** Whether somebody has ended it. */
    public boolean isEnded() {
        return end.get() != null;
    }

    boolean isAnswering() {
        return writing.at != null;
    }

    void decide(final EndReason reason) {
        end.compareAndSet(null, reason);
    }

    EndReason reason() {
        return end.get();
    }

    void endWhenLate(final long nowNs) {
        final EndReason missed = reading.missed(nowNs) == null ? writing.missed(nowNs) : reading.missed(nowNs);
        if (missed != null) {
            end(missed);
        }
    }

    /**
     * Closes after the client has read what was written. A socket closed with unread input is reset, and a reset makes the client's kernel drop what
     * the client has not read yet; so the input is read first, for a bounded time.
     */
    void close() {
        if (reason() != null && reason().hasLastWords()) {
            drain();
        }
        closeSocket();
        if (usage != null) {
            addresses.leave(usage);
        }
    }

    private void drain() {
        try {
            socket.shutdownOutput();
            reading.set(after(DRAIN_MS), reason());
            final byte[] sink = new byte[1024];
            int drained = 0;
            for (int count = 0; count >= 0 && drained < MAX_DRAIN_BYTES; drained += count) {
                count = in.read(sink, 0, sink.length);
            }
        } catch (final IOException _) {
            // The client was faster, or late: closed either way.
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (final IOException _) {
            // Nothing is left to do for a socket that cannot be closed.
        }
    }

    private static long after(final int ms) {
        return System.nanoTime() + ms * NS_PER_MS;
    }
}
