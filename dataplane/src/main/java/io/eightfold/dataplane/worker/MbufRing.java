// SPDX-License-Identifier: Apache-2.0
// Hands received packet buffers from the worker that received them to the worker that forwards them.
package io.eightfold.dataplane.worker;

import io.eightfold.wire.memory.Memory;

/**
 * A ring of mbuf handles, each with the port it came in by: one thread writes, one reads. What was put is seen by the reader once it is
 * published, a burst with one store. The buffer changes owner with the entry. No allocation after construction.
 *
 * <p>Off the heap, in lines of {@value #LINE} bytes (two cache lines, which x86 fetches together), so that each side writes only lines
 * the other reads once a burst:
 * <pre>
 *   0  published    entries ever published    writer writes, reader reads
 *   1  next, known head                       writer only
 *   2  taken        entries ever taken        reader writes, writer reads when the ring seems full
 *   3  known end                              reader only
 *   4  entries, 8 bytes each
 * </pre>
 */
final class MbufRing {
    private static final int LINE = 128;
    private static final int PUBLISHED = 0;
    private static final int NEXT = LINE;
    private static final int KNOWN_HEAD = LINE + Long.BYTES;
    private static final int TAKEN = 2 * LINE;
    private static final int KNOWN_END = 3 * LINE;
    private static final int ENTRIES = 4 * LINE;
    /** DPDK aligns mbufs to cache lines of at least 64 bytes: these bits of a handle are 0, and the port, below 32, goes there. */
    private static final int PORT_MASK = 0x3F;

    private final long allocation;
    private final long base;
    private final long mask;

    /** @param capacity entries it holds, a power of two. */
    MbufRing(final int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity=" + capacity + " is not a power of two");
        }
        mask = capacity - 1L;
        allocation = Memory.allocate(LINE + ENTRIES + (long) capacity * Long.BYTES);
        base = allocation + LINE - 1 & -LINE;
    }

    /** Entries it holds. */
    int capacity() {
        return (int) mask + 1;
    }

    void close() {
        Memory.free(allocation);
    }

    // --- the writer's side ---

    /** Appends a buffer that the reader sees after {@link #publish}; false, and nothing changed, when the ring is full. */
    boolean put(final long mbuf, final int port) {
        assert (mbuf & PORT_MASK) == 0 && port >= 0 && port <= PORT_MASK : "mbuf " + mbuf + " port " + port;
        final long next = Memory.nativeLong(base + NEXT);
        if (next - Memory.nativeLong(base + KNOWN_HEAD) > mask) {
            // Acquire: who sees an entry taken knows that its place is read.
            final long head = Memory.acquireLong(base + TAKEN);
            Memory.putNativeLong(base + KNOWN_HEAD, head);
            if (next - head > mask) {
                return false;
            }
        }
        Memory.putNativeLong(base + ENTRIES + ((next & mask) << 3), mbuf | port);
        Memory.putNativeLong(base + NEXT, next + 1);
        return true;
    }

    /** Shows the reader everything put so far, and what the writer wrote into those buffers. */
    void publish() {
        Memory.releaseLong(base + PUBLISHED, Memory.nativeLong(base + NEXT));
    }

    // --- the reader's side ---

    /** Port of the first buffer waiting, or -1 when none is. */
    int firstPort() {
        final long head = Memory.nativeLong(base + TAKEN);
        return waiting(head) == 0 ? -1 : (int) Memory.nativeLong(base + ENTRIES + ((head & mask) << 3)) & PORT_MASK;
    }

    /**
     * Takes the first buffers that came in by the same port, in order.
     * @param to    address that their handles are written to, 8 bytes each.
     * @param limit most it takes.
     * @return how many; 0 when none waits.
     */
    int take(final long to, final int limit) {
        final long head = Memory.nativeLong(base + TAKEN);
        final int most = (int) Math.min(limit, waiting(head));
        int count = 0;
        long port = -1;
        while (count < most) {
            final long entry = Memory.nativeLong(base + ENTRIES + ((head + count & mask) << 3));
            if (count != 0 && (entry & PORT_MASK) != port) {
                break;
            }
            port = entry & PORT_MASK;
            Memory.putNativeLong(to + ((long) count++ << 3), entry & ~(long) PORT_MASK);
        }
        if (count != 0) {
            Memory.releaseLong(base + TAKEN, head + count);
        }
        return count;
    }

    /** Entries from {@code head} on; asks the writer's line only when the last answer is used up. */
    private long waiting(final long head) {
        long end = Memory.nativeLong(base + KNOWN_END);
        if (end == head) {
            end = Memory.acquireLong(base + PUBLISHED);
            Memory.putNativeLong(base + KNOWN_END, end);
        }
        return end - head;
    }
}
