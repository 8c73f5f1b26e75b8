// SPDX-License-Identifier: Apache-2.0
// One client of the server under load.
package io.eightfold.perf.whois8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks and checks one query after another, by plain sockets: on a machine of few cores the client must not cost more than the server. Thread: one. */
interface ServerClient extends Closeable {
    /** How long an answer may take. */
    int TIMEOUT_MS = 20_000;

    /**
     * Asks one query.
     *
     * @throws IOException           when there is no answer
     * @throws IllegalStateException when it is wrong
     */
    void ask(int query) throws IOException;

    @Override
    default void close() throws IOException {
        // Most have nothing open between two queries.
    }

    private static Socket connect(final int port) throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    /** A connection for each query, as {@code whois} does it. */
    final class Text implements ServerClient {
        private final ServerQueries queries;
        private final int port;

        Text(final ServerQueries queries, final int port) {
            this.queries = queries;
            this.port = port;
        }

        @Override
        public void ask(final int query) throws IOException {
            try (Socket socket = connect(port)) {
                socket.getOutputStream().write((queries.line(query) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                queries.checkText(query, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** HTTP/1.1 over one connection that is kept open. */
    final class Rdap implements ServerClient {
        private static final String LENGTH = "content-length:";
        private final ServerQueries queries;
        private final Socket socket;
        private final InputStream from;
        private final StringBuilder line = new StringBuilder();

        Rdap(final ServerQueries queries, final int port) throws IOException {
            this.queries = queries;
            socket = connect(port);
            from = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        }

        @Override
        public void ask(final int query) throws IOException {
            socket.getOutputStream().write(("GET " + queries.path(query) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/rdap+json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
            final int status = Integer.parseInt(readLine().split(" ")[1]);
            int length = -1;
            for (String header = readLine(); !header.isEmpty(); header = readLine()) {
                if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
            if (length < 0) {
                throw new IOException("the server's answer to " + queries.path(query) + " has no Content-Length");
            }
            queries.checkRdap(query, status, new String(from.readNBytes(length), StandardCharsets.UTF_8));
        }

        private String readLine() throws IOException {
            line.setLength(0);
            for (int next = from.read(); next != '\n'; next = from.read()) {
                if (next < 0) {
                    throw new IOException("the server closed the connection in the head of an answer");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
