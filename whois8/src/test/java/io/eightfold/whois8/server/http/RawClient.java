// SPDX-License-Identifier: Apache-2.0
// A client that writes the bytes it is told to.
package io.eightfold.whois8.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Blocking, with a deadline for each read. */
final class RawClient implements AutoCloseable {
    private static final int READ_MS = 10_000;
    private final Socket socket = new Socket();

    RawClient(final int port) throws IOException {
        this("127.0.0.1", port, 0);
    }

    /** @param from one of the loopback addresses, each of which counts as a client of its own */
    RawClient(final String from, final int port, final int receiveBufferBytes) throws IOException {
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), READ_MS);
        socket.setSoTimeout(READ_MS);
    }

    void send(final String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(final byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Says that there is no more to come. */
    void endOutput() throws IOException {
        try {
            socket.shutdownOutput();
        } catch (final SocketException e) {
            // The server has closed already; what it said can still be read.
        }
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** All until the server closes; a reset counts as that. */
    String readAll() throws IOException {
        final StringBuilder text = new StringBuilder();
        final byte[] buffer = new byte[8192];
        try {
            for (int count = in().read(buffer); count >= 0; count = in().read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (final SocketTimeoutException e) {
            throw new AssertionError("the server has not closed within " + READ_MS + " ms; it sent: " + text, e);
        } catch (final IOException e) {
            return text.toString();
        }
        return text.toString();
    }

    /** Reads until a text has come. */
    String readUntil(final String end) throws IOException {
        final StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            final int value = in().read();
            if (value < 0) {
                throw new AssertionError("closed before '" + end + "' came: " + text);
            }
            text.append((char) value);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
