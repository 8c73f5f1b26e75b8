// SPDX-License-Identifier: Apache-2.0
// A client of zebra.
package io.eightfold.perf.push;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Sends routes in large writes and throws away what zebra says (interfaces, addresses), as zebra would wait for a client that does not read. Thread: one, beside the
 * reader that it starts.
 */
final class ZapiClient implements AutoCloseable {
    private static final int WRITE_BYTES = 1 << 16;
    private static final int READ_BYTES = 1 << 14;

    private final SocketChannel socket;
    private final ByteBuffer batch = ByteBuffer.allocateDirect(WRITE_BYTES);
    private final int interfaceIndex;

    /**
     * Connects and says hello.
     * @param path           zebra's socket.
     * @param interfaceIndex interface of all next hops.
     */
    ZapiClient(final Path path, final int interfaceIndex) throws IOException {
        this.interfaceIndex = interfaceIndex;
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(UnixDomainSocketAddress.of(path));
            ZapiMessages.hello(batch);
            flush();
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
        Thread.ofPlatform().daemon().name("zebra-reader").start(this::discard);
    }

    /** Adds or replaces a route; it may stay here until {@link #flush}. */
    void add(final int prefix, final int lengthBits, final int gateway) throws IOException {
        makeRoom();
        ZapiMessages.add(batch, prefix, lengthBits, gateway, interfaceIndex);
    }

    /** Removes a route; the message may stay here until {@link #flush}. */
    void delete(final int prefix, final int lengthBits) throws IOException {
        makeRoom();
        ZapiMessages.delete(batch, prefix, lengthBits);
    }

    /** Sends all there is; waits as long as zebra has no room. */
    void flush() throws IOException {
        batch.flip();
        while (batch.hasRemaining()) {
            socket.write(batch);
        }
        batch.clear();
    }

    private void makeRoom() throws IOException {
        if (batch.remaining() < ZapiMessages.LONGEST_BYTES) {
            flush();
        }
    }

    private void discard() {
        final ByteBuffer discarded = ByteBuffer.allocateDirect(READ_BYTES);
        try {
            while (socket.read(discarded) >= 0) {
                discarded.clear();
            }
        } catch (final IOException e) {
            // Closed by either side: whoever sends or counts next says so.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
