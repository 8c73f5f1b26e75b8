// SPDX-License-Identifier: Apache-2.0
// Packets on their way from the control thread to a stream.
package io.eightfold.dataplane.tunnel.https;

import io.eightfold.wire.memory.Memory;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** A bounded ring of packets; the reader collects what waits into one chunk of {@link StreamFormat}. Thread: control writes, the stream reads. */
final class FrameQueue {
    /** What waits at most. The ring takes no message longer than an eighth of it, and a packet has up to 65535 bytes. */
    private static final int CAPACITY_BYTES = 1 << 20;
    private static final int FRAME = 1;
    /** A chunk is sent when it has so much: about a record of TLS. */
    private static final int ENOUGH_BYTES = 16_000;
    /** Size of a chunk, hexadecimal with zeros in front, and the end of its line. */
    private static final int SIZE_BYTES = 8;
    private static final int SIZE_DIGITS = SIZE_BYTES - 2;
    private static final long LOOK_AGAIN_NS = 100_000_000L;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(new UnsafeBuffer(
        BufferUtil.allocateDirectAligned(CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64)));
    private final MessageHandler collect = this::collect;
    private final byte[] chunk = new byte[SIZE_BYTES + ENOUGH_BYTES + StreamFormat.LENGTH_BYTES + StreamFormat.MAX_FRAME_BYTES + 2];
    private int end;
    private int frames;
    private volatile Thread waiting;

    /** Copies a packet in; false when there is no room. Thread: control. */
    boolean offer(final long packet, final int lengthBytes) {
        final int index = ring.tryClaim(FRAME, lengthBytes);
        if (index < 0) {
            return false;
        }
        Memory.copy(packet, ring.buffer().addressOffset() + index, lengthBytes);
        ring.commit(index);
        // The reader says that it waits and then looks again; without the fence each could miss the other.
        VarHandle.fullFence();
        LockSupport.unpark(waiting);
        return true;
    }

    /** Waits some milliseconds for a packet. Thread: the stream's. */
    void await() {
        waiting = Thread.currentThread();
        if (ring.size() == 0) {
            LockSupport.parkNanos(this, LOOK_AGAIN_NS);
        }
        waiting = null;
    }

    /** Makes a chunk of what waits; its length, 0 when nothing does. Thread: the stream's. */
    int collect() {
        end = SIZE_BYTES;
        frames = 0;
        // The ring skips what it pads its end with, and then returns 0.
        while (end - SIZE_BYTES < ENOUGH_BYTES && ring.size() > 0) {
            frames += ring.read(collect, 1);
        }
        if (end == SIZE_BYTES) {
            return 0;
        }
        writeSize(end - SIZE_BYTES);
        chunk[end++] = '\r';
        chunk[end++] = '\n';
        return end;
    }

    /** The chunk made last. */
    byte[] chunk() {
        return chunk;
    }

    /** Throws away what waits; how many packets. Thread: the stream's. */
    int clear() {
        int cleared = 0;
        while (ring.size() > 0) {
            cleared += ring.read((type, buffer, index, length) -> { }, Integer.MAX_VALUE);
        }
        return cleared;
    }

    /** Packets in it. */
    int chunkFrames() {
        return frames;
    }

    private void collect(final int type, final org.agrona.MutableDirectBuffer buffer, final int index, final int length) {
        chunk[end++] = (byte) (length >>> 8);
        chunk[end++] = (byte) length;
        buffer.getBytes(index, chunk, end, length);
        end += length;
    }

    private void writeSize(final int size) {
        for (int i = 0; i < SIZE_DIGITS; i++) {
            chunk[i] = (byte) Character.forDigit(size >>> 4 * (SIZE_DIGITS - 1 - i) & 0xF, 16);
        }
        chunk[SIZE_DIGITS] = '\r';
        chunk[SIZE_DIGITS + 1] = '\n';
    }
}
