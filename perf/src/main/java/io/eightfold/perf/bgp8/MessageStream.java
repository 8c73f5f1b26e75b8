// SPDX-License-Identifier: Apache-2.0
// Messages that were written before the measurement.
package io.eightfold.perf.bgp8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Messages that were written before the measurement, in one buffer outside of the heap. Thread: one at a time. */
final class MessageStream {
    private final ByteBuffer bytes;
    private final int[] ends;

    private final int[] firstRoutes;

    private MessageStream(final ByteBuffer bytes, final int[] ends, final int[] firstRoutes) {
        this.bytes = bytes;
        this.ends = ends;
        this.firstRoutes = firstRoutes;
    }

    /** All of it, from the beginning. */
    ByteBuffer bytes() {
        return bytes.duplicate().rewind();
    }

    int messages() {
        return ends.length;
    }

    int lengthBytes() {
        return bytes.limit();
    }

    /** Where a message ends. */
    int end(final int message) {
        return ends[message];
    }

    /** The first route that a message is about; the others follow it. */
    int firstRoute(final int message) {
        return firstRoutes[message];
    }

    /** Collects messages. */
    static final class Builder {
        private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        private int[] ends = new int[64];
        private int[] firstRoutes = new int[64];
        private int count;

        void add(final ByteBuffer message, final int firstRoute) {
            if (bytes.remaining() < message.remaining()) {
                bytes = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + message.remaining())).put(bytes.flip());
            }
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
                firstRoutes = Arrays.copyOf(firstRoutes, count * 2);
            }
            bytes.put(message);
            firstRoutes[count] = firstRoute;
            ends[count++] = bytes.position();
        }

        MessageStream build() {
            final ByteBuffer whole = ByteBuffer.allocateDirect(bytes.position());
            whole.put(bytes.flip()).flip();
            return new MessageStream(whole, Arrays.copyOf(ends, count), Arrays.copyOf(firstRoutes, count));
        }
    }
}
