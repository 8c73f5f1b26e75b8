// SPDX-License-Identifier: Apache-2.0
// What a worker does with a packet that the fast path cannot send on.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.TraceMark;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * Finds out why, in the order of RFC 1812 §5.2.1: not for us, bad, for us, no route, TTL, MTU; then drops with a reason, fragments, or
 * hands over to the slow path. Thread: worker, its owner.
 */
final class SlowHandoff {
    private static final int GROUP_BIT_OF_FIRST_OCTET = 1;

    private final RouterPort[] ports;
    private final long nextHops;
    private final long[] blocks;
    private final TxStage stage;
    private final PacketRing slowPath;
    private final Fragmenter fragmenter;
    private final WorkerTrace trace;

    SlowHandoff(final RouterPort[] ports, final NextHopTable nextHops, final long[] blocks, final TxStage stage,
                final PacketRing slowPath, final long pool, final int queue, final WorkerTrace trace) {
        this.ports = ports;
        this.nextHops = nextHops.base();
        this.blocks = blocks;
        this.stage = stage;
        this.slowPath = slowPath;
        this.trace = trace;
        fragmenter = new Fragmenter(ports, blocks, pool, queue);
    }

    void close() {
        fragmenter.close();
    }

    /**
     * @param verdict of the check, see {@link ForwardingWorker}.
     * @param hop     result of the lookup when the verdict is a version.
     */
    void handle(final int port, final long mbuf, final long frame, final int length, final int verdict, final int hop) {
        if ((verdict & ForwardingWorker.OTHER) == 0) {
            route(port, mbuf, frame, length, verdict & ForwardingWorker.IPV4, hop, verdict);
            return;
        }
        switch (verdict) {
            case ForwardingWorker.NOT_FOR_US -> classify(port, mbuf, frame, length);
            case ForwardingWorker.GROUP_IPV8 -> dropGroup(port, mbuf, Memory.u32(frame + EthernetLayout.LENGTH + Ipv8Layout.DESTINATION_ASN) == -1
                || Memory.u32(frame + EthernetLayout.LENGTH + Ipv8Layout.DESTINATION_HOST) == -1);
            case ForwardingWorker.GROUP_IPV4 -> groupIpv4(port, mbuf, frame, length);
            default -> drop(port, mbuf, ForwardingWorker.reason(verdict));
        }
    }

    // --- frames that the fast path did not even look into ---

    private void classify(final int port, final long mbuf, final long frame, final int length) {
        if (length < 0) {
            drop(port, mbuf, DropReason.SEGMENTED.id());
            return;
        }
        if (length < EthernetLayout.LENGTH) {
            drop(port, mbuf, DropReason.TOO_SHORT.id());
            return;
        }
        final boolean isGroupFrame = (Memory.u8(frame) & GROUP_BIT_OF_FIRST_OCTET) != 0;
        if (!isGroupFrame && Memory.u48(frame) != ports[port].mac()) {
            drop(port, mbuf, DropReason.NOT_OUR_MAC.id());
            return;
        }
        final int type = Memory.u16(frame + EthernetLayout.TYPE);
        if (type == EthernetLayout.ARP) {
            handOver(SlowKind.ARP, port, mbuf, frame, length, 0);
        } else if (type == ports[port].etherType()) {
            classifyIpv8(port, mbuf, frame, length);
        } else if (type == EthernetLayout.IPV4) {
            classifyIpv4(port, mbuf, frame, length);
        } else if (ports[port].puntsUnknown() && ports[port].hasTap()) {
            handOver(SlowKind.PUNT, port, mbuf, frame, length, 0);
        } else {
            drop(port, mbuf, DropReason.UNKNOWN_ETHERTYPE.id());
        }
    }

    /** Version 8 that came in a group frame, too short for the fast path's check, or on a port that does not speak it. */
    private void classifyIpv8(final int port, final long mbuf, final long frame, final int length) {
        if (!ports[port].hasIpv8()) {
            drop(port, mbuf, DropReason.IPV8_NOT_ENABLED.id());
            return;
        }
        final int fault = HeaderCheck.ipv8(frame + EthernetLayout.LENGTH, length - EthernetLayout.LENGTH);
        if (fault >= 0) {
            drop(port, mbuf, fault);
        } else if (fault == HeaderCheck.OK) {
            drop(port, mbuf, DropReason.UNICAST_IN_L2_BROADCAST.id());
        } else {
            handle(port, mbuf, frame, length, ForwardingWorker.GROUP_IPV8, 0);
        }
    }

    private void classifyIpv4(final int port, final long mbuf, final long frame, final int length) {
        final int fault = HeaderCheck.ipv4(frame + EthernetLayout.LENGTH, length - EthernetLayout.LENGTH);
        if (fault >= 0) {
            drop(port, mbuf, fault);
        } else if (fault == HeaderCheck.OK) {
            drop(port, mbuf, DropReason.UNICAST_IN_L2_BROADCAST.id());
        } else {
            groupIpv4(port, mbuf, frame, length);
        }
    }

    /** The kernel may run something that wants it: OSPF, DHCP. */
    private void groupIpv4(final int port, final long mbuf, final long frame, final int length) {
        if (ports[port].hasTap()) {
            handOver(SlowKind.PUNT, port, mbuf, frame, length, 0);
        } else {
            dropGroup(port, mbuf, Memory.u32(frame + EthernetLayout.LENGTH + Ipv4Layout.DESTINATION) == -1);
        }
    }

    private void dropGroup(final int port, final long mbuf, final boolean isBroadcast) {
        drop(port, mbuf, (isBroadcast ? DropReason.BROADCAST : DropReason.MULTICAST).id());
    }

    // --- good unicast packets that cannot simply go on ---

    private void route(final int port, final long mbuf, final long frame, final int length, final int version, final int hop, final int scope) {
        if (hop < 0) {
            final boolean isAsnMissing = hop == Fib.NO_ASN;
            dropAndTell(port, mbuf, frame, length, version, isAsnMissing ? DropReason.NO_ROUTE_TO_ASN : DropReason.NO_ROUTE,
                IcmpView.UNREACHABLE, isAsnMissing ? IcmpView.NO_ROUTE_TO_ASN : IcmpView.NET_UNREACHABLE, 0);
            return;
        }
        final long record = nextHops + (long) hop * NextHopTable.RECORD_BYTES;
        final long macAndFlags = Memory.nativeLong(record);
        final int stopped = (int) (macAndFlags >>> NextHopTable.FLAGS_SHIFT) & scope & (HeaderCheck.SCOPE_AS | HeaderCheck.SCOPE_RINE);
        if (stopped != 0) {
            // In silence: who sends what must not leave is told by the operator, not by us.
            drop(port, mbuf, HeaderCheck.borderReason(frame + EthernetLayout.LENGTH, stopped));
            return;
        }
        switch (Memory.nativeInt(record + NextHopTable.TYPE)) {
            case NextHopTable.TYPE_LOCAL -> handOver(version == ForwardingWorker.IPV8 ? SlowKind.DELIVER_IPV8 : SlowKind.DELIVER_IPV4,
                port, mbuf, frame, length, 0);
            case NextHopTable.TYPE_BLACKHOLE -> drop(port, mbuf, DropReason.BLACKHOLE.id());
            case NextHopTable.TYPE_BROADCAST -> drop(port, mbuf, DropReason.BROADCAST.id());
            case NextHopTable.TYPE_UNREACHABLE -> dropAndTell(port, mbuf, frame, length, version, DropReason.UNREACHABLE,
                IcmpView.UNREACHABLE, IcmpView.HOST_UNREACHABLE, 0);
            // RFC 1812 §5.2.7.1: a router that forbids traffic by policy says code 13.
            case NextHopTable.TYPE_PROHIBIT -> dropAndTell(port, mbuf, frame, length, version, DropReason.PROHIBITED,
                IcmpView.UNREACHABLE, IcmpView.ADMINISTRATIVELY_PROHIBITED, 0);
            case NextHopTable.TYPE_TUNNEL -> tunnel(port, mbuf, frame, length, version, hop, record);
            default -> onward(port, mbuf, frame, length, version, hop, record, macAndFlags);
        }
    }

    /** What the fast path did not put into a tunnel. */
    private void tunnel(final int port, final long mbuf, final long frame, final int length, final int version, final int hop, final long record) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int mtuBytes = Memory.nativeInt(record + NextHopTable.MTU);
        if (version != ForwardingWorker.IPV8) {
            dropAndTell(port, mbuf, frame, length, version, DropReason.TUNNEL_UNUSABLE, IcmpView.UNREACHABLE, IcmpView.HOST_UNREACHABLE, 0);
        } else if (Memory.u8(packet + Ipv8Layout.TTL) <= 1) {
            dropAndTell(port, mbuf, frame, length, version, DropReason.TTL_EXPIRED, IcmpView.TIME_EXCEEDED, IcmpView.TTL_EXCEEDED, 0);
        } else if (Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH) > mtuBytes && (Memory.u16(packet + Ipv8Layout.FLAGS_AND_OFFSET) & Ipv8Layout.DF) != 0) {
            dropAndTell(port, mbuf, frame, length, version, DropReason.FRAGMENTATION_NEEDED, IcmpView.UNREACHABLE, IcmpView.FRAGMENTATION_NEEDED, mtuBytes);
        } else if (!Encapsulator.isDirect(record) && slowPath.isBusy()) {
            // What streams cannot carry must not crowd out ARP, and the streams' own TCP, behind the ring.
            drop(port, mbuf, DropReason.SLOW_PATH_FULL.id());
        } else {
            // Its gateway is not known, its stream is another thread's, or it must be cut: the slow path does all of these.
            handOver(SlowKind.RESOLVE, port, mbuf, frame, length, hop);
        }
    }

    private void onward(final int port, final long mbuf, final long frame, final int length, final int version, final int hop,
                        final long record, final long macAndFlags) {
        final long packet = frame + EthernetLayout.LENGTH;
        final long flags = macAndFlags >>> NextHopTable.FLAGS_SHIFT;
        if (Memory.u8(packet + Ipv8Layout.TTL) <= 1) {
            dropAndTell(port, mbuf, frame, length, version, DropReason.TTL_EXPIRED, IcmpView.TIME_EXCEEDED, IcmpView.TTL_EXCEEDED, 0);
        } else if ((flags & NextHopTable.FLAG_SPECIAL) != 0) {
            handOver(SlowKind.RESOLVE, port, mbuf, frame, length, hop);
        } else if (version == ForwardingWorker.IPV8 && (flags & NextHopTable.FLAG_IPV4_ONLY) != 0) {
            dropAndTell(port, mbuf, frame, length, version, DropReason.IPV4_ONLY_NEIGHBOR, IcmpView.UNREACHABLE, IcmpView.HOST_UNREACHABLE, 0);
        } else {
            fit(port, mbuf, frame, length, version, record, macAndFlags);
        }
    }

    /** Everything is known but the frame does not fit as it is: too long for the MTU, or with bytes behind the packet. */
    private void fit(final int port, final long mbuf, final long frame, final int length, final int version, final long record, final long macAndFlags) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
        final int mtuBytes = Memory.nativeInt(record + NextHopTable.MTU);
        if (total <= mtuBytes) {
            final int trimmed = Math.min(length, Math.max(total + EthernetLayout.LENGTH, EthernetLayout.MIN_FRAME_LENGTH));
            PacketBuffer.setLength(mbuf, trimmed);
            Rewrite.apply(frame, record, version, macAndFlags, Memory.nativeInt(packet + Ipv8Layout.TTL));
            stage.send(Memory.nativeInt(record + NextHopTable.PORT), mbuf, trimmed);
        } else if ((Memory.u16(packet + Ipv8Layout.FLAGS_AND_OFFSET) & Ipv8Layout.DF) != 0) {
            dropAndTell(port, mbuf, frame, length, version, DropReason.FRAGMENTATION_NEEDED,
                IcmpView.UNREACHABLE, IcmpView.FRAGMENTATION_NEEDED, mtuBytes);
        } else {
            stage.flush();
            Rewrite.apply(frame, record, version, macAndFlags, Memory.nativeInt(packet + Ipv8Layout.TTL));
            final int to = Memory.nativeInt(record + NextHopTable.PORT);
            final int reason = fragmenter.send(port, mbuf, frame, to, mtuBytes);
            if (reason == Fragmenter.SENT) {
                trace.fragmented(to, mtuBytes);
            } else {
                trace.dropped(reason);
            }
            stage.free(mbuf);
        }
    }

    // --- ends ---

    private void drop(final int port, final long mbuf, final int reason) {
        trace.dropped(reason);
        CounterFile.drop(blocks[port], reason, 1);
        stage.free(mbuf);
    }

    /** Counts the drop now, whatever becomes of the message: the slow path gets the packet only to quote it. */
    private void dropAndTell(final int port, final long mbuf, final long frame, final int length, final int version, final DropReason reason,
                             final int type, final int code, final int mtuBytes) {
        trace.dropped(reason.id());
        CounterFile.drop(blocks[port], reason.id(), 1);
        final int kind = version == ForwardingWorker.IPV8 ? SlowKind.ERROR_IPV8 : SlowKind.ERROR_IPV4;
        // Errors are limited behind the ring: a flood of them must not crowd out ARP and what is for the kernel.
        if (slowPath.isBusy() || !write(kind, port, mbuf, frame, length, SlowKind.icmp(type, code, mtuBytes))) {
            trace.icmpSuppressed(type, code);
            CounterFile.add(blocks[port], PortCounter.ICMP_ERRORS_SUPPRESSED, 1);
            stage.free(mbuf);
        }
    }

    private void handOver(final int kind, final int port, final long mbuf, final long frame, final int length, final int argument) {
        if (write(kind, port, mbuf, frame, length, argument)) {
            trace.handedOver(kind);
        } else {
            drop(port, mbuf, DropReason.SLOW_PATH_FULL.id());
        }
    }

    /** The slow path knows a packet's port of arrival by its mbuf. */
    private boolean write(final int kind, final int port, final long mbuf, final long frame, final int length, final int argument) {
        PacketBuffer.setArrival(mbuf, ports[port].dpdkId());
        return slowPath.write(TraceMark.join(kind, trace.mark()), mbuf, frame, length, port, argument);
    }
}
