// SPDX-License-Identifier: Apache-2.0
// Hands packet buffers from one thread to another.
package io.eightfold.dataplane.worker;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A ring of mbuf handles with what is to be done with each: one thread writes, one reads. The buffer changes owner with the entry.
 * No allocation after construction.
 */
public final class PacketRing {
    private static final int MBUF = 0;
    private static final int DATA = 8;
    private static final int ARGUMENT = 16;
    private static final int LENGTH = 20;
    private static final int PORT = 22;
    private static final int ENTRY_BYTES = 24;
    /**
     * With the ring's own header a power of two: the ring then never pads at its end, where a read would take nothing although more waits
     * behind, and 0 from {@link #read} means empty.
     */
    private static final int RECORD_BYTES = ENTRY_BYTES + RecordDescriptor.HEADER_LENGTH;
    /** The ring takes no message longer than an eighth of it. */
    private static final int MIN_CAPACITY_BYTES = 8 * RECORD_BYTES;

    /** Receives entries in the order they were written. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param kind        what to do; a number above 0 that writer and reader agree on.
         * @param lengthBytes length of the frame, 0 to 65535.
         * @param port        index of the port: of arrival towards the slow path, of departure towards a worker.
         * @param argument    depends on kind.
         */
        void onPacket(int kind, long mbuf, long data, int lengthBytes, int port, int argument);
    }

    private final OneToOneRingBuffer ring;
    private final MessageHandler unpack;
    private Handler handler;

    /** @param entries packets it holds at least. */
    public PacketRing(final int entries) {
        // One more: the ring keeps room for the header behind the last record.
        final int capacity = Math.max(MIN_CAPACITY_BYTES, BitUtil.findNextPositivePowerOfTwo((entries + 1) * RECORD_BYTES));
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(capacity + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
        unpack = (kind, buffer, index, length) -> handler.onPacket(kind, buffer.getLong(index + MBUF), buffer.getLong(index + DATA),
            buffer.getShort(index + LENGTH) & 0xFFFF, buffer.getShort(index + PORT), buffer.getInt(index + ARGUMENT));
    }

    /** Appends an entry; false, and nothing changed, when the ring is full. Thread: the writer. */
    public boolean write(final int kind, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        final int index = ring.tryClaim(kind, ENTRY_BYTES);
        if (index < 0) {
            return false;
        }
        final var buffer = ring.buffer();
        buffer.putLong(index + MBUF, mbuf);
        buffer.putLong(index + DATA, data);
        buffer.putInt(index + ARGUMENT, argument);
        buffer.putShort(index + LENGTH, (short) lengthBytes);
        buffer.putShort(index + PORT, (short) port);
        ring.commit(index);
        return true;
    }

    /** Whether more than a quarter of the ring is in use. Thread: the writer. */
    public boolean isBusy() {
        return ring.size() > ring.capacity() >> 2;
    }

    /** Takes at most {@code limit} entries; how many it took, 0 only when the ring is empty. Thread: the reader. */
    public int read(final Handler toHandler, final int limit) {
        handler = toHandler;
        return ring.read(unpack, limit);
    }
}
