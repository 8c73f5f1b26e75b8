// SPDX-License-Identifier: Apache-2.0
// One TCP connection of a session.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.MessageException;
import io.eightfold.bgp8.message.MessageFramer;
import io.eightfold.bgp8.session.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** One TCP connection of a session: what was read and is no whole message yet, and what waits to be written ({@link WriteQueue}). Thread: session. */
final class Connection {
    /** Read at most before others have their turn. */
    private static final int READ_A_TURN = 64 * 1024;
    /** The longest message and what follows it. */
    private static final int MAX_READ_BYTES = 128 * 1024;

    /** Takes whole messages. */
    interface Reader {
        /** @return false when it cannot take the message now; it will be offered again */
        boolean message(UnsafeBuffer buffer, int offset, int length);

        void framingError(MessageException fault);

        void closed(String why);

        /** Whether the connection is still this session's: a message may have ended it. */
        boolean isOpen();

        /** Bytes that a message may have now. */
        int maxMessageBytes();
    }

    final SocketChannel channel;
    final Side side;
    final SelectionKey key;
    final WriteQueue queue = new WriteQueue();
    private final ReadBuffers buffers;
    private final UnsafeBuffer view;
    private ByteBuffer in;
    private boolean isPaused;
    private boolean isBlocked;

    Connection(final SocketChannel channel, final Side side, final SelectionKey key, final ReadBuffers buffers) {
        this.channel = channel;
        this.side = side;
        this.key = key;
        this.buffers = buffers;
        in = buffers.take();
        view = new UnsafeBuffer(in);
    }

    /** Whether a whole message waits because the reader could not take it. */
    boolean isPaused() {
        return isPaused;
    }

    /** Whether the peer's TCP takes nothing at the moment. */
    boolean isBlocked() {
        return isBlocked;
    }

    /** Whether something could be written now. */
    boolean hasOutput() {
        return !isBlocked && !queue.isEmpty();
    }

    /** Bytes read that are no whole message yet, or wait for room. */
    int inputBytes() {
        return in.position();
    }

    InetSocketAddress local() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    InetSocketAddress remote() throws IOException {
        return (InetSocketAddress) channel.getRemoteAddress();
    }

    /** Reads what is there and hands on whole messages; returns bytes read. */
    int read(final Reader reader) {
        int total = 0;
        try {
            while (deliver(reader) && total < READ_A_TURN) {
                makeRoom();
                final int count = channel.read(in);
                if (count < 0) {
                    reader.closed("the peer closed the connection");
                    return total;
                }
                if (count == 0) {
                    return total;
                }
                total += count;
            }
        } catch (final IOException e) {
            reader.closed(String.valueOf(e.getMessage()));
        }
        return total;
    }

    /** Hands on what was read before; false when the reader takes no more now or the connection is at its end. */
    boolean deliver(final Reader reader) {
        final int end = in.position();
        int at = 0;
        isPaused = false;
        try {
            while (reader.isOpen()) {
                final int length = MessageFramer.length(view, at, end - at, reader.maxMessageBytes());
                if (length == 0 || length > end - at) {
                    break;
                }
                if (!reader.message(view, at, length)) {
                    isPaused = true;
                    break;
                }
                at += length;
            }
        } catch (final MessageException e) {
            reader.framingError(e);
        }
        if (at > 0) {
            in.limit(end).position(at);
            in.compact();
        }
        return !isPaused && reader.isOpen();
    }

    /** Without room, the message that has begun is longer than the buffer, or the peer sends faster than the buffer is read: both want a larger one. */
    private void makeRoom() {
        if (!in.hasRemaining() && in.capacity() < MAX_READ_BYTES) {
            final ByteBuffer larger = ByteBuffer.allocateDirect(MAX_READ_BYTES);
            larger.put(in.flip());
            buffers.give(in);
            in = larger;
            view.wrap(in);
        }
    }

    /**
     * Writes what waits, as far as the peer takes it and the turn allows.
     *
     * @param shared of the thread; holds nothing between two calls
     * @return bytes that the kernel took
     */
    int write(final ByteBuffer shared) throws IOException {
        int total = 0;
        isBlocked = false;
        while (total < shared.capacity() && !isBlocked) {
            queue.fill(shared);
            if (!shared.hasRemaining()) {
                break;
            }
            final int count = channel.write(shared);
            queue.written(count);
            total += count;
            isBlocked = shared.hasRemaining();
        }
        interest();
        return total;
    }

    private void interest() {
        final int wanted = (isPaused ? 0 : SelectionKey.OP_READ) | (isBlocked ? SelectionKey.OP_WRITE : 0);
        if (key.isValid() && key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** The peer takes bytes again. */
    void unblock() {
        isBlocked = false;
    }

    /** Nothing is read any more. */
    void forget() {
        buffers.give(in);
    }

    /** Closes without a word, whatever waits. */
    void abandon() {
        try {
            channel.close();
        } catch (final IOException e) {
            // Nothing is lost: it is not used any more.
        }
    }
}
