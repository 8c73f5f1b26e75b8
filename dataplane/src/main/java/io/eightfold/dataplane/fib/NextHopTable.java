// SPDX-License-Identifier: Apache-2.0
// Next-hop records: what a worker needs to send a packet on, ready made, 64 bytes each.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;
import java.util.ArrayDeque;

/**
 * Off-heap records that routes point at by index. Many routes share a record, so that a changed neighbour is one store.
 * <pre>
 *   0  destination MAC (6 bytes as on the wire) | flags (2 bytes)    one aligned long: a worker sees MAC and flags of one moment
 *   8  source MAC (6) | IPv8 EtherType (2)                           bytes 6 to 13 of an IPv8 frame
 *  16  source MAC (6) | 0x0800 (2)                                   bytes 6 to 13 of an IPv4 frame
 *  24  port index (4) | MTU in bytes (4)
 *  32  type (4)
 * </pre>
 * Bytes 8 to 39 are written before a record becomes reachable and never after, bytes 0 to 7 by one store at a time.
 * <p>Thread: control writes; workers read.
 */
public final class NextHopTable implements AutoCloseable {
    /** Bytes of a record: a cache line. */
    public static final int RECORD_BYTES = 64;
    public static final int MAC_AND_FLAGS = 0;
    public static final int SOURCE_IPV8 = 8;
    public static final int SOURCE_IPV4 = 16;
    public static final int PORT = 24;
    public static final int MTU = 28;
    public static final int TYPE = 32;

    /** Flag: not a plain neighbour; look at the type. */
    public static final int FLAG_SPECIAL = 1;
    /** Flag: the neighbour takes IPv4 frames only. */
    public static final int FLAG_IPV4_ONLY = 2;
    /** Shift of the flags within the first long. */
    public static final int FLAGS_SHIFT = 48;
    /** The destination MAC within the first long. */
    public static final long MAC_MASK = 0xFFFF_FFFF_FFFFL;

    /** A neighbour on a port; special while its MAC is unknown. */
    public static final int TYPE_NEIGHBOR = 0;
    /** A connected prefix: the destination itself is the neighbour. */
    public static final int TYPE_GLEAN = 1;
    /** An own address. */
    public static final int TYPE_LOCAL = 2;
    /** Drop in silence. */
    public static final int TYPE_BLACKHOLE = 3;
    /** Drop and say so. */
    public static final int TYPE_UNREACHABLE = 4;
    /** Network or broadcast address of a connected prefix. */
    public static final int TYPE_BROADCAST = 5;
    /** Drop and say that it is forbidden. */
    public static final int TYPE_PROHIBIT = 6;

    private final long memory;
    private final long base;
    private final int capacity;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int next;

    /** @param capacity records, 64 bytes each, allocated at once. */
    public NextHopTable(final int capacity) {
        this.capacity = capacity;
        this.memory = Memory.allocate((long) capacity * RECORD_BYTES + RECORD_BYTES);
        this.base = memory + RECORD_BYTES - 1 & -RECORD_BYTES;
    }

    /** Address of record 0. */
    public long base() {
        return base;
    }

    /** Address of a record. */
    public long address(final int index) {
        return base + (long) index * RECORD_BYTES;
    }

    /** Takes a record for something that is not a neighbour. Returns its index, or -1 when the table is full. */
    public int addSpecial(final int type, final int port, final int mtuBytes) {
        return add(type, port, mtuBytes, 0, 0);
    }

    /** Takes a record for a neighbour whose MAC is not known yet. Returns its index, or -1 when the table is full. */
    public int addNeighbor(final int port, final int mtuBytes, final long sourceMac, final int etherTypeIpv8) {
        return add(TYPE_NEIGHBOR, port, mtuBytes, sourceMac, etherTypeIpv8);
    }

    /** The neighbour answered: from this store on workers send to it. */
    public void resolve(final int index, final long mac, final boolean isIpv4Only) {
        final long flags = isIpv4Only ? FLAG_IPV4_ONLY : 0;
        Memory.releaseLong(address(index), macBits(mac) | flags << FLAGS_SHIFT);
    }

    /** The neighbour is gone: from this store on its packets go to the slow path. */
    public void unresolve(final int index) {
        Memory.releaseLong(address(index), (long) FLAG_SPECIAL << FLAGS_SHIFT);
    }

    /** Gives a record back. No worker may be able to reach it any more. */
    public void free(final int index) {
        free.add(index);
    }

    /** Records in use. */
    public int size() {
        return next - free.size();
    }

    /** Type of a record. Thread: control. */
    public int type(final int index) {
        return Memory.nativeInt(address(index) + TYPE);
    }

    /** Port index of a record. Thread: control. */
    public int port(final int index) {
        return Memory.nativeInt(address(index) + PORT);
    }

    @Override
    public void close() {
        Memory.free(memory);
    }

    /** A MAC as it lies in memory on the wire, read as a native long of 6 bytes. */
    public static long macBits(final long mac) {
        return Long.reverseBytes(mac) >>> 16;
    }

    private int add(final int type, final int port, final int mtuBytes, final long sourceMac, final int etherTypeIpv8) {
        final Integer recycled = free.poll();
        if (recycled == null && next == capacity) {
            return -1;
        }
        final int index = recycled != null ? recycled : next++;
        final long record = address(index);
        Memory.putU48(record + SOURCE_IPV8, sourceMac);
        Memory.putU16(record + SOURCE_IPV8 + 6, etherTypeIpv8);
        Memory.putU48(record + SOURCE_IPV4, sourceMac);
        Memory.putU16(record + SOURCE_IPV4 + 6, 0x0800);
        Memory.putNativeInt(record + PORT, port);
        Memory.putNativeInt(record + MTU, mtuBytes);
        Memory.putNativeInt(record + TYPE, type);
        unresolve(index);
        return index;
    }
}
