// SPDX-License-Identifier: Apache-2.0
// Buffers to read into, used again.
package io.eightfold.bgp8.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers to read into, used again: memory outside of the heap comes back late, and a peer can connect often. Thread: session. */
final class ReadBuffers {
    static final int BYTES = 16 * 1024;
    private static final int SPARE = 64;

    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

    /** An empty one. */
    ByteBuffer take() {
        final ByteBuffer buffer = spare.poll();
        return buffer == null ? ByteBuffer.allocateDirect(BYTES) : buffer.clear();
    }

    /** It is not read into any more, at the latest when the call in progress returns. Larger ones are left to the collector. */
    void give(final ByteBuffer buffer) {
        if (buffer.capacity() == BYTES && spare.size() < SPARE) {
            spare.add(buffer);
        }
    }
}
