// SPDX-License-Identifier: Apache-2.0
// Packets into tunnels and out of them.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelTest {
    private static final long HOST_MAC = 0x02_00_00_00_EE_10L;
    private static final long TRANSIT_MAC = 0x02_00_00_00_EE_20L;
    private static final int LAN = 0;
    private static final int TRANSIT = 1;
    private static final int MANAGEMENT = 2;
    private static final String HERE = "64496.10.1.0.9";
    private static final String END = "203.0.113.1";
    private static final String BY_PROTOCOL = "198.51.100.1";
    private static final String BY_UDP = "198.51.100.2";
    private static final int ETHERNET = 14;

    private TestRouter router;

    @BeforeEach
    void start() {
        start(false);
    }

    private void start(final boolean isSourceLoose) {
        final TunnelConfig config = new TunnelConfig((int) TestPacket.bits(END), Set.of(Encapsulation.PROTOCOL, Encapsulation.UDP), null, isSourceLoose, 64505);
        router = new TestRouter(TestRouter.Settings.DEFAULT, new Boundary(config, List.of()), List.of(
                TestRouter.to("64497.0.0.0.0/0", tunnel(BY_PROTOCOL, Encapsulation.PROTOCOL, "192.0.2.2")),
                TestRouter.to("64498.0.0.0.0/0", tunnel(BY_UDP, Encapsulation.UDP, "192.0.2.2")),
                TestRouter.to("64499.0.0.0.0/0", tunnel("198.51.100.3", Encapsulation.PROTOCOL, "192.0.2.3")),
                TestRouter.to("64496.10.77.0.0/16", tunnel(BY_PROTOCOL, Encapsulation.PROTOCOL, "192.0.2.2")),
                via("64501.0.0.0.0/0", "64496.10.1.0.9"), via("64505.0.0.0.0/0", "64496.10.1.0.9"), via("192.0.3.0/24", "192.0.2.2"), TestRouter.to("64503.0.0.0.0/0", new StaticRoute.Blackhole()),
                via("64496.10.9.0.0/16", "64496.10.1.0.9")),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("192.0.2.1/24", END + "/32"),
            ring("64496.10.1.0.1/24").vrf(Vrf.MANAGEMENT)).quiet();
        router.hear(LAN, HERE, HOST_MAC, true);
        router.hear(TRANSIT, "192.0.2.2", TRANSIT_MAC, false);
        router.sent(TRANSIT);
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    // --- in ---

    @Test
    void shouldPutPacketBehindAnIpv4Header() {
        final TestPacket packet = TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(100, 3));
        router.handle(LAN, packet.frame());
        final byte[] frame = router.sentIpv4(TRANSIT);
        assertEquals(TRANSIT_MAC, Bytes.u48(frame, 0));
        assertEquals(router.mac(TRANSIT), Bytes.u48(frame, 6));
        assertOuter(frame, BY_PROTOCOL, 253, 20 + 128);
        assertArrayEquals(Arrays.copyOfRange(packet.ttl(63).frame(), ETHERNET, ETHERNET + 128), Arrays.copyOfRange(frame, ETHERNET + 20, frame.length));
        assertEquals(1, router.counters(LAN).of(PortCounter.FORWARDED));
        assertEquals(1, router.counters(TRANSIT).of(PortCounter.ENCAPSULATED));
        assertEquals(frame.length, router.counters(TRANSIT).of(PortCounter.TRANSMITTED_BYTES));
    }

    @Test
    void shouldPutPacketIntoUdpWithAPortForItsFlow() {
        final TestPacket packet = TestPacket.ipv8(HERE, "64498.10.2.0.9").to(router.mac(LAN)).protocol(17).payload(TestPacket.pattern(60, 3));
        router.handle(LAN, packet.ports(1000, 2000).frame(), packet.ports(1000, 2000).frame(), packet.ports(1001, 2000).frame());
        final List<byte[]> frames = router.sent(TRANSIT, 0x0800);
        assertEquals(3, frames.size());
        for (final byte[] frame : frames) {
            assertOuter(frame, BY_UDP, 17, 28 + 88);
            assertTrue(Bytes.u16(frame, ETHERNET + 20) >= 49_152);
            assertEquals(8418, Bytes.u16(frame, ETHERNET + 22));
            assertEquals(8 + 88, Bytes.u16(frame, ETHERNET + 24));
            assertEquals(0, Bytes.u16(frame, ETHERNET + 26));
        }
        assertEquals(Bytes.u16(frames.get(0), ETHERNET + 20), Bytes.u16(frames.get(1), ETHERNET + 20));
        assertTrue(Bytes.u16(frames.get(0), ETHERNET + 20) != Bytes.u16(frames.get(2), ETHERNET + 20));
    }

    @Test
    void shouldLeaveOutWhatLiesBehindThePacket() {
        router.handle(LAN, TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(40, 1)).trailer(9).frame());
        assertEquals(ETHERNET + 20 + 68, router.sentIpv4(TRANSIT).length);
    }

    @Test
    void shouldTellWhatDoesNotFitAndWhatRanOutOfTime() {
        final TestPacket packet = TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN));
        router.handle(LAN, packet.payload(new byte[1500 - 28 - 20]).dontFragment().frame());
        assertEquals(1, router.sent(TRANSIT, 0x0800).size());
        router.handle(LAN, packet.payload(new byte[1500 - 28 - 19]).frame());
        router.handle(LAN, packet.payload(new byte[100]).ttl(1).frame());
        router.assertDrops(LAN, Map.of(DropReason.FRAGMENTATION_NEEDED, 1L, DropReason.TTL_EXPIRED, 1L));
        final List<byte[]> told = router.sent(LAN, 0x8080);
        assertEquals(2, told.size());
        assertEquals(3 << 8 | 4, Bytes.u16(told.get(0), ETHERNET + 28));
        assertEquals(1480, Bytes.u16(told.get(0), ETHERNET + 28 + 6));
        assertEquals(11 << 8, Bytes.u16(told.get(1), ETHERNET + 28));
    }

    // --- out ---

    @Test
    void shouldTakeTheHeaderOffAndForward() {
        for (final int options : new int[] {0, 4}) {
            final TestPacket inner = inner("64497.10.2.0.9", "64496.10.1.0.9");
            final TestPacket outer = outer(BY_PROTOCOL, inner);
            router.handle(TRANSIT, (options == 0 ? outer : outer.options(1, 1, 1, 0)).frame());
            final byte[] frame = router.sentIpv8(LAN);
            assertEquals(HOST_MAC, Bytes.u48(frame, 0));
            assertArrayEquals(Arrays.copyOfRange(inner.ttl(63).frame(), ETHERNET, inner.frame().length), Arrays.copyOfRange(frame, ETHERNET, frame.length));
        }
        assertEquals(2, router.counters(TRANSIT).of(PortCounter.DECAPSULATED));
        assertEquals(2, router.counters(TRANSIT).of(PortCounter.FORWARDED));
    }

    @Test
    void shouldTakePacketsOutOfUdp() {
        final byte[] inner = packetOf(inner("64498.10.2.0.9", "64496.10.1.0.9"));
        router.handle(TRANSIT, udp(BY_UDP, inner, 8 + inner.length, 0).frame());
        assertEquals(1, router.sent(LAN, 0x8080).size());
        router.handle(TRANSIT, udp(BY_UDP, inner, 8 + inner.length, 0x1234).frame(), udp(BY_UDP, inner, 7 + inner.length, 0).frame());
        router.assertDrops(TRANSIT, Map.of(DropReason.TUNNEL_MALFORMED, 2L));
    }

    @Test
    void shouldJudgeWhatIsInside() {
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("127.1.0.0.10.0.0.1", HERE)).frame(), outer(BY_PROTOCOL, inner("64497.10.0.0.1", "127.1.0.0.10.0.0.1")).frame(),
            outer(BY_PROTOCOL, inner("127.1.0.0.10.0.0.1", "127.2.0.0.10.0.0.1")).frame(), outer(BY_PROTOCOL, inner("100.0.0.1.10.0.0.1", HERE)).frame(),
            outer(BY_PROTOCOL, inner("64497.222.0.0.1", HERE)).frame(), outer(BY_PROTOCOL, inner("64498.10.0.0.1", HERE)).frame(),
            outer(BY_PROTOCOL, inner("64496.10.1.0.9", HERE)).frame(), outer(BY_UDP, inner("64497.10.0.0.1", HERE)).frame(),
            outer(BY_PROTOCOL, inner("64497.10.0.0.1", HERE).checksumError(1)).frame(), outer(BY_PROTOCOL, inner("64497.10.0.0.1", HERE).version(4)).frame(),
            outer(BY_PROTOCOL, inner("64497.10.0.0.1", "255.255.0.1.224.0.0.5")).frame(),
            TestPacket.ipv4(BY_PROTOCOL, END).to(router.mac(TRANSIT)).protocol(253).payload(new byte[27]).frame());
        router.assertDrops(TRANSIT, Map.of(DropReason.BORDER_INTERNAL_ZONE, 3L, DropReason.BORDER_RINE, 1L, DropReason.BORDER_INTERIOR_LINK, 1L,
            DropReason.TUNNEL_SOURCE, 3L, DropReason.BAD_CHECKSUM, 1L, DropReason.TUNNEL_MALFORMED, 2L, DropReason.BORDER_PROTOCOL_MULTICAST, 1L));
        assertEquals(0, router.sent(LAN, 0x8080).size());
    }

    @Test
    void shouldTakeSourcesThatAreReachedByAnotherWayWhenTheCheckIsLoose() {
        router.close();
        start(true);
        // By another tunnel, and by a gateway outside; then by nobody, our own ASN behind a gateway and on the link.
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64498.10.2.0.9", HERE)).frame(), outer(BY_PROTOCOL, inner("64501.10.2.0.9", HERE)).frame());
        assertEquals(2, router.sent(LAN, 0x8080).size());
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64502.10.2.0.9", HERE)).frame(), outer(BY_PROTOCOL, inner("64496.10.9.0.1", HERE)).frame(),
            outer(BY_PROTOCOL, inner(HERE, HERE)).frame(), outer(BY_PROTOCOL, inner("64503.10.2.0.9", HERE)).frame());
        // IPv4 hosts send no version 8, and the ASN that we are said to be is ours wherever it lies.
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("0.0.0.0.192.0.3.9", HERE)).frame(), outer(BY_PROTOCOL, inner("64505.10.2.0.9", HERE)).frame());
        router.assertDrops(TRANSIT, Map.of(DropReason.TUNNEL_SOURCE, 6L));
    }

    @Test
    void shouldJoinSitesOfOurOwnAs() {
        for (final boolean isSourceLoose : new boolean[] {false, true}) {
            router.close();
            start(isSourceLoose);
            router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64496.10.77.0.1", HERE)).frame(), outer(BY_UDP, inner("64496.10.77.0.1", HERE)).frame());
            assertEquals(1, router.sent(LAN, 0x8080).size());
            router.assertDrops(TRANSIT, Map.of(DropReason.TUNNEL_SOURCE, 1L));
        }
    }

    @Test
    void shouldOpenTunnelsInTheirOwnTableOnly() {
        final TestPacket packet = outer(BY_PROTOCOL, inner("64497.10.2.0.9", HERE));
        router.handle(TRANSIT, packet.frame());
        assertEquals(1, router.sent(LAN, 0x8080).size());
        router.handle(MANAGEMENT, packet.to(router.mac(MANAGEMENT)).frame());
        assertEquals(0, router.counters(MANAGEMENT).of(PortCounter.DECAPSULATED));
        assertEquals(0, router.sent(LAN, 0x8080).size());
    }

    @Test
    void shouldNotPutFragmentsTogether() {
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64497.10.0.0.1", HERE)).flagsAndOffset(0x2000).frame());
        router.assertDrops(TRANSIT, Map.of(DropReason.FRAGMENT_TO_SELF, 1L));
    }

    @Test
    void shouldGoFromTunnelToTunnel() {
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64497.10.2.0.9", "64498.10.3.0.9")).frame());
        assertOuter(router.sentIpv4(TRANSIT), BY_UDP, 17, 28 + 68);
    }

    // --- the control thread's part ---

    @Test
    void shouldWaitForTheGatewayUnderATunnel() {
        final TestPacket packet = TestPacket.ipv8(HERE, "64499.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(50, 1));
        router.handle(LAN, packet.frame());
        assertEquals(0, router.sent(TRANSIT, 0x0800).size());
        router.hear(TRANSIT, "192.0.2.3", 0x02_00_00_00_EE_30L, false);
        router.run();
        final byte[] frame = router.sentIpv4(TRANSIT);
        assertEquals(0x02_00_00_00_EE_30L, Bytes.u48(frame, 0));
        assertEquals(253, frame[ETHERNET + 9] & 0xFF);
        assertEquals(63, frame[ETHERNET + 20 + 8]);
    }

    @Test
    void shouldCutWhatMayBeCutBeforeTheTunnel() {
        final TestPacket packet = TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(1472, 1));
        router.handle(LAN, packet.frame());
        final List<byte[]> frames = router.sent(TRANSIT, 0x0800);
        assertEquals(2, frames.size());
        int payload = 0;
        for (final byte[] frame : frames) {
            assertOuter(frame, BY_PROTOCOL, 253, frame.length - ETHERNET);
            assertEquals(63, frame[ETHERNET + 20 + 8]);
            assertEquals(payload / 8, Bytes.u16(frame, ETHERNET + 20 + 6) & 0x1FFF);
            payload += frame.length - ETHERNET - 48;
        }
        assertEquals(1472, payload);
        assertEquals(1, router.counters(LAN).of(PortCounter.FORWARDED));
        assertEquals(2, router.counters(LAN).of(PortCounter.FRAGMENTS_CREATED));
        assertEquals(2, router.counters(TRANSIT).of(PortCounter.ENCAPSULATED));
    }

    @Test
    void shouldSendItsOwnMessagesThroughTheTunnel() {
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64497.10.2.0.9", "64496.10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 7, new byte[30]))).frame());
        final byte[] reply = router.sentIpv4(TRANSIT);
        assertOuter(reply, BY_PROTOCOL, 253, 20 + 28 + 38);
        assertEquals(0, reply[ETHERNET + 48]);
        assertEquals(64, reply[ETHERNET + 20 + 8]);
        router.handle(TRANSIT, outer(BY_PROTOCOL, inner("64497.10.2.0.9", "64500.10.1.0.1")).frame());
        assertEquals(3 << 8 | 6, Bytes.u16(router.sentIpv4(TRANSIT), ETHERNET + 48));
    }

    @Test
    void shouldAnswerAtTheTunnelEnd() {
        router.handle(TRANSIT, TestPacket.ipv4("192.0.2.2", END).to(router.mac(TRANSIT)).protocol(1).payload(TestPacket.icmp(8, 0, 7, new byte[30])).frame());
        assertEquals(0, router.sentIpv4(TRANSIT)[ETHERNET + 20]);
    }

    @Test
    void shouldTellTheSenderWhatTransitSays() {
        final TestPacket sent = TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(1200, 1)).dontFragment();
        router.handle(LAN, sent.frame());
        final byte[] quote = quote(router.sentIpv4(TRANSIT), 548);
        router.handle(TRANSIT, report(TestPacket.icmp(3, 4, 1000, quote)));
        byte[] told = router.sentIpv8(LAN);
        assertEquals(3 << 8 | 4, Bytes.u16(told, ETHERNET + 28));
        assertEquals(980, Bytes.u16(told, ETHERNET + 34));
        // From now on the router knows by itself.
        router.handle(LAN, sent.frame());
        assertEquals(0, router.sent(TRANSIT, 0x0800).size());
        told = router.sentIpv8(LAN);
        assertEquals(980, Bytes.u16(told, ETHERNET + 34));
        router.assertDrops(LAN, Map.of(DropReason.FRAGMENTATION_NEEDED, 1L));
        // Another tunnel's path is another.
        router.handle(LAN, TestPacket.ipv8(HERE, "64498.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(1200, 1)).dontFragment().frame());
        assertEquals(1, router.sent(TRANSIT, 0x0800).size());
        assertEquals(1, router.counters(TRANSIT).of(PortCounter.TUNNEL_ERRORS));
    }

    @Test
    void shouldTranslateEachReport() {
        final int[][] reports = {{3, 0, 3, 0}, {3, 1, 3, 1}, {3, 2, 3, 1}, {3, 3, 3, 1}, {3, 13, 3, 13}, {11, 0, 3, 1}};
        for (final int[] r : reports) {
            router.handle(LAN, TestPacket.ipv8(HERE, "64498.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(60, 1)).frame());
            router.handle(TRANSIT, report(TestPacket.icmp(r[0], r[1], 0, quote(router.sentIpv4(TRANSIT), 28 + 28))));
            assertEquals(r[2] << 8 | r[3], Bytes.u16(router.sentIpv8(LAN), ETHERNET + 28));
        }
    }

    @Test
    void shouldNotBelieveReportsAboutWhatItDidNotSend() {
        router.handle(LAN, TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(1200, 1)).dontFragment().frame());
        final byte[] quote = quote(router.sentIpv4(TRANSIT), 548);
        final byte[] fromOther = quote.clone();
        Bytes.put32(fromOther, 12, 0x01020304);
        final byte[] toNobody = quote.clone();
        Bytes.put32(toNobody, 16, 0x01020304);
        for (final byte[] bad : List.of(fromOther, toNobody, quote(quote, -14), new byte[3], new byte[28])) {
            router.handle(TRANSIT, report(TestPacket.icmp(3, 4, 1000, bad)));
        }
        // Larger than what was sent, and too short a quote to know who sent it.
        router.handle(TRANSIT, report(TestPacket.icmp(3, 4, 1400, quote)), report(TestPacket.icmp(3, 1, 0, Arrays.copyOf(quote, 28))));
        assertEquals(0, router.sent(LAN, 0x8080).size());
        router.handle(LAN, TestPacket.ipv8(HERE, "64497.10.2.0.9").to(router.mac(LAN)).payload(TestPacket.pattern(1200, 1)).dontFragment().frame());
        assertEquals(1, router.sent(TRANSIT, 0x0800).size());
    }

    @Test
    void shouldNotLetIpv4IntoATunnelNorZonesAcross() {
        router.handle(LAN, TestPacket.ipv8("127.1.0.0.10.0.0.1", "64499.10.2.0.9").to(router.mac(LAN)).frame(),
            TestPacket.ipv8("127.1.0.0.10.0.0.1", "64497.10.2.0.9").to(router.mac(LAN)).frame());
        router.assertDrops(LAN, Map.of(DropReason.BORDER_INTERNAL_ZONE, 2L));
    }

    private byte[] report(final byte[] icmp) {
        return TestPacket.ipv4("192.0.2.77", END).to(router.mac(TRANSIT)).protocol(1).payload(icmp).frame();
    }

    private static byte[] quote(final byte[] frame, final int bytes) {
        final int from = bytes < 0 ? 0 : ETHERNET;
        return Arrays.copyOfRange(frame, from, Math.min(frame.length, from + (bytes < 0 ? 20 : bytes)));
    }

    private void assertOuter(final byte[] frame, final String remote, final int protocol, final int total) {
        assertEquals(ETHERNET + total, frame.length);
        assertEquals(0x45, frame[ETHERNET]);
        assertEquals(frame[ETHERNET + (protocol == 17 ? 28 : 20) + 1], frame[ETHERNET + 1], "type of service goes along");
        assertEquals(total, Bytes.u16(frame, ETHERNET + 2));
        assertEquals(0x4000, Bytes.u16(frame, ETHERNET + 6));
        assertEquals(64, frame[ETHERNET + 8]);
        assertEquals(protocol, frame[ETHERNET + 9] & 0xFF);
        assertEquals((int) TestPacket.bits(END), Bytes.u32(frame, ETHERNET + 12));
        assertEquals((int) TestPacket.bits(remote), Bytes.u32(frame, ETHERNET + 16));
        final int sum = Bytes.u16(frame, ETHERNET + 10);
        Bytes.put16(frame, ETHERNET + 10, 0);
        assertEquals(Bytes.checksum(frame, ETHERNET, 20), sum);
        Bytes.put16(frame, ETHERNET + 10, sum);
    }

    private TestPacket inner(final String source, final String destination) {
        return TestPacket.ipv8(source, destination).payload(TestPacket.pattern(40, 5));
    }

    private static byte[] packetOf(final TestPacket packet) {
        final byte[] frame = packet.frame();
        return Arrays.copyOfRange(frame, ETHERNET, frame.length);
    }

    private TestPacket outer(final String from, final TestPacket inner) {
        return TestPacket.ipv4(from, END).to(router.mac(TRANSIT)).protocol(253).payload(packetOf(inner));
    }

    private TestPacket udp(final String from, final byte[] inner, final int length, final int checksum) {
        final byte[] payload = new byte[8 + inner.length];
        Bytes.put16(payload, 0, 50_000);
        Bytes.put16(payload, 2, 8418);
        Bytes.put16(payload, 4, length);
        Bytes.put16(payload, 6, checksum);
        System.arraycopy(inner, 0, payload, 8, inner.length);
        return TestPacket.ipv4(from, END).to(router.mac(TRANSIT)).protocol(17).payload(payload);
    }

    private static StaticRoute.Hop tunnel(final String remote, final Encapsulation encapsulation, final String gateway) {
        return new StaticRoute.Tunnel(Ipv8Address.parse(END), Ipv8Address.parse(remote), encapsulation, Ipv8Address.parse(gateway));
    }
}
