// SPDX-License-Identifier: Apache-2.0
// Reads and writes one connection with deadlines, which Unix domain channels of the JDK lack.
package io.eightfold.controlplane.management;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One connection with deadlines. The JDK's Unix domain channels have no timeouts of their own, so a selector waits. */
final class ManagementConnection implements Closeable {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** Takes the connected channel over; it is closed even when this fails. */
    ManagementConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        Selector opened = null;
        try {
            channel.configureBlocking(false);
            opened = Selector.open();
            key = channel.register(opened, 0);
            selector = opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    /**
     * Reads up to a newline or the end of the stream; neither is part of the text.
     *
     * @param maximumBytes with the newline; more is a {@link RequestTooLongException}
     * @param timeoutMs    for the whole line
     */
    String readLine(int maximumBytes, long timeoutMs) throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        while (true) {
            chunk.clear();
            int count = channel.read(chunk);
            if (count < 0) {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadlineNs, timeoutMs);
                continue;
            }
            int end = indexOfNewline(chunk.array(), count);
            line.write(chunk.array(), 0, end < 0 ? count : end);
            // A newline that came in time still counts as one byte.
            if (line.size() >= maximumBytes) {
                throw new RequestTooLongException(maximumBytes);
            }
            if (end >= 0) {
                return line.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /** Writes everything; the timeout starts anew whenever the other side took some. */
    void write(String text, long timeoutMs) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) > 0) {
                deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            } else {
                await(SelectionKey.OP_WRITE, deadlineNs, timeoutMs);
            }
        }
    }

    private void await(int operation, long deadlineNs, long timeoutMs) throws IOException {
        long remainingNs = deadlineNs - System.nanoTime();
        if (remainingNs <= 0) {
            throw new SocketTimeoutException("nothing came for " + timeoutMs + " ms");
        }
        key.interestOps(operation);
        // Rounded up: a timeout of 0 would wait for ever.
        selector.select(TimeUnit.NANOSECONDS.toMillis(remainingNs) + 1);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
    }

    private static int indexOfNewline(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    /** The other side sent more than a line may hold. */
    static final class RequestTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        RequestTooLongException(int maximumBytes) {
            super("more than " + maximumBytes + " bytes in one line");
        }
    }
}
