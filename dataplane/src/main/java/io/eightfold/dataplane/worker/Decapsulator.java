// SPDX-License-Identifier: Apache-2.0
// Takes packets out of tunnels.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibReader;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import io.eightfold.wire.tunnel.TunnelLayout;

/**
 * Recognises packets for our tunnel end, and checks where they came from: a packet counts only when its source is reached by a tunnel to the very end that sent it, or, with a loose
 * check, by any way out of the AS. Those lookups are
 * made together for a burst, and what was found true of a source is remembered for some milliseconds. Thread: worker, its owner.
 */
final class Decapsulator {
    /** For our address, but not from a tunnel. */
    static final int NO_TUNNEL = 0;
    /** From a tunnel, and no packet can be inside. */
    static final int MALFORMED = -1;
    /** A destination that no packet has. */
    static final int NONE = -1;
    /** MF and offset, as their two bytes lie in memory. */
    private static final int FRAGMENT = 0xFF3F;
    /** Sources remembered, a power of two; 64 KiB. */
    private static final int MEMORY_SLOTS = 4096;
    private static final int MEMORY_SHIFT = 52;
    /** A route can move to another tunnel by its group alone, which no version tells: what is remembered ends after so many turns. */
    private static final int TURNS_REMEMBERED = 4096;

    private final long nextHops;
    private final long end;
    private final boolean acceptsProtocol;
    private final boolean acceptsUdp;
    private final boolean isLoose;
    private final int[] ownAsns;
    // packets of one burst that came out of tunnels
    private final int[] places = new int[Turn.BURST_MAX];
    private final int[] outerSources = new int[Turn.BURST_MAX];
    private final long[] sources = new long[Turn.BURST_MAX];
    private final int[] hops = new int[Turn.BURST_MAX];
    private int count;
    /** By a hash of both: source inside, then outer source and epoch. */
    private final long[] memory = new long[2 * MEMORY_SLOTS];
    private int epoch = 1;
    private int turnsLeft = TURNS_REMEMBERED;

    /** @param ownAsns for which, with a loose check, nobody sends but by a tunnel that leads there. */
    Decapsulator(final TunnelConfig config, final int[] ownAsns, final long nextHops) {
        this.nextHops = nextHops;
        this.ownAsns = ownAsns;
        isLoose = config.isSourceLoose();
        end = config.isOn() ? config.local() & 0xFFFF_FFFFL : NONE;
        acceptsProtocol = config.accepts().contains(Encapsulation.PROTOCOL);
        acceptsUdp = config.accepts().contains(Encapsulation.UDP);
    }

    /** The destination of packets that may be ours to open, as a worker looks it up; one that no packet has without tunnels. */
    long end() {
        return end;
    }

    /** Bytes in front of the IPv8 packet inside, or {@link #NO_TUNNEL} or {@link #MALFORMED}. The IPv4 header was checked. */
    int outerBytes(final long packet) {
        final long words = Memory.nativeLong(packet);
        // Fragments are for the slow path to refuse: we send with DF, and put nothing together.
        if ((words >>> 48 & FRAGMENT) != 0) {
            return NO_TUNNEL;
        }
        final int protocol = Memory.u8(packet + Ipv4Layout.PROTOCOL);
        final int header = (int) words & 0xF;
        final int inside = (Short.reverseBytes((short) (words >>> 16)) & 0xFFFF) - (header << 2);
        if (protocol == TunnelLayout.PROTOCOL) {
            return acceptsProtocol && inside >= Ipv8Layout.MIN_LENGTH ? header << 2 : MALFORMED;
        }
        return protocol == Protocol.UDP && inside >= TunnelLayout.UDP_BYTES ? outerBytesUdp(packet, header << 2, inside) : NO_TUNNEL;
    }

    /** RFC 768: the length is that of the packet, and a checksum that is not 0 holds. */
    private int outerBytesUdp(final long packet, final int header, final int inside) {
        final long udp = Memory.u64(packet + header);
        if ((udp >>> 32 & 0xFFFF) != TunnelLayout.UDP_PORT) {
            return NO_TUNNEL;
        }
        final boolean isGood = acceptsUdp && inside >= TunnelLayout.UDP_BYTES + Ipv8Layout.MIN_LENGTH && (udp >>> 16 & 0xFFFF) == inside
            && ((udp & 0xFFFF) == 0 || isUdpSumGood(packet, packet + header, inside));
        return isGood ? header + TunnelLayout.UDP_BYTES : MALFORMED;
    }

    private static boolean isUdpSumGood(final long packet, final long udp, final int length) {
        final long pseudo = InternetChecksum.pseudoV4(Memory.u32(packet + Ipv4Layout.SOURCE), Memory.u32(packet + Ipv4Layout.DESTINATION), Protocol.UDP, length);
        return InternetChecksum.finish(pseudo + InternetChecksum.sum(udp, length)) == 0;
    }

    /** A turn begins: what is remembered grows older. */
    void turn() {
        if (--turnsLeft == 0) {
            turnsLeft = TURNS_REMEMBERED;
            epoch++;
        }
    }

    /** A packet of the burst came out; if its source is not known to be good, it is checked by {@link #verify}. */
    void opened(final int place, final int outerSource, final long source) {
        final int slot = slot(source, outerSource);
        if (memory[slot] == source && memory[slot + 1] == remembered(outerSource)) {
            return;
        }
        places[count] = place;
        outerSources[count] = outerSource;
        sources[count++] = source;
    }

    private static int slot(final long source, final int outerSource) {
        return (int) (source * 0xD6E8_FEB8_6659_FD93L + outerSource * 0x9E37_79B9_7F4A_7C15L >>> MEMORY_SHIFT) << 1;
    }

    private long remembered(final int outerSource) {
        return (long) outerSource << 32 | epoch & 0xFFFF_FFFFL;
    }

    /** Packets of the burst whose sources are still to be checked. */
    int opened() {
        return count;
    }

    /** Appends their sources to what is looked up. Returns how many there are. */
    int appendSources(final long[] addresses, final int from) {
        System.arraycopy(sources, 0, addresses, from, count);
        return count;
    }

    /**
     * Drops what came from an end that does not speak for it.
     * @param found results of the lookup, those of the sources from {@code from} on
     */
    void verify(final FibReader fib, final int[] found, final int from, final int[] verdict) {
        for (int i = 0; i < count; i++) {
            if (isGood(fib, (int) (sources[i] >>> Integer.SIZE), found[from + i], outerSources[i])) {
                final int slot = slot(sources[i], outerSources[i]);
                memory[slot] = sources[i];
                memory[slot + 1] = remembered(outerSources[i]);
            } else {
                verdict[places[i]] = ForwardingWorker.TUNNEL_SOURCE;
            }
        }
        count = 0;
    }

    /** The same with a lookup of its own. */
    void verify(final FibReader fib, final int[] verdict) {
        fib.lookup(sources, hops, count);
        verify(fib, hops, 0, verdict);
    }

    /** Sites of our own AS may be joined by tunnels: then their routes say so, and the strict check holds. IPv4 hosts send no version 8. */
    private boolean isGood(final FibReader fib, final int asn, final int hop, final int from) {
        return asn != 0 && (isReached(fib, hop, from, false) || isLoose && !isOwn(asn) && isReached(fib, hop, from, true));
    }

    private boolean isReached(final FibReader fib, final int hop, final int from, final boolean isAnyWay) {
        if (hop < Fib.GROUP_BIT) {
            return hop >= 0 && leadsTo(hop, from, isAnyWay);
        }
        final long members = fib.members(hop);
        for (int i = Memory.nativeInt(members) - 1; i >= 0; i--) {
            if (leadsTo(Memory.nativeInt(members + 4 + 4L * i), from, isAnyWay)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOwn(final int asn) {
        for (final int own : ownAsns) {
            if (own == asn) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsTo(final int hop, final int from, final boolean isAnyWay) {
        final long record = nextHops + (long) hop * NextHopTable.RECORD_BYTES;
        final int type = Memory.nativeInt(record + NextHopTable.TYPE);
        return isAnyWay ? type == NextHopTable.TYPE_TUNNEL || type == NextHopTable.TYPE_NEIGHBOR
            : type == NextHopTable.TYPE_TUNNEL && Memory.u32(record + NextHopTable.TUNNEL_REMOTE) == from;
    }
}
