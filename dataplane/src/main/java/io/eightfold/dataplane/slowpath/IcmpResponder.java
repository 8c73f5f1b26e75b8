// SPDX-License-Identifier: Apache-2.0
// Answers what is addressed to the router, and tells sources why their packets did not go on.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.route.TunnelTable;
import io.eightfold.dataplane.trace.SlowTrace;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.IpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.icmp.EchoReply;
import io.eightfold.wire.icmp.IcmpWriter;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/** ICMPv8 for IPv8 and ICMP for IPv4 (RFC 792, RFC 1812 §4.3). Thread: control. */
final class IcmpResponder {
    private final List<RouterPort> ports;
    private final PacketBuffers buffers;
    private final Egress egress;
    private final Punt punt;
    private final SlowTrace trace;
    private final TokenBucket errorBudget;
    private final TokenBucket mtuBudget;
    private final Ipv8View ipv8 = new Ipv8View();
    private final Ipv4View ipv4 = new Ipv4View();
    private final IcmpView icmp = new IcmpView();
    private int tunnelEnd;
    private TunnelErrors tunnelErrors;

    /**
     * @param errorBudget limits errors of both versions together (RFC 1812 §4.3.2.8).
     * @param mtuBudget   limits fragmentation needed apart: a flood of other errors must not black-hole path MTU discovery.
     */
    IcmpResponder(final List<RouterPort> ports, final PacketBuffers buffers, final Egress egress, final Punt punt, final TokenBucket errorBudget,
                  final TokenBucket mtuBudget, final SlowTrace trace) {
        this.trace = trace;
        this.ports = ports;
        this.buffers = buffers;
        this.egress = egress;
        this.punt = punt;
        this.errorBudget = errorBudget;
        this.mtuBudget = mtuBudget;
    }

    /** Our end of tunnels is an own address too, and errors about them come to it. */
    void serveTunnels(final int end, final TunnelTable tunnels) {
        tunnelEnd = end;
        tunnelErrors = new TunnelErrors(end, tunnels);
    }

    /** A packet for an own address; its header was checked. Brings it to its end. */
    void deliver(final boolean isIpv8, final long mbuf, final long frame, final int lengthBytes, final int port, final long nowNs) {
        final IpView ip = isIpv8 ? ipv8 : ipv4;
        final int fault = ip.wrap(frame + EthernetLayout.LENGTH, lengthBytes - EthernetLayout.LENGTH);
        assert fault == HeaderFault.OK : "the worker checked this header: " + fault;
        if (ip.protocol() == Protocol.ICMP && !ip.isFragment()) {
            deliverIcmp(isIpv8, ip, mbuf, frame, port, lengthBytes, nowNs);
        } else if (!isIpv8 && ports.get(port).hasTap()) {
            punt.toKernel(mbuf, frame, lengthBytes, port);
        } else if (ip.isFragment()) {
            buffers.drop(mbuf, DropReason.FRAGMENT_TO_SELF, port);
        } else {
            buffers.countDrop(mbuf, DropReason.NO_LISTENER, port);
            final int code = ip.protocol() == Protocol.UDP || ip.protocol() == Protocol.TCP ? IcmpView.PORT_UNREACHABLE : IcmpView.PROTOCOL_UNREACHABLE;
            error(isIpv8, mbuf, frame, lengthBytes, port, IcmpView.UNREACHABLE, code, 0, nowNs);
        }
    }

    /**
     * Tells the source of a packet, already counted as dropped, what became of it, unless the rules or the budget forbid; frees the packet.
     * @param port of arrival; its address is the message's source.
     */
    void error(final boolean isIpv8, final long mbuf, final long frame, final int lengthBytes, final int port, final int type, final int code,
               final int mtuBytes, final long nowNs) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int available = Math.min(lengthBytes - EthernetLayout.LENGTH, Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH));
        final long to = isIpv8 ? Memory.u64(packet + Ipv8Layout.SOURCE) : Memory.u32(packet + Ipv4Layout.SOURCE) & 0xFFFF_FFFFL;
        final Ipv8Address from = ownAddress(port, to);
        final boolean isAllowed = isIpv8 ? IcmpWriter.mayCauseErrorV8(packet, available) : IcmpWriter.mayCauseErrorV4(packet, available);
        final long message = isAllowed && from != null && !isOwn(port, to) && budget(type, code).take(nowNs) ? buffers.allocate() : 0;
        if (message == 0) {
            buffers.count(port, PortCounter.ICMP_ERRORS_SUPPRESSED);
            trace.icmpSuppressed(mbuf, type, code, port);
        } else {
            final long out = PacketBuffer.data(message);
            final int length = isIpv8
                ? IcmpWriter.writeErrorV8(out + EthernetLayout.LENGTH, from.bits(), to, type, code, mtuBytes, packet, available)
                : IcmpWriter.writeErrorV4(out + EthernetLayout.LENGTH, from.host(), (int) to, type, code, mtuBytes, packet, available);
            buffers.count(port, PortCounter.ICMP_ERRORS_SENT);
            trace.icmpError(mbuf, type, code, port);
            trace.follow(message, mbuf);
            egress.route(message, out, EthernetLayout.LENGTH + length, port, nowNs);
        }
        buffers.free(mbuf);
    }

    private TokenBucket budget(final int type, final int code) {
        return type == IcmpView.UNREACHABLE && code == IcmpView.FRAGMENTATION_NEEDED ? mtuBudget : errorBudget;
    }

    private void deliverIcmp(final boolean isIpv8, final IpView ip, final long mbuf, final long frame, final int port, final int lengthBytes, final long nowNs) {
        if (icmp.wrap(ip.payloadAddress(), ip.payloadLength()) != HeaderFault.OK) {
            buffers.drop(mbuf, DropReason.BAD_ICMP, port);
        } else if (icmp.type() == IcmpView.ECHO_REQUEST) {
            buffers.countDelivered(mbuf, port);
            final long packet = frame + EthernetLayout.LENGTH;
            if (isIpv8) {
                EchoReply.turnAroundV8(packet);
            } else {
                EchoReply.turnAroundV4(packet);
            }
            PacketBuffer.makeOwn(mbuf);
            egress.route(mbuf, frame, EthernetLayout.LENGTH + ip.totalLength(), port, nowNs);
        } else if (isAboutTunnel(isIpv8, ip)) {
            deliverTunnelError(mbuf, port, nowNs);
        } else if (!isIpv8 && ports.get(port).hasTap()) {
            // Replies and errors may be for a program of the kernel: its ping, its path MTU.
            punt.toKernel(mbuf, frame, lengthBytes, port);
        } else {
            buffers.countDelivered(mbuf, port);
            buffers.free(mbuf);
        }
    }

    private boolean isAboutTunnel(final boolean isIpv8, final IpView ip) {
        return tunnelErrors != null && !isIpv8 && IcmpView.isError(icmp.type()) && Memory.u32(ip.address() + Ipv4Layout.DESTINATION) == tunnelEnd
            && tunnelErrors.isAbout(icmp);
    }

    private void deliverTunnelError(final long mbuf, final int port, final long nowNs) {
        buffers.countDelivered(mbuf, port);
        buffers.count(port, PortCounter.TUNNEL_ERRORS);
        if (tunnelErrors.read(icmp, nowNs)) {
            // What is quoted is treated as if it had come here just now, and could not go on.
            error(true, mbuf, tunnelErrors.inner() - EthernetLayout.LENGTH, EthernetLayout.LENGTH + tunnelErrors.innerLength(), port, tunnelErrors.type(),
                tunnelErrors.code(), tunnelErrors.mtuBytes(), nowNs);
        } else {
            buffers.free(mbuf);
        }
    }

    /** An address of the port of arrival, else of any port of its VRF, in the family of the peer (RFC 1812 §4.3.2.4). */
    private Ipv8Address ownAddress(final int port, final long peer) {
        Ipv8Address address = ports.get(port).sourceFor(peer);
        for (int i = 0; address == null && i < ports.size(); i++) {
            address = isSameVrf(i, port) ? ports.get(i).sourceFor(peer) : null;
        }
        return address;
    }

    /** Whether the address is the router's own in the VRF of the port; in another it is somebody else's. */
    private boolean isOwn(final int arrival, final long address) {
        if (tunnelEnd != 0 && address == Integer.toUnsignedLong(tunnelEnd)) {
            return true;
        }
        for (final RouterPort port : ports) {
            if (isSameVrf(port.index(), arrival) && port.owns(address)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSameVrf(final int port, final int other) {
        return ports.get(port).vrf() == ports.get(other).vrf();
    }
}
