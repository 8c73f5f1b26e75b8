// SPDX-License-Identifier: Apache-2.0
// How the slow path sends: by the FIB, through a worker.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.SlowTrace;
import io.eightfold.dataplane.tunnel.https.HttpsTunnel;
import io.eightfold.dataplane.worker.Encapsulator;
import io.eightfold.dataplane.worker.FlowHash;
import io.eightfold.dataplane.worker.HeaderCheck;
import io.eightfold.dataplane.worker.InjectKind;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dataplane.worker.Rewrite;
import io.eightfold.wire.fragment.Fragmentation;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.TunnelLayout;
import java.util.List;

/**
 * Looks a packet's destination up, waits for its neighbour where needed, and hands the finished frame to a worker. Used for packets the
 * router makes and for received ones that had to wait. Thread: control.
 */
final class Egress {
    private final SlowTrace trace;
    /** The table of the port's VRF, by port. */
    private final Fib[] fibs;
    private final NextHopTable nextHops;
    private final PacketBuffers buffers;
    private final PacketRing toWorker;
    private NeighborTable neighbors;
    private IcmpResponder icmp;
    private int tunnelEnd;
    private HttpsTunnel streams;

    Egress(final List<RouterPort> ports, final FibTables tables, final NextHopTable nextHops, final PacketBuffers buffers, final PacketRing toWorker, final SlowTrace trace) {
        this.trace = trace;
        fibs = tables.byPort(ports);
        this.nextHops = nextHops;
        this.buffers = buffers;
        this.toWorker = toWorker;
    }

    /** The two that call this and are called by it. */
    void connect(final NeighborTable table, final IcmpResponder responder) {
        neighbors = table;
        icmp = responder;
    }

    /** Packets from that address are the outer ones of tunnels. */
    void serveTunnels(final int end) {
        tunnelEnd = end;
    }

    /** Packets for tunnels through HTTPS leave by these. */
    void serveStreams(final HttpsTunnel https) {
        streams = https;
    }

    /**
     * Routes a packet. Its Ethernet header is not filled in yet; its header is valid.
     * @param port by which it came in, or to which the router's own packet belongs: its VRF's table is looked into, and it is counted against
     *             when the router's own packet cannot leave.
     */
    void route(final long mbuf, final long frame, final int lengthBytes, final int port, final long nowNs) {
        final long packet = frame + EthernetLayout.LENGTH;
        final boolean isIpv8 = isIpv8(packet);
        final long destination = isIpv8 ? Memory.u64(packet + Ipv8Layout.DESTINATION) : Memory.u32(packet + Ipv4Layout.DESTINATION) & 0xFFFF_FFFFL;
        final Fib fib = fibs[port];
        int hop = fib.lookup(destination);
        if (hop >= Fib.GROUP_BIT) {
            // The worker's own choice: a flow must not change its path because one of its packets came this way.
            hop = fib.member(hop, isIpv8 ? FlowHash.ipv8(packet) : FlowHash.ipv4(packet));
        }
        if (hop < 0) {
            buffers.drop(mbuf, hop == Fib.NO_ASN ? DropReason.NO_ROUTE_TO_ASN : DropReason.NO_ROUTE, port);
            return;
        }
        switch (nextHops.type(hop)) {
            case NextHopTable.TYPE_NEIGHBOR -> {
                neighbors.sendByRecord(hop, mbuf, frame, lengthBytes, nowNs);
                traceWaiting(mbuf, hop);
            }
            case NextHopTable.TYPE_GLEAN -> {
                neighbors.sendToConnected(nextHops.port(hop), destination, mbuf, frame, lengthBytes, nowNs);
                traceWaiting(mbuf, hop);
            }
            case NextHopTable.TYPE_TUNNEL -> enterTunnel(mbuf, frame, lengthBytes, port, hop, nowNs);
            case NextHopTable.TYPE_BROADCAST -> buffers.drop(mbuf, DropReason.BROADCAST, port);
            case NextHopTable.TYPE_BLACKHOLE -> buffers.drop(mbuf, DropReason.BLACKHOLE, port);
            case NextHopTable.TYPE_PROHIBIT -> buffers.drop(mbuf, DropReason.PROHIBITED, port);
            default -> buffers.drop(mbuf, DropReason.UNREACHABLE, port);
        }
    }

    /** Puts a packet into a tunnel, in fragments where it must be; its outer packets go to the gateway under the tunnel. A received packet loses one of its TTL. */
    private void enterTunnel(final long mbuf, final long frame, final int lengthBytes, final int port, final int hop, final long nowNs) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int mtuBytes = nextHops.mtuBytes(hop);
        final boolean isTooLong = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH) > mtuBytes;
        if (!isIpv8(packet) || streams == null && !Encapsulator.isDirect(nextHops.address(hop))) {
            discard(mbuf, frame, lengthBytes, DropReason.TUNNEL_UNUSABLE, port, IcmpView.HOST_UNREACHABLE, 0);
        } else if (isStopped(packet, nextHops.address(hop))) {
            buffers.drop(mbuf, borderReason(packet, nextHops.address(hop)), port);
        } else if (isTooLong && (Memory.u16(packet + Ipv8Layout.FLAGS_AND_OFFSET) & Ipv8Layout.DF) != 0) {
            discard(mbuf, frame, lengthBytes, DropReason.FRAGMENTATION_NEEDED, port, IcmpView.FRAGMENTATION_NEEDED, mtuBytes);
        } else {
            if (buffers.arrival(mbuf) >= 0) {
                Rewrite.decrementTtl(packet);
            }
            if (isTooLong) {
                fragmentIntoTunnel(mbuf, frame, port, hop, mtuBytes, nowNs);
            } else {
                sendIntoTunnel(mbuf, port, hop, nowNs);
            }
        }
    }

    private void sendIntoTunnel(final long mbuf, final int port, final int hop, final long nowNs) {
        if (!Encapsulator.isDirect(nextHops.address(hop))) {
            sendIntoStream(mbuf, port, hop);
            return;
        }
        final int length = Encapsulator.enter(mbuf, PacketBuffer.data(mbuf), nextHops.address(hop));
        buffers.count(nextHops.port(hop), PortCounter.ENCAPSULATED);
        traceEncapsulated(mbuf, hop);
        neighbors.sendByRecord(nextHops.underlay(hop), mbuf, PacketBuffer.data(mbuf), length, nowNs);
        traceWaiting(mbuf, hop);
    }

    /** The stream takes a copy, and the packet has left; without a stream that is up the sender is told. */
    private void sendIntoStream(final long mbuf, final int port, final int hop) {
        final long frame = PacketBuffer.data(mbuf);
        final long packet = frame + EthernetLayout.LENGTH;
        final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
        if (!streams.send(nextHops.remote(hop), packet, total)) {
            discard(mbuf, frame, EthernetLayout.LENGTH + total, DropReason.TUNNEL_UNUSABLE, port, IcmpView.HOST_UNREACHABLE, 0);
            return;
        }
        buffers.count(nextHops.port(hop), PortCounter.ENCAPSULATED);
        traceEncapsulated(mbuf, hop);
        trace.sent(mbuf, frame, EthernetLayout.LENGTH + total, nextHops.port(hop));
        final int arrival = buffers.arrival(mbuf);
        buffers.count(arrival < 0 ? nextHops.port(hop) : arrival, arrival < 0 ? PortCounter.ORIGINATED : PortCounter.FORWARDED);
        buffers.free(mbuf);
    }

    private void fragmentIntoTunnel(final long mbuf, final long frame, final int port, final int hop, final int mtuBytes, final long nowNs) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int count = Fragmentation.count(packet, mtuBytes);
        final int arrival = buffers.arrival(mbuf);
        if (count == 0) {
            buffers.drop(mbuf, DropReason.BAD_FRAGMENT, port);
        }
        for (int i = 0; i < count; i++) {
            final long fragment = buffers.allocate();
            if (fragment == 0) {
                buffers.drop(mbuf, DropReason.NO_BUFFERS, port);
                return;
            }
            final long to = PacketBuffer.data(fragment);
            final int length = Fragmentation.writeFragment(packet, mtuBytes, i, to + EthernetLayout.LENGTH);
            if (arrival >= 0) {
                buffers.count(arrival, PortCounter.FRAGMENTS_CREATED);
            }
            if (i == count - 1) {
                // The end of the packet is decided by its last fragment, which carries its port of arrival.
                Memory.copy(to, frame, EthernetLayout.LENGTH + length);
                buffers.free(fragment);
            }
            sendIntoTunnel(i == count - 1 ? mbuf : fragment, port, hop, nowNs);
        }
    }

    /** Whether the border that the record leads across stops the packet. */
    private static boolean isStopped(final long packet, final long record) {
        return stopped(packet, record) != 0;
    }

    private static int stopped(final long packet, final long record) {
        return HeaderCheck.scope(packet) & (int) (Memory.acquireLong(record) >>> NextHopTable.FLAGS_SHIFT) & (NextHopTable.FLAG_BORDER | NextHopTable.FLAG_NO_RINE);
    }

    private static DropReason borderReason(final long packet, final long record) {
        return DropReason.ofId(HeaderCheck.borderReason(packet, stopped(packet, record)));
    }

    /** A buffer that the table has neither sent nor freed, waits there. */
    private void traceWaiting(final long mbuf, final int hop) {
        trace.waiting(mbuf, nextHops.port(hop));
    }

    private void traceEncapsulated(final long mbuf, final int hop) {
        trace.encapsulated(mbuf, nextHops.remote(hop), Memory.nativeInt(nextHops.address(hop) + NextHopTable.ENCAPSULATION), nextHops.port(hop));
    }

    /** The neighbour of {@code record} is usable: rewrite and send. A received packet loses one of its TTL, one of ours does not. */
    void toNeighbor(final long mbuf, final long frame, final int lengthBytes, final int record) {
        final long packet = frame + EthernetLayout.LENGTH;
        final boolean isIpv8 = isIpv8(packet);
        final long address = nextHops.address(record);
        final long macAndFlags = Memory.acquireLong(address);
        final int port = nextHops.port(record);
        if (isIpv8 && (macAndFlags >>> NextHopTable.FLAGS_SHIFT & NextHopTable.FLAG_IPV4_ONLY) != 0) {
            discard(mbuf, frame, lengthBytes, DropReason.IPV4_ONLY_NEIGHBOR, port, IcmpView.HOST_UNREACHABLE, 0);
            return;
        }
        if (isIpv8 && isStopped(packet, address)) {
            buffers.drop(mbuf, borderReason(packet, address), port);
            return;
        }
        final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
        final int mtuBytes = Memory.nativeInt(address + NextHopTable.MTU);
        final boolean isTooLong = total > mtuBytes;
        if (isTooLong && (Memory.u16(packet + Ipv8Layout.FLAGS_AND_OFFSET) & Ipv8Layout.DF) != 0) {
            discard(mbuf, frame, lengthBytes, DropReason.FRAGMENTATION_NEEDED, port, IcmpView.FRAGMENTATION_NEEDED, mtuBytes);
            return;
        }
        final int version = isIpv8 ? 0 : 1;
        // An outer packet is our own, whatever came in with it.
        if (buffers.arrival(mbuf) >= 0 && outerBytes(packet) == 0) {
            Rewrite.apply(frame, address, version, macAndFlags, Memory.nativeInt(packet + Ipv8Layout.TTL));
        } else {
            Rewrite.ethernet(frame, address, version, macAndFlags);
        }
        if (isTooLong) {
            sendFragments(mbuf, frame, port, mtuBytes);
        } else {
            sendFrame(mbuf, EthernetLayout.LENGTH + total, port);
        }
    }

    /** Hands a finished frame to a worker; pads it to Ethernet's minimum. */
    void sendFrame(final long mbuf, final int lengthBytes, final int port) {
        final int padded = Math.max(lengthBytes, EthernetLayout.MIN_FRAME_LENGTH);
        final long frame = PacketBuffer.data(mbuf);
        if (padded > lengthBytes) {
            Memory.fill(frame + lengthBytes, padded - lengthBytes, 0);
        }
        PacketBuffer.setLength(mbuf, padded);
        trace.sent(mbuf, frame, padded, port);
        if (toWorker.write(InjectKind.SEND, mbuf, frame, padded, port, trace.mark(mbuf))) {
            trace.forget(mbuf);
        } else {
            buffers.drop(mbuf, DropReason.SLOW_PATH_FULL, port);
        }
    }

    /** Drops a received packet and tells its source; one of our own is only counted. */
    void discard(final long mbuf, final long frame, final int lengthBytes, final DropReason reason, final int port, final int code, final int mtuBytes) {
        buffers.countDrop(mbuf, reason, port);
        final int arrival = buffers.arrival(mbuf);
        if (arrival < 0) {
            buffers.free(mbuf);
        } else {
            // Of an outer packet, who sent what is inside is told.
            final int outer = outerBytes(frame + EthernetLayout.LENGTH);
            icmp.error(isIpv8(frame + EthernetLayout.LENGTH + outer), mbuf, frame + outer, lengthBytes - outer, arrival, IcmpView.UNREACHABLE, code, mtuBytes,
                System.nanoTime());
        }
    }

    /** Bytes in front of the IPv8 packet in an outer packet of ours, made by {@link Encapsulator}; 0 of any other. */
    private int outerBytes(final long packet) {
        if (tunnelEnd == 0 || isIpv8(packet) || Memory.u32(packet + Ipv4Layout.SOURCE) != tunnelEnd) {
            return 0;
        }
        final int protocol = Memory.u8(packet + Ipv4Layout.PROTOCOL);
        final int bytes = protocol == TunnelLayout.PROTOCOL ? TunnelLayout.IPV4_BYTES : TunnelLayout.IPV4_BYTES + TunnelLayout.UDP_BYTES;
        return protocol == TunnelLayout.PROTOCOL || protocol == Protocol.UDP && Memory.u16(packet + TunnelLayout.IPV4_BYTES + 2) == TunnelLayout.UDP_PORT ? bytes : 0;
    }

    private void sendFragments(final long mbuf, final long frame, final int port, final int mtuBytes) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int count = Fragmentation.count(packet, mtuBytes);
        final int arrival = buffers.arrival(mbuf);
        if (count == 0) {
            buffers.drop(mbuf, DropReason.BAD_FRAGMENT, port);
        }
        for (int i = 0; i < count; i++) {
            final long fragment = buffers.allocate();
            if (fragment == 0) {
                // A packet with a hole is no packet: its end is decided by the first fragment, which carries its port of arrival.
                buffers.drop(mbuf, DropReason.NO_BUFFERS, port);
                return;
            }
            final long to = PacketBuffer.data(fragment);
            Memory.copy(frame, to, EthernetLayout.LENGTH);
            final int length = Fragmentation.writeFragment(packet, mtuBytes, i, to + EthernetLayout.LENGTH);
            if (arrival >= 0) {
                buffers.count(arrival, PortCounter.FRAGMENTS_CREATED);
            }
            if (i == count - 1) {
                Memory.copy(to, frame, EthernetLayout.LENGTH + length);
                buffers.free(fragment);
                sendFrame(mbuf, EthernetLayout.LENGTH + length, port);
            } else {
                sendFrame(fragment, EthernetLayout.LENGTH + length, port);
            }
        }
    }

    static boolean isIpv8(final long packet) {
        return Memory.u8(packet) >>> 4 == Ipv8Layout.VERSION;
    }
}
