// SPDX-License-Identifier: Apache-2.0
// A client that waits, for bounded times.
package io.eightfold.whois8.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** A plain socket; reads end after {@link #MAX_WAIT_MS}. */
public final class TestClient implements AutoCloseable {
    public static final int MAX_WAIT_MS = 10_000;
    private final Socket socket;

    public TestClient(final InetSocketAddress to) throws IOException {
        this(to, 0);
    }

    public TestClient(final InetSocketAddress to, final int receiveBufferBytes) throws IOException {
        socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.connect(to, MAX_WAIT_MS);
        socket.setSoTimeout(MAX_WAIT_MS);
    }

    public TestClient send(final byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public TestClient send(final String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public TestClient endInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Everything until the server closes. */
    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public byte[] read(final int length) throws IOException {
        return socket.getInputStream().readNBytes(length);
    }

    /** One answer of a session that stays open: until two blank lines. */
    public String readAnswer() throws IOException {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!text.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n\r\n")) {
            final int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed in the middle of the answer: " + text.toString(StandardCharsets.UTF_8));
            }
            text.write(next);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Waits until something holds. */
    public static void await(final String what, final BooleanSupplier isSo) {
        final long endNs = System.nanoTime() + MAX_WAIT_MS * 1_000_000L;
        while (!isSo.getAsBoolean()) {
            if (endNs - System.nanoTime() <= 0) {
                throw new AssertionError("not within " + MAX_WAIT_MS + " ms: " + what);
            }
            try {
                Thread.sleep(2);
            } catch (final InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
