// SPDX-License-Identifier: Apache-2.0
// Connections whose last words are under way.
package io.eightfold.bgp8.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * Connections whose last words are under way. A socket that is closed while bytes of the peer wait in it makes the kernel reset the connection, and a peer in the
 * middle of sending may never see the NOTIFICATION. So our half is closed first, and what the peer still sends is read and thrown away, for a short while. Thread:
 * session.
 */
final class Farewells {
    private static final long PATIENCE_NS = 2_000_000_000L;
    private static final int MAX = 256;
    private static final int DISCARDS_A_TURN = 4;

    private record Farewell(SocketChannel channel, SelectionKey key, ByteBuffer rest, long untilNs) {
    }

    private final ByteBuffer discarded = ByteBuffer.allocateDirect(64 * 1024);
    private final ArrayDeque<Farewell> open = new ArrayDeque<>();

    /** Writes what is left, and closes when the peer does or after a while. */
    void add(final Connection connection, final long nowNs) {
        if (open.size() >= MAX) {
            close(open.poll());
        }
        final Farewell farewell = new Farewell(connection.channel, connection.key, connection.queue.last(), nowNs + PATIENCE_NS);
        open.add(farewell);
        if (connection.key.isValid()) {
            connection.key.attach((SessionThread.Ready) _ -> ready(farewell));
            ready(farewell);
        }
    }

    private void ready(final Farewell farewell) {
        try {
            if (farewell.rest.hasRemaining()) {
                farewell.channel.write(farewell.rest);
            }
            if (!farewell.rest.hasRemaining()) {
                farewell.channel.shutdownOutput();
            }
            farewell.key.interestOps(farewell.rest.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            for (int reads = 0; reads < DISCARDS_A_TURN; reads++) {
                final int count = farewell.channel.read(discarded.clear());
                if (count < 0) {
                    close(farewell);
                }
                if (count <= 0) {
                    return;
                }
            }
        } catch (final IOException e) {
            // The peer is gone: there is nobody to tell.
            close(farewell);
        }
    }

    private static void close(final Farewell farewell) {
        try {
            farewell.channel.close();
        } catch (final IOException e) {
            // It is not used any more.
        }
    }

    /** Closes those that took too long. */
    void turn(final long nowNs) {
        while (!open.isEmpty() && (!open.peek().channel.isOpen() || open.peek().untilNs - nowNs <= 0)) {
            close(open.poll());
        }
    }

    boolean isEmpty() {
        return open.stream().noneMatch(each -> each.channel.isOpen());
    }
}
