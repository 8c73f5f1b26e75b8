// SPDX-License-Identifier: Apache-2.0
// What all neighbours of the session thread share.
package io.eightfold.bgp8.transport;

import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/** What all neighbours of the session thread share. Thread: session; {@link #isAnyPaused} any. */
final class LinkContext {
    private static final int WRITE_BYTES = 64 * 1024;

    private final Selector selector;
    private final EventRing ring;
    private final Farewells farewells = new Farewells();
    private final ReadBuffers buffers = new ReadBuffers();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(WRITE_BYTES);
    private volatile int paused;

    LinkContext(final Selector selector, final EventRing ring) {
        this.selector = selector;
        this.ring = ring;
    }

    Selector selector() {
        return selector;
    }

    EventRing ring() {
        return ring;
    }

    Farewells farewells() {
        return farewells;
    }

    ReadBuffers buffers() {
        return buffers;
    }

    /** Where what is written is put together; it holds nothing between two writes. */
    ByteBuffer shared() {
        return shared;
    }

    /** One more neighbour is not read because the ring is full, or one less. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void paused(final boolean isPaused) {
        // Only the session thread writes it.
        paused = paused + (isPaused ? 1 : -1);
    }

    boolean isAnyPaused() {
        return paused > 0;
    }
}
