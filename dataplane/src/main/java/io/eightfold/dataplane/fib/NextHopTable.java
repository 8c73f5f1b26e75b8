// SPDX-License-Identifier: Apache-2.0
// Next-hop records: what a worker needs to send a packet on, ready made, 64 bytes each.
package io.eightfold.dataplane.fib;

import io.eightfold.dataplane.port.Border;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayDeque;

/**
 * Off-heap records that routes point at by index. Many routes share a record, so that a changed neighbour is one store.
 * <pre>
 *   0  destination MAC (6 bytes as on the wire) | flags (2 bytes)    one aligned long: a worker sees MAC and flags of one moment
 *   8  source MAC (6) | IPv8 EtherType (2)                           bytes 6 to 13 of an IPv8 frame
 *  16  source MAC (6) | 0x0800 (2)                                   bytes 6 to 13 of an IPv4 frame
 *  24  port index (4) | MTU in bytes (4)
 *  32  type (4) | flags that it keeps whatever becomes of the neighbour (4)
 *  40  tunnel: our end (4) | the other end (4), both as on the wire
 *  48  tunnel: record of the gateway under it (4) | encapsulation's id (4)
 *  56  tunnel: sum of the outer header's words but length and type of service (4)
 * </pre>
 * Bytes 8 to 63 are written before a record becomes reachable and never after, but for the MTU of a tunnel; bytes 0 to 7 by one store at a time.
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

    public static final int KEPT_FLAGS = 36;
    public static final int TUNNEL_LOCAL = 40;
    public static final int TUNNEL_REMOTE = 44;
    public static final int UNDERLAY = 48;
    public static final int ENCAPSULATION = 52;
    public static final int OUTER_SUM = 56;

    /** Flag: not a plain neighbour; look at the type. */
    public static final int FLAG_SPECIAL = 1;
    /** Flag: the neighbour takes IPv4 frames only. */
    public static final int FLAG_IPV4_ONLY = 2;
    /** Flag: beyond the border of the AS: what must not leave it, stays. */
    public static final int FLAG_BORDER = 4;
    /** Flag: version 8 goes into a tunnel. */
    public static final int FLAG_TUNNEL = 8;
    /** Flag: beyond a border that is no RINE link. */
    public static final int FLAG_NO_RINE = 16;
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
    /** Inside IPv4 to the other end of a tunnel. */
    public static final int TYPE_TUNNEL = 7;

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

    /** Takes a record for something that is not a neighbour, inside the AS. Returns its index, or -1 when the table is full. */
    public int addSpecial(final int type, final int port, final int mtuBytes) {
        return addSpecial(type, port, mtuBytes, 0);
    }

    /**
     * Takes a record for something that is not a neighbour. Returns its index, or -1 when the table is full.
     * @param borderFlags {@link #FLAG_BORDER} and {@link #FLAG_NO_RINE} as they hold at the port
     */
    public int addSpecial(final int type, final int port, final int mtuBytes, final int borderFlags) {
        return add(type, port, mtuBytes, 0, 0, borderFlags);
    }

    /** Takes a record for a neighbour inside the AS whose MAC is not known yet. Returns its index, or -1 when the table is full. */
    public int addNeighbor(final int port, final int mtuBytes, final long sourceMac, final int etherTypeIpv8) {
        return addNeighbor(port, mtuBytes, sourceMac, etherTypeIpv8, 0);
    }

    /**
     * Takes a record for a neighbour whose MAC is not known yet. Returns its index, or -1 when the table is full.
     * @param borderFlags {@link #FLAG_BORDER} and {@link #FLAG_NO_RINE} as they hold at the port
     */
    public int addNeighbor(final int port, final int mtuBytes, final long sourceMac, final int etherTypeIpv8, final int borderFlags) {
        return add(TYPE_NEIGHBOR, port, mtuBytes, sourceMac, etherTypeIpv8, borderFlags);
    }

    /**
     * Takes a record for a tunnel. Returns its index, or -1 when the table is full.
     * @param underlay  record of the gateway that outer packets go to; it must stay for as long as this
     * @param mtuBytes  longest IPv8 packet that fits
     * @param local     our end, IPv4
     * @param remote    the other end, IPv4
     * @param encapsulation id of {@link io.eightfold.wire.tunnel.Encapsulation}
     * @param outerSum  of the outer header's words but length and type of service
     */
    public int addTunnel(final int underlay, final int mtuBytes, final int local, final int remote, final int encapsulation, final int outerSum) {
        final int index = add(TYPE_TUNNEL, port(underlay), mtuBytes, 0, 0, FLAG_BORDER | FLAG_NO_RINE | FLAG_TUNNEL);
        if (index >= 0) {
            final long record = address(index);
            Memory.putU32(record + TUNNEL_LOCAL, local);
            Memory.putU32(record + TUNNEL_REMOTE, remote);
            Memory.putNativeInt(record + UNDERLAY, underlay);
            Memory.putNativeInt(record + ENCAPSULATION, encapsulation);
            Memory.putNativeInt(record + OUTER_SUM, outerSum);
            Memory.releaseLong(record, (long) (FLAG_BORDER | FLAG_NO_RINE | FLAG_TUNNEL) << FLAGS_SHIFT);
        }
        return index;
    }

    /** What an IPv8 packet may be long at most to enter this tunnel; workers see it from one store on. */
    public void tunnelMtu(final int index, final int mtuBytes) {
        Memory.putNativeInt(address(index) + MTU, mtuBytes);
    }

    /** The neighbour answered: from this store on workers send to it. */
    public void resolve(final int index, final long mac, final boolean isIpv4Only) {
        final long flags = (isIpv4Only ? FLAG_IPV4_ONLY : 0) | keptFlags(index);
        Memory.releaseLong(address(index), macBits(mac) | flags << FLAGS_SHIFT);
    }

    /** The neighbour is gone: from this store on its packets go to the slow path. */
    public void unresolve(final int index) {
        Memory.releaseLong(address(index), (long) (FLAG_SPECIAL | keptFlags(index)) << FLAGS_SHIFT);
    }

    private int keptFlags(final int index) {
        return Memory.nativeInt(address(index) + KEPT_FLAGS);
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

    /** Record of the gateway under a tunnel. Thread: control. */
    public int underlay(final int index) {
        return Memory.nativeInt(address(index) + UNDERLAY);
    }

    /** The other end of a tunnel, IPv4. Thread: control. */
    public int remote(final int index) {
        return Memory.u32(address(index) + TUNNEL_REMOTE);
    }

    /** MTU of a record. Thread: control. */
    public int mtuBytes(final int index) {
        return Memory.nativeInt(address(index) + MTU);
    }

    /** Port index of a record. Thread: control. */
    public int port(final int index) {
        return Memory.nativeInt(address(index) + PORT);
    }

    @Override
    public void close() {
        Memory.free(memory);
    }

    /** What stays inside at a port, as flags; null for one inside the AS. */
    public static int borderFlags(final Border border) {
        return border == null ? 0 : border.isRine() ? FLAG_BORDER : FLAG_BORDER | FLAG_NO_RINE;
    }

    /** A MAC as it lies in memory on the wire, read as a native long of 6 bytes. */
    public static long macBits(final long mac) {
        return Long.reverseBytes(mac) >>> 16;
    }

    private int add(final int type, final int port, final int mtuBytes, final long sourceMac, final int etherTypeIpv8, final int keptFlags) {
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
        Memory.putNativeInt(record + KEPT_FLAGS, keptFlags);
        unresolve(index);
        return index;
    }
}
