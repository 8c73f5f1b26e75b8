// SPDX-License-Identifier: Apache-2.0
// Frames that the channel has not taken yet.
package io.eightfold.controlplane.fib;

import io.eightfold.fibprotocol.channel.FibChannel;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** A batch in encoded form; the next one is made when it has left. Thread: control. */
final class FrameQueue {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256 * 1024);
    private int read;
    private int write;

    boolean isEmpty() {
        return read == write;
    }

    void add(final DirectBuffer frame, final int offset, final int lengthBytes) {
        buffer.putInt(write, lengthBytes);
        buffer.putBytes(write + Integer.BYTES, frame, offset, lengthBytes);
        write += Integer.BYTES + lengthBytes;
    }

    /** Sends until the channel takes no more; returns the frames sent. */
    int flush(final FibChannel channel) {
        int frames = 0;
        while (read < write) {
            final int lengthBytes = buffer.getInt(read);
            if (!channel.offer(buffer, read + Integer.BYTES, lengthBytes)) {
                return frames;
            }
            read += Integer.BYTES + lengthBytes;
            frames++;
        }
        clear();
        return frames;
    }

    void clear() {
        read = 0;
        write = 0;
    }
}
