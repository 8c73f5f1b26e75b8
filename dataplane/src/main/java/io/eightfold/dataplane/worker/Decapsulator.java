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
 * Recognises packets for our tunnel end, and checks where they came from: a packet counts only when its source ASN is reached by a tunnel to the very end that sent it. Those lookups are
 * made together for a burst. Thread: worker, its owner.
 */
final class Decapsulator {
    /** For our address, but not from a tunnel. */
    static final int NO_TUNNEL = 0;
    /** From a tunnel, and no packet can be inside. */
    static final int MALFORMED = -1;
    private static final int NONE = -1;

    private final long nextHops;
    private final long end;
    private final boolean acceptsProtocol;
    private final boolean acceptsUdp;
    // packets of one burst that came out of tunnels
    private final int[] places = new int[Turn.BURST_MAX];
    private final int[] outerSources = new int[Turn.BURST_MAX];
    private final long[] sources = new long[Turn.BURST_MAX];
    private final int[] hops = new int[Turn.BURST_MAX];
    private int count;

    Decapsulator(final TunnelConfig config, final long nextHops) {
        this.nextHops = nextHops;
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
        final int protocol = Memory.u8(packet + Ipv4Layout.PROTOCOL);
        // Fragments are for the slow path to refuse: we send with DF, and put nothing together.
        if ((Memory.u16(packet + Ipv4Layout.FLAGS_AND_OFFSET) & (Ipv8Layout.MF | Ipv8Layout.OFFSET)) != 0) {
            return NO_TUNNEL;
        }
        final int header = (Memory.u8(packet) & 0xF) << 2;
        final int total = Memory.u16(packet + Ipv4Layout.TOTAL_LENGTH);
        if (protocol == TunnelLayout.PROTOCOL) {
            return acceptsProtocol && total >= header + Ipv8Layout.MIN_LENGTH ? header : MALFORMED;
        }
        if (protocol != Protocol.UDP || total < header + TunnelLayout.UDP_BYTES || Memory.u16(packet + header + 2) != TunnelLayout.UDP_PORT) {
            return NO_TUNNEL;
        }
        return acceptsUdp && isUdpGood(packet, header, total) ? header + TunnelLayout.UDP_BYTES : MALFORMED;
    }

    /** RFC 768: the length is that of the packet, and a checksum that is not 0 holds. */
    private static boolean isUdpGood(final long packet, final int header, final int total) {
        final long udp = packet + header;
        final int length = total - header;
        return length >= TunnelLayout.UDP_BYTES + Ipv8Layout.MIN_LENGTH && Memory.u16(udp + 4) == length
            && (Memory.u16(udp + 6) == 0 || isUdpSumGood(packet, udp, length));
    }

    private static boolean isUdpSumGood(final long packet, final long udp, final int length) {
        final long pseudo = InternetChecksum.pseudoV4(Memory.u32(packet + Ipv4Layout.SOURCE), Memory.u32(packet + Ipv4Layout.DESTINATION), Protocol.UDP, length);
        return InternetChecksum.finish(pseudo + InternetChecksum.sum(udp, length)) == 0;
    }

    /** A packet of the burst came out; its source is checked by {@link #verify}. */
    void opened(final int place, final int outerSource, final long source) {
        places[count] = place;
        outerSources[count] = outerSource;
        sources[count++] = source;
    }

    /** Packets of the burst that came out of tunnels. */
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
            if (!isReachedThrough(fib, found[from + i], outerSources[i])) {
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

    private boolean isReachedThrough(final FibReader fib, final int hop, final int end) {
        if (hop < Fib.GROUP_BIT) {
            return hop >= 0 && leadsTo(hop, end);
        }
        final long members = fib.members(hop);
        for (int i = Memory.nativeInt(members) - 1; i >= 0; i--) {
            if (leadsTo(Memory.nativeInt(members + 4 + 4L * i), end)) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsTo(final int hop, final int end) {
        final long record = nextHops + (long) hop * NextHopTable.RECORD_BYTES;
        return Memory.nativeInt(record + NextHopTable.TYPE) == NextHopTable.TYPE_TUNNEL && Memory.u32(record + NextHopTable.TUNNEL_REMOTE) == end;
    }
}
