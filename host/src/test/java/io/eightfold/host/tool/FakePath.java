// SPDX-License-Identifier: Apache-2.0
// A host with a scripted gateway and a far end behind it, all on one thread and one clock.
package io.eightfold.host.tool;

import io.eightfold.host.link.LinkPair;
import io.eightfold.host.stack.HostConfig;
import io.eightfold.host.stack.HostStack;
import io.eightfold.host.testing.ManualClock;
import io.eightfold.host.testing.PumpedLink;
import io.eightfold.host.testing.RawPeer;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.icmp.EchoReply;
import io.eightfold.wire.icmp.IcmpWriter;
import io.eightfold.wire.memory.Memory;

/**
 * The gateway 64496.10.1.0.1 answers ARP8. Packets to {@link #FAR} pass {@code routers} routers, whose addresses are 64496.10.9.0.1, .2 and so on;
 * packets to other ASNs get "no route to the ASN". Each answer takes 1 ms for each hop.
 */
final class FakePath implements AutoCloseable {
    static final Ipv8Address OWN = Ipv8Address.parse("64496.10.1.0.10");
    static final Ipv8Address GATEWAY = Ipv8Address.parse("64496.10.1.0.1");
    static final Ipv8Address FAR = Ipv8Address.parse("64497.10.2.0.10");
    static final Ipv8Address FAR_IPV4 = Ipv8Address.parse("192.0.2.1");
    static final Ipv8Address NO_SUCH_ASN = Ipv8Address.parse("64999.10.2.0.10");
    private static final Ipv8Address FIRST_ROUTER = Ipv8Address.parse("64496.10.9.0.1");
    private static final long HOST_MAC = 0x020000000001L;
    private static final long GATEWAY_MAC = 0x020000000002L;

    final ManualClock clock = new ManualClock();
    final HostStack stack;
    private final RawPeer gateway;
    private final Ipv8View packet = new Ipv8View();
    private final Ipv4View packet4 = new Ipv4View();
    private final ArpView arp = new ArpView();
    private int routers = 2;
    private int silentRouter;
    private boolean isDumb;
    private boolean repliesTwice;

    FakePath() {
        LinkPair pair = new LinkPair(HOST_MAC, GATEWAY_MAC, 1500);
        gateway = new RawPeer(pair.right(), HOST_MAC);
        HostConfig config = HostConfig.of(InterfaceAddress.parse("64496.10.1.0.10/24"), GATEWAY);
        stack = new HostStack(config, new PumpedLink(pair.left(), clock, this::pump), clock);
    }

    /** The router that many hops away forwards and never reports. */
    FakePath withSilentRouter(int hop) {
        silentRouter = hop;
        return this;
    }

    /** Nothing answers, not even to ARP. */
    FakePath withoutGateway() {
        isDumb = true;
        return this;
    }

    FakePath withDuplicates() {
        repliesTwice = true;
        return this;
    }

    private void pump() {
        for (int length = gateway.next(); length > 0; length = gateway.next()) {
            if (!isDumb) {
                answer(length - EthernetLayout.LENGTH);
            }
        }
    }

    private void answer(int payloadLength) {
        long payload = gateway.payload();
        if (gateway.etherType() == EthernetLayout.ARP) {
            boolean isForGateway = arp.wrap(payload, payloadLength) == HeaderFault.OK && (int) arp.targetAddress() == GATEWAY.host();
            if (isForGateway && arp.isArp8()) {
                gateway.sendArp8Reply(Ipv8Address.ofBits(arp.targetAddress()), Ipv8Address.ofBits(arp.senderAddress()));
            }
        } else if (gateway.etherType() == EthernetLayout.IPV4) {
            answerIpv4(payload, payloadLength);
        } else if (packet.wrap(payload, payloadLength) == HeaderFault.OK) {
            answerIpv8();
        }
    }

    private void answerIpv8() {
        if (packet.destination() == NO_SUCH_ASN.bits()) {
            report(1, GATEWAY.bits(), IcmpView.UNREACHABLE, IcmpView.NO_ROUTE_TO_ASN);
        } else if (packet.ttl() <= routers) {
            long router = FIRST_ROUTER.bits() + packet.ttl() - 1;
            if (packet.ttl() != silentRouter) {
                report(packet.ttl(), router, IcmpView.TIME_EXCEEDED, IcmpView.TTL_EXCEEDED);
            }
        } else if (packet.protocol() == Protocol.UDP) {
            report(routers + 1, FAR.bits(), IcmpView.UNREACHABLE, IcmpView.PORT_UNREACHABLE);
        } else {
            clock.advanceMs(routers + 1);
            EchoReply.turnAroundV8(packet.address());
            packet.ttl(64 - routers);
            for (int i = 0; i < (repliesTwice ? 2 : 1); i++) {
                Memory.copy(packet.address(), gateway.toSend(), packet.totalLength());
                gateway.send(EthernetLayout.IPV8, packet.totalLength());
            }
        }
    }

    private void report(int hops, long from, int type, int code) {
        clock.advanceMs(hops);
        int length = IcmpWriter.writeErrorV8(gateway.toSend(), from, packet.source(), type, code, 0, packet.address(), packet.totalLength());
        gateway.send(EthernetLayout.IPV8, length);
    }

    private void answerIpv4(long payload, int payloadLength) {
        if (packet4.wrap(payload, payloadLength) == HeaderFault.OK && packet4.protocol() == Protocol.ICMP) {
            EchoReply.turnAroundV4(payload);
            Memory.copy(payload, gateway.toSend(), packet4.totalLength());
            gateway.send(EthernetLayout.IPV4, packet4.totalLength());
        }
    }

    @Override
    public void close() {
        stack.close();
        gateway.close();
    }
}
