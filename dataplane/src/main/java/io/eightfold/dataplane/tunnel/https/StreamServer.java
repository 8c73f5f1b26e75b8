// SPDX-License-Identifier: Apache-2.0
// Accepts the streams of other ends.
package io.eightfold.dataplane.tunnel.https;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on our tunnel end. Who has not shown a certificate yet is bounded in number and time; of those who have, each address has one stream, and a newer one takes the place of an
 * older: the other end began anew.
 * <p>Thread: one of its own accepts; the calls of {@link IncomingStream.Owner} come from the streams.
 */
final class StreamServer implements IncomingStream.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(StreamServer.class);
    static final int MAX_STREAMS = 256;
    static final int MAX_UNPROVEN = 32;
    static final int MAX_UNPROVEN_AN_ADDRESS = 4;
    private static final int BACKLOG = 16;
    private static final int LOOK_ROUND_MS = 1000;
    private static final long QUIET_NS = TimeUnit.MINUTES.toNanos(1);

    private final TunnelKeys keys;
    private final InetSocketAddress end;
    private final Arrivals arrivals;
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile ServerSocket listener;
    // guarded by this
    private final List<IncomingStream> streams = new ArrayList<>();
    private long refused;
    private long malformed;
    private long refusedReported;
    private long quietUntilNs = System.nanoTime();

    /** Where packets go. Thread: the streams', and the accepting one. */
    interface Arrivals {
        /** Whether a route leads to that end. */
        boolean isExpected(InetAddress remote);

        /** Returns when the packet is taken; false when nobody takes any more. */
        boolean onFrame(InetAddress remote, byte[] frame, int lengthBytes);

        /** A stream ended because of what it carried. */
        void onFault(InetAddress remote);
    }

    StreamServer(final TunnelKeys keys, final InetAddress local, final int port, final Arrivals arrivals) {
        this.keys = keys;
        this.arrivals = arrivals;
        end = new InetSocketAddress(local, port);
        thread = Thread.ofPlatform().daemon().name("e8-https-accept").start(this::run);
    }

    synchronized List<HttpsTunnel.Incoming> view() {
        return streams.stream().filter(IncomingStream::isProven).map(IncomingStream::view).toList();
    }

    /** Connections that did not become streams. */
    synchronized long refused() {
        return refused;
    }

    /** Streams that ended because of what they carried. */
    synchronized long malformed() {
        return malformed;
    }

    /** Whether others can connect. */
    boolean isListening() {
        final ServerSocket now = listener;
        return now != null && now.isBound() && !now.isClosed();
    }

    void close() {
        isClosed = true;
        thread.interrupt();
        closeListener();
        synchronized (this) {
            streams.forEach(IncomingStream::close);
        }
    }

    /** Waits for the accepting thread. */
    void join(final long timeoutMs) throws InterruptedException {
        thread.join(timeoutMs);
    }

    private void run() {
        String reported = "";
        while (!isClosed) {
            try {
                listen();
            } catch (final IOException e) {
                final String cause = String.valueOf(e.getMessage());
                if (!isClosed && !cause.equals(reported)) {
                    reported = cause;
                    LOG.warn("tunnel stream listen address={} fault=host cause=\"{}\"; the kernel must have the address of `8to4 endpoint`, and TCP port {} be free",
                        end.getAddress().getHostAddress(), cause, end.getPort());
                }
            }
            closeListener();
            pause();
        }
    }

    private void listen() throws IOException {
        final ServerSocket socket = new ServerSocket();
        listener = socket;
        socket.setReuseAddress(true);
        socket.setSoTimeout(LOOK_ROUND_MS);
        socket.bind(end, BACKLOG);
        while (!isClosed) {
            try {
                accept(socket.accept());
            } catch (final SocketTimeoutException e) {
                // time to look round
            }
            endOverdue(System.nanoTime());
        }
    }

    private void accept(final Socket socket) throws IOException {
        final IncomingStream stream = new IncomingStream(socket, keys, this);
        final boolean isTaken;
        synchronized (this) {
            final List<IncomingStream> unproven = streams.stream().filter(s -> !s.isProven()).toList();
            // Strangers cannot keep out the ends that routes lead to.
            isTaken = !isClosed && (unproven.size() < MAX_UNPROVEN || arrivals.isExpected(stream.remote()))
                && unproven.stream().filter(s -> s.remote().equals(stream.remote())).count() < MAX_UNPROVEN_AN_ADDRESS;
            if (isTaken) {
                streams.add(stream);
            }
        }
        if (isTaken) {
            start(stream);
        } else {
            socket.close();
            onRefused(stream, "too many that have not shown a certificate");
        }
    }

    private void start(final IncomingStream stream) {
        try {
            stream.start();
        } catch (final OutOfMemoryError e) {
            // The host gives no thread. Others may end theirs; this one must go on.
            stream.close();
            onEnd(stream);
            onRefused(stream, "no thread for it: " + e.getMessage());
        }
    }

    /** Whoever sends a byte now and then must not stay for ever. */
    private synchronized void endOverdue(final long nowNs) {
        for (final IncomingStream stream : streams) {
            if (!stream.isProven() && nowNs - stream.openedNs() > TimeUnit.MILLISECONDS.toNanos(StreamFormat.OPENING_LIMIT_MS)) {
                stream.close();
            }
        }
        report(nowNs, null, "");
    }

    // --- of the streams ---

    @Override
    public synchronized boolean onProven(final IncomingStream stream) {
        final List<IncomingStream> others = streams.stream().filter(s -> s != stream && s.isProven()).toList();
        others.stream().filter(s -> s.remote().equals(stream.remote())).forEach(IncomingStream::close);
        final boolean isTaken = others.size() < MAX_STREAMS && !isClosed;
        if (!isTaken) {
            refused++;
        }
        return isTaken;
    }

    @Override
    public boolean onFrame(final IncomingStream stream, final byte[] frame, final int lengthBytes) {
        return !isClosed && arrivals.onFrame(stream.remote(), frame, lengthBytes);
    }

    @Override
    public synchronized void onRefused(final IncomingStream stream, final String cause) {
        refused++;
        report(System.nanoTime(), stream.remote(), cause);
    }

    @Override
    public void onFault(final IncomingStream stream, final String fault) {
        if (!stream.isProven()) {
            onRefused(stream, fault);
            return;
        }
        synchronized (this) {
            malformed++;
        }
        arrivals.onFault(stream.remote());
    }

    @Override
    public synchronized void onEnd(final IncomingStream stream) {
        streams.remove(stream);
    }

    /** At most once a minute, with what came together since. */
    private void report(final long nowNs, final InetAddress remote, final String cause) {
        if (!isClosed && refused > refusedReported && quietUntilNs - nowNs <= 0) {
            LOG.warn("tunnel stream refused count={} fault=peer last={} cause=\"{}\"", refused - refusedReported, remote == null ? "" : remote.getHostAddress(), cause);
            refusedReported = refused;
            quietUntilNs = nowNs + QUIET_NS;
        }
    }

    private void closeListener() {
        try {
            if (listener != null) {
                listener.close();
            }
        } catch (final IOException e) {
            LOG.debug("tunnel stream listener: {}", e.getMessage());
        }
    }

    private void pause() {
        try {
            if (!isClosed) {
                TimeUnit.MILLISECONDS.sleep(LOOK_ROUND_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
