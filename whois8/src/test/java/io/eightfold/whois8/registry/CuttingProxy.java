// SPDX-License-Identifier: Apache-2.0
// A network that fails at the worst moment.
package io.eightfold.whois8.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and its PostgreSQL server, and cuts the connection whose client says COMMIT. */
final class CuttingProxy implements AutoCloseable {
    /** When to cut, once. */
    enum When {
        NEVER,
        /** The server does not hear it. */
        BEFORE_COMMIT,
        /** The server hears it, the client does not hear the answer. */
        AFTER_COMMIT,
        /** The same, and nobody reaches the server until {@link #mend}. */
        AFTER_COMMIT_FOR_GOOD
    }

    private static final String COMMIT = "COMMIT";
    private final int serverPort;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile When when = When.NEVER;
    private volatile boolean isDown;

    CuttingProxy(final int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** With statements as text each time: a COMMIT that was prepared could not be seen. */
    String url(final String database) {
        return "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/" + database + "?prepareThreshold=0";
    }

    void cut(final When moment) {
        when = moment;
    }

    int cuts() {
        return cuts.get();
    }

    void mend() {
        isDown = false;
    }

    private void accept() {
        try {
            while (true) {
                final Socket client = listening.accept();
                sockets.add(client);
                if (isDown) {
                    client.close();
                } else {
                    connect(client);
                }
            }
        } catch (final IOException e) {
            // Closed: the test is over.
        }
    }

    private void connect(final Socket client) throws IOException {
        final Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.add(server);
        Thread.ofVirtual().start(() -> copy(server, client, false));
        Thread.ofVirtual().start(() -> copy(client, server, true));
    }

    private void copy(final Socket from, final Socket to, final boolean isClient) {
        final byte[] bytes = new byte[1 << 16];
        try (from; to) {
            final InputStream in = from.getInputStream();
            final OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (isClient && when != When.NEVER && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(COMMIT)) {
                    cut(bytes, length, from, to);
                    return;
                }
                out.write(bytes, 0, length);
            }
        } catch (final IOException e) {
            // Cut: what this is for.
        }
    }

    private void cut(final byte[] bytes, final int length, final Socket client, final Socket server) throws IOException {
        final When moment = when;
        when = When.NEVER;
        isDown = moment == When.AFTER_COMMIT_FOR_GOOD;
        cuts.incrementAndGet();
        // The client hears nothing more; then the server hears the commit, and has done it when it closes after the goodbye.
        client.close();
        if (moment != When.BEFORE_COMMIT) {
            server.getOutputStream().write(bytes, 0, length);
        }
        if (isDown) {
            for (final Socket other : sockets) {
                if (other != server) {
                    other.close();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (final Socket socket : sockets) {
            socket.close();
        }
    }
}
