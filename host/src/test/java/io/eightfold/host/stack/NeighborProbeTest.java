// SPDX-License-Identifier: Apache-2.0
// Tests ARP, ARP8 and the dual probe against a peer played frame by frame.
package io.eightfold.host.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.host.link.LinkPair;
import io.eightfold.host.testing.ManualClock;
import io.eightfold.host.testing.RawPeer;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeighborProbeTest {
    private static final Ipv8Address OWN = TwoHosts.LEFT;
    private static final Ipv8Address OWN_IPV4 = TwoHosts.LEFT_IPV4;
    private static final Ipv8Address PEER = TwoHosts.RIGHT;
    private static final Ipv8Address PEER_IPV4 = TwoHosts.RIGHT_IPV4;
    private static final int EXPECTED_PROBES = 6;

    private final ManualClock clock = new ManualClock();
    private final LinkPair pair = new LinkPair(TwoHosts.LEFT_MAC, TwoHosts.RIGHT_MAC, 1500);
    private final RawPeer peer = new RawPeer(pair.right(), TwoHosts.LEFT_MAC);
    private final HostStack host = new HostStack(TwoHosts.config("64496.10.1.0.10/24"), pair.left(), clock);
    private final List<HostNotice> notices = new ArrayList<>();
    private final ArpView arp = new ArpView();

    NeighborProbeTest() {
        host.onNotice(notices::add);
    }

    @AfterEach
    void close() {
        host.close();
        peer.close();
    }

    @Test
    void shouldAnnounceItselfByGratuitousArp8() {
        host.start();

        expectArp(ArpView.ARP8, ArpLayout.REQUEST, OWN, OWN);
        assertEquals(MacAddress.BROADCAST, Memory.u48(peer.frame()));
        assertEquals(TwoHosts.LEFT_MAC, arp.senderMac());
        assertEquals(0, peer.next());
    }

    @Test
    void shouldAnswerArpAndArp8ForBothFormsOfItsAddress() {
        peer.broadcastArp8(ArpLayout.REQUEST, PEER, OWN);
        host.turn(0);
        expectArp(ArpView.ARP8, ArpLayout.REPLY, OWN, PEER);

        peer.broadcastArp8(ArpLayout.REQUEST, PEER_IPV4, OWN_IPV4);
        host.turn(0);
        expectArp(ArpView.ARP8, ArpLayout.REPLY, OWN_IPV4, PEER_IPV4);

        peer.sendArp(ArpLayout.REQUEST, TwoHosts.RIGHT_MAC, PEER.host(), OWN.host());
        host.turn(0);
        expectArp(ArpView.ARP, ArpLayout.REPLY, OWN_IPV4, PEER_IPV4);
    }

    @Test
    void shouldNotAnswerForOthers() {
        peer.broadcastArp8(ArpLayout.REQUEST, PEER, Ipv8Address.parse("64497.10.1.0.10"));
        peer.sendArp(ArpLayout.REQUEST, TwoHosts.RIGHT_MAC, PEER.host(), OWN.host() + 1);
        host.turn(0);

        assertEquals(0, peer.next());
        assertEquals(2, host.counters().value(HostCounter.ARP_NOT_FOR_US));
    }

    @Test
    void shouldProbeArp8FirstAndArpFiftyMillisecondsLater() {
        ping(1);
        expectArp(ArpView.ARP8, ArpLayout.REQUEST, OWN, PEER);
        advanceMs(49);
        assertEquals(0, peer.next());
        advanceMs(1);
        expectArp(ArpView.ARP, ArpLayout.REQUEST, OWN_IPV4, PEER_IPV4);
    }

    @Test
    void shouldNeverSendVersion8ToIpv4OnlyNeighbor() {
        ping(1);
        advanceMs(50);
        drain();
        answerPlainArp();

        assertEquals(0, peer.next(), "no version 8 frame");
        assertEquals("ipv4-only", host.neighbors().getFirst().capability());
        HostNotice.SendFailure failure = assertInstanceOf(HostNotice.SendFailure.class, notices.getFirst());
        assertEquals(SendResult.NEIGHBOR_IPV4_ONLY, failure.reason());
        assertEquals(SendResult.NEIGHBOR_IPV4_ONLY, ping(2));
        assertEquals(2, host.counters().value(HostCounter.NEIGHBOR_IPV4_ONLY));
    }

    @Test
    void shouldSendIpv4ToIpv4OnlyNeighbor() {
        host.sendEcho(PEER_IPV4, 1, 1, new byte[0], SendOptions.DEFAULT);
        advanceMs(50);
        drain();
        answerPlainArp();

        assertTrue(peer.next() > 0);
        assertEquals(EthernetLayout.IPV4, peer.etherType());
    }

    @Test
    void shouldNotLetPlainArpDecideBeforeItWasAsked() {
        ping(1);
        drain();
        answerPlainArp();

        assertEquals("probing", host.neighbors().getFirst().capability());
    }

    @Test
    void shouldUpgradeNeighborWhoseArp8AnswerCameLate() {
        ping(1);
        advanceMs(50);
        drain();
        answerPlainArp();
        peer.sendArp8Reply(PEER, OWN);
        host.turn(0);

        assertEquals(SendResult.SENT, ping(2));
        assertTrue(peer.next() > 0);
        assertEquals(EthernetLayout.IPV8, peer.etherType());
        Ipv8View packet = new Ipv8View();
        assertEquals(HeaderFault.OK, packet.wrap(peer.payload(), 36));
        assertEquals(PEER.bits(), packet.destination());
    }

    @Test
    void shouldGiveUpAfterThreeAttemptsOfOneSecond() {
        ping(1);
        advanceMs(2_999);
        for (int i = 0; i < 3_000; i++) {
            advanceMs(1);
        }
        int probes = drain();

        assertEquals(EXPECTED_PROBES, probes);
        HostNotice.SendFailure failure = assertInstanceOf(HostNotice.SendFailure.class, notices.getFirst());
        assertEquals(SendResult.NEIGHBOR_UNREACHABLE, failure.reason());
        assertEquals(PEER, failure.original().destination());
        assertTrue(host.neighbors().isEmpty());
    }

    @Test
    void shouldKeepAttemptsOneSecondApart() {
        ping(1);
        List<Integer> probeTimesMs = new ArrayList<>();
        for (int nowMs = 0; nowMs <= 3_100; nowMs++) {
            host.turn(0);
            if (peer.next() > 0) {
                probeTimesMs.add(nowMs);
            }
            clock.advanceMs(1);
        }
        assertEquals(List.of(0, 50, 1000, 1050, 2000, 2050), probeTimesMs);
        assertEquals(1, notices.size());
    }

    @Test
    void shouldQueueFewPacketsWhileProbing() {
        for (int i = 1; i <= Neighbor.QUEUE_CAPACITY; i++) {
            assertEquals(SendResult.QUEUED, ping(i));
        }
        assertEquals(SendResult.NEIGHBOR_QUEUE_FULL, ping(9));
        drain();
        peer.sendArp8Reply(PEER, OWN);
        host.turn(0);

        assertEquals(Neighbor.QUEUE_CAPACITY, drain());
    }

    @Test
    void shouldBoundWhatWaitsForAllNeighborsTogether() {
        byte[] large = new byte[60_000];
        int queued = 0;
        for (int octet = 100; octet < 200; octet++) {
            Ipv8Address silent = Ipv8Address.parse("64496.10.1.0." + octet);
            queued += host.sendEcho(silent, 1, 1, large, SendOptions.DEFAULT) == SendResult.QUEUED ? 1 : 0;
        }
        assertEquals(PacketOutput.MAX_WAITING_BYTES / (60_000 + 8 + 28), queued);
    }

    @Test
    void shouldProbeAgainAfterFourHours() {
        ping(1);
        peer.sendArp8Reply(PEER, OWN);
        host.turn(0);
        clock.advanceMs(4 * 3_600_000L - 1);
        assertEquals(SendResult.SENT, ping(2));
        clock.advanceMs(1);
        drain();

        assertEquals(SendResult.QUEUED, ping(3));
        expectArp(ArpView.ARP8, ArpLayout.REQUEST, OWN, PEER);
    }

    @Test
    void shouldForgetIpv8NeighborWhoseMacChangesInPlainArp() {
        ping(1);
        peer.sendArp8Reply(PEER, OWN);
        peer.sendArp(ArpLayout.REQUEST, 0x0200000000AAL, PEER.host(), PEER.host());
        host.turn(0);

        assertTrue(host.neighbors().isEmpty());
    }

    @Test
    void shouldKeepIpv8NeighborThatAlsoSpeaksPlainArp() {
        ping(1);
        peer.sendArp8Reply(PEER, OWN);
        peer.sendArp(ArpLayout.REQUEST, TwoHosts.RIGHT_MAC, PEER.host(), OWN.host());
        host.turn(0);

        assertEquals("ipv8", host.neighbors().getFirst().capability());
    }

    @Test
    void shouldIgnoreArpFromItsOwnOrImpossibleAddresses() {
        peer.broadcastArp8(ArpLayout.REQUEST, OWN, OWN);
        peer.broadcastArp8(ArpLayout.REQUEST, Ipv8Address.parse("64496.224.0.0.1"), OWN);
        peer.sendArp(ArpLayout.REQUEST, MacAddress.BROADCAST, PEER.host(), OWN.host());
        host.turn(0);

        assertEquals(0, peer.next());
        assertEquals(1, host.counters().value(HostCounter.ARP_CONFLICT));
        assertEquals(2, host.counters().value(HostCounter.ARP_BAD_SENDER));
    }

    @Test
    void shouldNotLearnOffLinkSenders() {
        peer.broadcastArp8(ArpLayout.REQUEST, Ipv8Address.parse("64497.9.9.9.9"), OWN);
        host.turn(0);

        assertEquals(0, host.neighbors().size());
        assertEquals(1, host.counters().value(HostCounter.ARP_ANSWERED));
    }

    private SendResult ping(int sequence) {
        return host.sendEcho(PEER, 1, sequence, new byte[0], SendOptions.DEFAULT);
    }

    private void answerPlainArp() {
        peer.sendArp(ArpLayout.REPLY, TwoHosts.RIGHT_MAC, PEER.host(), OWN.host());
        host.turn(0);
    }

    private void advanceMs(long durationMs) {
        clock.advanceMs(durationMs);
        host.turn(0);
    }

    private int drain() {
        int count = 0;
        while (peer.next() > 0) {
            count++;
        }
        return count;
    }

    private void expectArp(int kind, int operation, Ipv8Address sender, Ipv8Address target) {
        int lengthBytes = peer.next();
        assertTrue(lengthBytes > 0, () -> "a frame was expected: " + host.counters());
        assertEquals(EthernetLayout.ARP, peer.etherType());
        assertEquals(HeaderFault.OK, arp.wrap(peer.payload(), lengthBytes - EthernetLayout.LENGTH));
        assertEquals(kind, arp.kind());
        assertEquals(operation, arp.operation());
        assertEquals(sender.bits(), arp.senderAddress());
        assertEquals(target.bits(), arp.targetAddress());
    }
}
