// SPDX-License-Identifier: Apache-2.0
// The way of a received packet in: header, addresses, reassembly, protocol.
package io.eightfold.host.stack;

import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;

/** RFC 1122 section 3.2.1 for both versions. Thread: session, the stack's owner. */
final class IpInput implements AutoCloseable {
    private final IpPacket packet = new IpPacket();
    private final IpPacket expired = new IpPacket();
    private final HostConfig config;
    private final HostRoutes routes;
    private final Reassembler reassembler;
    private final IcmpService icmp;
    private final UdpService udp;

    IpInput(HostConfig config, HostRoutes routes, Reassembler reassembler, IcmpService icmp, UdpService udp) {
        this.config = config;
        this.routes = routes;
        this.reassembler = reassembler;
        this.icmp = icmp;
        this.udp = udp;
    }

    /** Handles one packet; the result says how its frame ended. */
    HostCounter receive(int version, long address, int availableBytes, boolean checksumPending, long nowNs) {
        int fault = packet.wrap(version, address, availableBytes);
        if (fault != HeaderFault.OK) {
            return counterOf(fault);
        }
        if (!routes.isOwn(version, packet.destination())) {
            return HostCounter.NOT_OUR_ADDRESS;
        }
        if (!HostRoutes.isUnicast(packet.source()) || routes.isOwnForm(packet.source())) {
            return HostCounter.BAD_SOURCE;
        }
        if (!packet.header().isFragment()) {
            return deliver(checksumPending, nowNs);
        }
        HostCounter held = reassembler.add(packet, nowNs);
        if (held != null) {
            return held;
        }
        fault = packet.wrap(version, reassembler.completedAddress(), reassembler.completedLength());
        assert fault == HeaderFault.OK : "reassembled header is faulty: " + HeaderFault.label(fault);
        // A sender that leaves checksums to hardware cannot do so for a datagram that it fragments.
        return deliver(false, nowNs);
    }

    private HostCounter deliver(boolean checksumPending, long nowNs) {
        return switch (packet.header().protocol()) {
            case Protocol.ICMP -> icmp.receive(packet, nowNs);
            case Protocol.UDP -> {
                HostCounter delivered = udp.receive(packet, checksumPending);
                yield delivered != null ? delivered
                    : unreachable(IcmpView.PORT_UNREACHABLE, HostCounter.PORT_UNREACHABLE, nowNs);
            }
            default -> unreachable(IcmpView.PROTOCOL_UNREACHABLE, HostCounter.PROTOCOL_UNREACHABLE, nowNs);
        };
    }

    private HostCounter unreachable(int code, HostCounter counter, long nowNs) {
        if (!config.isOwner()) {
            return HostCounter.LEFT_TO_OWNER;
        }
        icmp.sendError(IcmpView.UNREACHABLE, code, packet, packet.header().address(), packet.header().totalLength(), nowNs);
        return counter;
    }

    /** Drops incomplete packets that are too old and tells their source (RFC 792, time exceeded, code 1). */
    void onTime(long nowNs) {
        reassembler.onTime(nowNs, beginning -> {
            long copy = Memory.allocate(beginning.length);
            Memory.fromBytes(beginning, copy);
            int fault = expired.wrapQuoted(IpPacket.versionAt(copy), copy, beginning.length);
            assert fault == HeaderFault.OK : "held header is faulty: " + HeaderFault.label(fault);
            icmp.sendError(IcmpView.TIME_EXCEEDED, IcmpView.REASSEMBLY_TIME_EXCEEDED, expired, copy, beginning.length, nowNs);
            Memory.free(copy);
        });
    }

    private static HostCounter counterOf(int fault) {
        return switch (fault) {
            case HeaderFault.BAD_VERSION -> HostCounter.BAD_VERSION;
            case HeaderFault.BAD_HEADER_LENGTH -> HostCounter.BAD_HEADER_LENGTH;
            case HeaderFault.BAD_TOTAL_LENGTH -> HostCounter.BAD_TOTAL_LENGTH;
            case HeaderFault.BAD_CHECKSUM -> HostCounter.BAD_CHECKSUM;
            default -> HostCounter.HEADER_TOO_SHORT;
        };
    }

    @Override
    public void close() {
        reassembler.close();
    }
}
