// SPDX-License-Identifier: Apache-2.0
// ARP and ARP8: answers, requests, announcements.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import java.util.List;

/** RFC 826, and ARP8: the same with 8-byte addresses under protocol type 0x8080. Thread: control. */
final class ArpResponder {
    private final List<RouterPort> ports;
    private final PacketBuffers buffers;
    private final Egress egress;
    private final Punt punt;
    private final ArpView arp = new ArpView();
    private NeighborTable neighbors;

    ArpResponder(final List<RouterPort> ports, final PacketBuffers buffers, final Egress egress, final Punt punt) {
        this.ports = ports;
        this.buffers = buffers;
        this.egress = egress;
        this.punt = punt;
    }

    void connect(final NeighborTable table) {
        neighbors = table;
    }

    /** A received frame of EtherType 0x0806. Brings it to its end. */
    void receive(final long mbuf, final long frame, final int lengthBytes, final int portIndex, final long nowNs) {
        final RouterPort port = ports.get(portIndex);
        final int fault = arp.wrap(frame + EthernetLayout.LENGTH, lengthBytes - EthernetLayout.LENGTH);
        if (fault != HeaderFault.OK) {
            buffers.drop(mbuf, fault == HeaderFault.TOO_SHORT ? DropReason.BAD_ARP : DropReason.UNSUPPORTED_ARP, portIndex);
            return;
        }
        final long sender = arp.senderAddress();
        if (arp.isArp8() && !port.hasIpv8()) {
            buffers.drop(mbuf, DropReason.IPV8_NOT_ENABLED, portIndex);
        } else if (!MacAddress.isUnicast(arp.senderMac())) {
            buffers.drop(mbuf, DropReason.ARP_BAD_SENDER, portIndex);
        } else if (port.owns(sender)) {
            buffers.drop(mbuf, DropReason.ADDRESS_CONFLICT, portIndex);
        } else {
            final boolean isForUs = port.owns(arp.targetAddress());
            if (isProbeSender(sender)) {
                // RFC 5227: somebody asks whether an address is free; nothing to learn from that.
                answerOrDrop(port, isForUs, mbuf, frame, lengthBytes);
            } else if (!isSenderHere(port, sender) && !neighbors.knows(portIndex, sender)) {
                // A Linux neighbour may ask from an address of another of its links (arp_announce 0): it gets its answer, and is not believed.
                if (isForUs && arp.operation() == ArpLayout.REQUEST) {
                    answerOrDrop(port, true, mbuf, frame, lengthBytes);
                } else {
                    buffers.drop(mbuf, DropReason.ARP_BAD_SENDER, portIndex);
                }
            } else {
                neighbors.onHeard(portIndex, sender, arp.senderMac(), arp.isArp8(), isForUs, nowNs);
                answerOrDrop(port, isForUs, mbuf, frame, lengthBytes);
            }
        }
    }

    /** Asks for an address by ARP8; {@code mac} 0 means to ask everybody. */
    void probeArp8(final int portIndex, final long target, final long mac) {
        final Ipv8Address source = ports.get(portIndex).sourceFor(target);
        if (source != null) {
            request(portIndex, true, source.bits(), target, mac);
        } else if (target >>> 32 == 0) {
            // No IPv4 address here: ask from an IPv8 one, which an ARP8 speaker understands as well.
            request(portIndex, true, ports.get(portIndex).ipv8Addresses().getFirst().address().bits(), target, mac);
        }
    }

    /** Asks for the host part of an address by plain ARP. */
    void probeArp(final int portIndex, final long target, final long mac) {
        final RouterPort port = ports.get(portIndex);
        final long host = target & 0xFFFF_FFFFL;
        Ipv8Address source = port.isOnLink(host) ? port.sourceFor(host) : null;
        if (source == null) {
            // The neighbour shares the host part's prefix with us in its ASN: ask from our host part there.
            source = port.sourceFor(target);
        }
        if (source != null) {
            request(portIndex, false, source.host() & 0xFFFF_FFFFL, host, mac);
        }
    }

    /** Says where our addresses are: gratuitous ARP8 is mandatory at start (draft section 2), gratuitous ARP is good manners (RFC 5227 §3). */
    void announce(final int portIndex) {
        final RouterPort port = ports.get(portIndex);
        for (final InterfaceAddress own : port.ipv8Addresses()) {
            request(portIndex, true, own.address().bits(), own.address().bits(), 0);
        }
        for (final InterfaceAddress own : port.ipv4Addresses()) {
            request(portIndex, false, own.address().bits(), own.address().bits(), 0);
        }
    }

    private void answerOrDrop(final RouterPort port, final boolean isForUs, final long mbuf, final long frame, final int lengthBytes) {
        if (arp.operation() == ArpLayout.REPLY) {
            if (!isForUs) {
                buffers.drop(mbuf, DropReason.ARP_NOT_FOR_US, port.index());
                return;
            }
            if (!arp.isArp8() && port.hasTap()) {
                // The kernel asks for its neighbours itself; it alone knows whether this answers it.
                punt.copyToKernel(frame, lengthBytes, port.index());
            }
            buffers.countDelivered(mbuf, port.index());
            buffers.free(mbuf);
        } else if (isForUs) {
            buffers.countDelivered(mbuf, port.index());
            PacketBuffer.makeOwn(mbuf);
            reply(port, mbuf, frame);
        } else {
            buffers.drop(mbuf, DropReason.ARP_NOT_FOR_US, port.index());
        }
    }

    /** Makes the answer out of the request where it lies. */
    private void reply(final RouterPort port, final long mbuf, final long frame) {
        final long asked = arp.targetAddress();
        final long asker = arp.senderAddress();
        final long askerMac = arp.senderMac();
        final boolean isArp8 = arp.isArp8();
        EthernetLayout.write(frame, askerMac, port.mac(), EthernetLayout.ARP);
        final long out = frame + EthernetLayout.LENGTH;
        final int length = isArp8
            ? ArpView.writeArp8(out, ArpLayout.REPLY, port.mac(), asked, askerMac, asker)
            : ArpView.writeArp(out, ArpLayout.REPLY, port.mac(), (int) asked, askerMac, (int) asker);
        egress.sendFrame(mbuf, EthernetLayout.LENGTH + length, port.index());
    }

    private void request(final int portIndex, final boolean isArp8, final long source, final long target, final long mac) {
        final long mbuf = buffers.allocate();
        if (mbuf == 0) {
            return;
        }
        final RouterPort port = ports.get(portIndex);
        final long frame = PacketBuffer.data(mbuf);
        EthernetLayout.write(frame, mac == 0 ? MacAddress.BROADCAST : mac, port.mac(), EthernetLayout.ARP);
        final long out = frame + EthernetLayout.LENGTH;
        final int length = isArp8
            ? ArpView.writeArp8(out, ArpLayout.REQUEST, port.mac(), source, 0, target)
            : ArpView.writeArp(out, ArpLayout.REQUEST, port.mac(), (int) source, 0, (int) target);
        buffers.count(portIndex, PortCounter.ARP_PROBES);
        egress.sendFrame(mbuf, EthernetLayout.LENGTH + length, portIndex);
    }

    private static boolean isProbeSender(final long sender) {
        return (int) sender == 0;
    }

    /** A plain ARP answer may come from an IPv4-only station within a prefix that only has an ASN here. */
    private static boolean isSenderHere(final RouterPort port, final long sender) {
        if (port.isOnLink(sender)) {
            return true;
        }
        if (sender >>> 32 != 0) {
            return false;
        }
        for (final InterfaceAddress own : port.ipv8Addresses()) {
            if (own.prefix().contains((long) own.address().asn() << 32 | sender)) {
                return true;
            }
        }
        return false;
    }
}
