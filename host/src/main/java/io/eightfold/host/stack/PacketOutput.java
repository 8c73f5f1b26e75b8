// SPDX-License-Identifier: Apache-2.0
// The way of a packet out: header, route, neighbor, fragmentation, frame.
package io.eightfold.host.stack;

import io.eightfold.host.stack.Neighbor.Capability;
import io.eightfold.wire.fragment.Fragmentation;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.memory.Memory;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends packets. Callers write a payload at {@link #payload()} and call {@link #send}, or bring a complete packet to {@link #sendPacket}.
 * <p>Thread: session, the stack's owner.
 */
final class PacketOutput implements AutoCloseable {
    /** Total Length is a 16-bit field. */
    static final int MAX_PACKET_BYTES = 0xFFFF;
    private static final int HEADROOM_BYTES = 64;
    /** All neighbors together: a flood from many invented sources must not fill the heap with answers that wait. */
    static final int MAX_WAITING_BYTES = 4 << 20;

    private final HostRoutes routes;
    private final NeighborTable neighbors;
    private final FrameOutput frames;
    private final HostCounters counters;
    private final Consumer<HostNotice> notices;
    private final long buffer = Memory.allocate(HEADROOM_BYTES + MAX_PACKET_BYTES + 1L);
    // Packets that waited for their neighbor come back here, apart from the buffer a caller may be filling.
    private final long released = Memory.allocate(MAX_PACKET_BYTES + 1L);
    private int nextIdentification;
    private int waitingBytes;

    PacketOutput(HostRoutes routes, ArpService arp, FrameOutput frames, HostCounters counters, Consumer<HostNotice> notices,
                 int firstIdentification) {
        this.routes = routes;
        this.frames = frames;
        this.counters = counters;
        this.notices = notices;
        this.nextIdentification = firstIdentification;
        this.neighbors = new NeighborTable(routes, new NeighborActions(arp));
    }

    NeighborTable neighbors() {
        return neighbors;
    }

    /** Where a payload for {@link #send} is written. */
    long payload() {
        return buffer + HEADROOM_BYTES;
    }

    /** Largest payload for a destination. */
    static int maxPayloadBytes(long destination) {
        return MAX_PACKET_BYTES - IpPacket.baseHeaderLength(versionFor(destination));
    }

    /** Version 4 for addresses of ASN 0, version 8 for all others. */
    static int versionFor(long destination) {
        return HostRoutes.isIpv4(destination) ? IpPacket.VERSION_4 : IpPacket.VERSION_8;
    }

    /** Puts a header in front of the payload at {@link #payload()} and sends the packet. */
    SendResult send(long destination, int protocol, SendOptions options, int payloadLength, long nowNs) {
        int version = versionFor(destination);
        int headerLength = IpPacket.baseHeaderLength(version);
        long packet = payload() - headerLength;
        int totalLength = headerLength + payloadLength;
        int identification = nextIdentification++ & 0xFFFF;
        int flags = options.dontFragment() ? Ipv4Layout.DF : 0;
        long source = routes.sourceFor(destination);
        IpPacket.writeHeader(version, packet, totalLength, identification, flags, options.ttl(), protocol, source, destination);
        return sendPacket(destination, packet, totalLength, nowNs);
    }

    /** Sends a complete packet of the version that fits its destination. */
    SendResult sendPacket(long destination, long packet, int lengthBytes, long nowNs) {
        if (routes.isOwnForm(destination)) {
            return refuse(HostCounter.OWN_ADDRESS, SendResult.OWN_ADDRESS);
        }
        long nextHop = routes.nextHop(destination, neighbors.gatewayFor(destination));
        if (nextHop == HostRoutes.NO_NEXT_HOP) {
            return refuse(HostCounter.NO_ROUTE, SendResult.NO_ROUTE);
        }
        if (lengthBytes > frames.mtu() && isDontFragment(packet)) {
            return refuse(HostCounter.TOO_BIG, SendResult.TOO_BIG);
        }
        Neighbor neighbor = neighbors.find(nextHop, nowNs);
        if (neighbor == null) {
            return refuse(HostCounter.NEIGHBOR_TABLE_FULL, SendResult.NEIGHBOR_TABLE_FULL);
        }
        if (neighbor.isProbing()) {
            return enqueue(neighbor, packet, lengthBytes);
        }
        return transmit(neighbor, packet, lengthBytes);
    }

    private SendResult enqueue(Neighbor neighbor, long packet, int lengthBytes) {
        boolean fits = waitingBytes + lengthBytes <= MAX_WAITING_BYTES;
        if (!fits || !neighbor.enqueue(Memory.toBytes(packet, lengthBytes))) {
            return refuse(HostCounter.NEIGHBOR_QUEUE_FULL, SendResult.NEIGHBOR_QUEUE_FULL);
        }
        waitingBytes += lengthBytes;
        return SendResult.QUEUED;
    }

    private SendResult transmit(Neighbor neighbor, long packet, int lengthBytes) {
        int version = IpPacket.versionAt(packet);
        // Specification section 4: no IPv4 device ever receives version 8.
        if (version == IpPacket.VERSION_8 && neighbor.capability() != Capability.IPV8) {
            return refuse(HostCounter.NEIGHBOR_IPV4_ONLY, SendResult.NEIGHBOR_IPV4_ONLY);
        }
        if (lengthBytes > frames.mtu()) {
            return transmitFragments(version, neighbor.mac(), packet);
        }
        Memory.copy(packet, frames.payload(), lengthBytes);
        return frames.sendPacket(version, neighbor.mac(), lengthBytes) ? SendResult.SENT : SendResult.LINK_FAILED;
    }

    private SendResult transmitFragments(int version, long mac, long packet) {
        int count = Fragmentation.count(packet, frames.mtu());
        if (count == 0) {
            return refuse(HostCounter.TOO_BIG, SendResult.TOO_BIG);
        }
        counters.count(HostCounter.PACKETS_FRAGMENTED);
        for (int i = 0; i < count; i++) {
            int fragmentLength = Fragmentation.writeFragment(packet, frames.mtu(), i, frames.payload());
            if (!frames.sendPacket(version, mac, fragmentLength)) {
                return SendResult.LINK_FAILED;
            }
        }
        return SendResult.SENT;
    }

    private static boolean isDontFragment(long packet) {
        // Flags have the same offset in both versions.
        return (Memory.u16(packet + Ipv4Layout.FLAGS_AND_OFFSET) & Ipv4Layout.DF) != 0;
    }

    private SendResult refuse(HostCounter counter, SendResult result) {
        counters.count(counter);
        return result;
    }

    @Override
    public void close() {
        Memory.free(buffer);
        Memory.free(released);
    }

    /** Lets the waiting packets of a neighbor go, or reports that they cannot. */
    private final class NeighborActions implements NeighborTable.Actions {
        private final ArpService arp;

        private NeighborActions(ArpService arp) {
            this.arp = arp;
        }

        @Override
        public void sendArp8Probe(long targetBits) {
            arp.sendArp8Probe(targetBits);
        }

        @Override
        public void sendPlainArpProbe(int targetHost) {
            arp.sendPlainArpProbe(targetHost);
        }

        @Override
        public void resolved(Neighbor neighbor, long nowNs) {
            for (byte[] packet = neighbor.dequeue(); packet != null; packet = neighbor.dequeue()) {
                waitingBytes -= packet.length;
                Memory.fromBytes(packet, released);
                SendResult result = transmit(neighbor, released, packet.length);
                if (!result.isAccepted()) {
                    report(result, packet.length, nowNs);
                }
            }
        }

        @Override
        public void failed(Neighbor neighbor, long nowNs) {
            for (byte[] packet = neighbor.dequeue(); packet != null; packet = neighbor.dequeue()) {
                waitingBytes -= packet.length;
                Memory.fromBytes(packet, released);
                report(refuse(HostCounter.NEIGHBOR_UNREACHABLE, SendResult.NEIGHBOR_UNREACHABLE), packet.length, nowNs);
            }
        }

        private void report(SendResult reason, int lengthBytes, long nowNs) {
            Optional<QuotedPacket> original = QuotedPacket.read(released, lengthBytes);
            original.ifPresent(packet -> notices.accept(new HostNotice.SendFailure(reason, packet, nowNs)));
        }
    }
}
