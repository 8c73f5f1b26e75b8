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
import io.eightfold.dataplane.worker.InjectKind;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.header.EthernetLayout;
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
    private final PacketRing toWorker;
    private final int roomBytes;
    /** In the VRF of tunnels: stands for a port where none leads to the other end. */
    private final int anyPort;

    /** @param roomBytes of a buffer, for a frame. */
    StreamArrivals(final List<RouterPort> ports, final Fib[] fibs, final NextHopTable nextHops, final PacketBuffers buffers, final PacketRing toWorker, final int roomBytes) {
        this.ports = ports;
        this.fibs = fibs;
        this.nextHops = nextHops;
        this.buffers = buffers;
        this.toWorker = toWorker;
        this.roomBytes = roomBytes;
        anyPort = ports.stream().filter(p -> p.vrf() == Vrf.DEFAULT).findFirst().orElse(ports.getFirst()).index();
    }

    @Override
    public void onPacket(final int remote, final long packet, final int lengthBytes) {
        final int port = portTowards(remote);
        final int frameBytes = EthernetLayout.LENGTH + lengthBytes;
        buffers.countReceived(port, frameBytes);
        buffers.count(port, PortCounter.DECAPSULATED);
        final DropReason reason = frameBytes > roomBytes ? DropReason.SEGMENTED : handOver(remote, packet, lengthBytes, port);
        if (reason != null) {
            buffers.dropUnbuffered(reason, port);
        }
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
