// SPDX-License-Identifier: Apache-2.0
// Packets that came by HTTPS enter the router.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.tunnel.https.HttpsTunnel;
import io.eightfold.dataplane.worker.HeaderCheck;
import io.eightfold.dataplane.worker.InjectKind;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.fragment.Fragmentation;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/**
 * Puts packets out of streams into buffers and hands them to a worker, which treats them as it does what comes out of the other tunnels. A packet counts as received by the port that
 * leads to the stream's other end, beside the frames of TCP that carried it, which went to the kernel.
 * <p>Thread: control.
 */
final class StreamArrivals implements HttpsTunnel.Handler {
    private final List<RouterPort> ports;
    private final Fib[] fibs;
    private final NextHopTable nextHops;
    private final PacketBuffers buffers;
    private final IcmpResponder icmp;
    private final PacketRing toWorker;
    private final int roomBytes;
    private final long scratch;
    /** In the VRF of tunnels: stands for a port where none leads to the other end. */
    private final int anyPort;

    /** @param roomBytes of a buffer, for a frame. */
    StreamArrivals(final List<RouterPort> ports, final Fib[] fibs, final NextHopTable nextHops, final PacketBuffers buffers, final IcmpResponder icmp,
                   final PacketRing toWorker, final int roomBytes) {
        this.ports = ports;
        this.fibs = fibs;
        this.nextHops = nextHops;
        this.buffers = buffers;
        this.icmp = icmp;
        this.toWorker = toWorker;
        this.roomBytes = roomBytes;
        scratch = Memory.allocate(roomBytes);
        anyPort = ports.stream().filter(p -> p.vrf() == Vrf.DEFAULT).findFirst().orElse(ports.getFirst()).index();
    }

    @Override
    public void onPacket(final int remote, final long packet, final int lengthBytes) {
        final int port = portTowards(remote);
        if (EthernetLayout.LENGTH + lengthBytes > roomBytes && HeaderCheck.ipv8(packet, lengthBytes) == HeaderCheck.OK) {
            receiveLong(remote, packet, port);
        } else {
            receive(remote, packet, lengthBytes, port);
        }
    }

    private void receive(final int remote, final long packet, final int lengthBytes, final int port) {
        final int frameBytes = EthernetLayout.LENGTH + lengthBytes;
        buffers.countReceived(port, frameBytes);
        buffers.count(port, PortCounter.DECAPSULATED);
        final DropReason reason = frameBytes > roomBytes ? DropReason.SEGMENTED : handOver(remote, packet, lengthBytes, port);
        if (reason != null) {
            buffers.dropUnbuffered(reason, port);
        }
    }

    /** A stream takes whatever its sender's interfaces take: what is too long for our buffers comes in as the fragments that it would have been cut into, or its source is told. */
    private void receiveLong(final int remote, final long packet, final int port) {
        final int mtuBytes = roomBytes - EthernetLayout.LENGTH;
        final boolean isWhole = (Memory.u16(packet + Ipv8Layout.FLAGS_AND_OFFSET) & Ipv8Layout.DF) != 0;
        final int count = isWhole ? 0 : Fragmentation.count(packet, mtuBytes);
        for (int i = 0; i < count; i++) {
            receive(remote, scratch, Fragmentation.writeFragment(packet, mtuBytes, i, scratch), port);
        }
        if (count == 0) {
            refuse(packet, port, isWhole ? DropReason.FRAGMENTATION_NEEDED : DropReason.BAD_FRAGMENT, mtuBytes);
        }
    }

    private void refuse(final long packet, final int port, final DropReason reason, final int mtuBytes) {
        buffers.countReceived(port, EthernetLayout.LENGTH + Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH));
        buffers.count(port, PortCounter.DECAPSULATED);
        final long mbuf = buffers.allocate();
        if (mbuf == 0) {
            buffers.dropUnbuffered(reason, port);
            return;
        }
        final long frame = PacketBuffer.data(mbuf);
        PacketBuffer.setArrival(mbuf, ports.get(port).dpdkId());
        Memory.copy(packet, frame + EthernetLayout.LENGTH, mtuBytes);
        buffers.countDrop(mbuf, reason, port);
        if (reason == DropReason.FRAGMENTATION_NEEDED) {
            icmp.error(true, mbuf, frame, roomBytes, port, IcmpView.UNREACHABLE, IcmpView.FRAGMENTATION_NEEDED, mtuBytes, System.nanoTime());
        } else {
            buffers.free(mbuf);
        }
    }

    void close() {
        Memory.free(scratch);
    }

    @Override
    public void onFault(final int remote) {
        final int port = portTowards(remote);
        buffers.countReceived(port, 0);
        buffers.dropUnbuffered(DropReason.TUNNEL_MALFORMED, port);
    }

    /** The reason why that failed, or null. */
    private DropReason handOver(final int remote, final long packet, final int lengthBytes, final int port) {
        final long mbuf = buffers.allocate();
        if (mbuf == 0) {
            return DropReason.NO_BUFFERS;
        }
        final int frameBytes = EthernetLayout.LENGTH + lengthBytes;
        final long frame = PacketBuffer.data(mbuf);
        PacketBuffer.setArrival(mbuf, ports.get(port).dpdkId());
        PacketBuffer.setLength(mbuf, frameBytes);
        // No station sent it; the header is written anew when the packet leaves.
        Memory.fill(frame, EthernetLayout.TYPE, 0);
        Memory.putU16(frame + EthernetLayout.TYPE, ports.get(port).etherType());
        Memory.copy(packet, frame + EthernetLayout.LENGTH, lengthBytes);
        if (toWorker.write(InjectKind.RECEIVE, mbuf, frame, frameBytes, port, remote)) {
            return null;
        }
        buffers.free(mbuf);
        return DropReason.SLOW_PATH_FULL;
    }

    private int portTowards(final int remote) {
        final Fib fib = fibs[anyPort];
        final int found = fib.lookup(Integer.toUnsignedLong(remote));
        final int hop = found >= Fib.GROUP_BIT ? fib.member(found, 0) : found;
        final boolean isWay = hop >= 0 && (nextHops.type(hop) == NextHopTable.TYPE_NEIGHBOR || nextHops.type(hop) == NextHopTable.TYPE_GLEAN);
        return isWay ? nextHops.port(hop) : anyPort;
    }
}
