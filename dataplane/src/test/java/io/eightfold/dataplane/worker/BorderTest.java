// SPDX-License-Identifier: Apache-2.0
// What crosses the border of an AS, and which zones reach each other.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.Border.AsnRange;
import io.eightfold.dataplane.port.ZonePair;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BorderTest {
    private static final long INSIDE_MAC = 0x02_00_00_00_EE_10L;
    private static final int INSIDE = 0;
    private static final int PEER = 1;
    private static final int RINE = 2;
    private static final int PROVIDER = 3;
    private static final int OTHER_INSIDE = 4;

    private TestRouter router;

    @BeforeEach
    void start() {
        final Boundary boundary = new Boundary(TunnelConfig.NONE, List.of(new ZonePair(asn("127.1.0.0"), asn("127.2.0.0"))));
        router = new TestRouter(TestRouter.Settings.DEFAULT, boundary, List.of(
                via("64496.0.0.0.0/0", "64496.10.1.0.9"), via("64497.0.0.0.0/0", "64496.10.2.0.9"), via("64498.0.0.0.0/0", "64496.10.3.0.9"),
                via("64499.0.0.0.0/0", "64496.10.4.0.9"), via("127.1.0.0.0.0.0.0/32", "64496.10.1.0.9"), via("127.2.0.0.0.0.0.0/32", "64496.10.5.0.9"),
                via("127.3.0.0.0.0.0.0/32", "64496.10.5.0.9"), via("127.4.0.0.0.0.0.0/32", "64496.10.2.0.9"), via("100.0.0.1.0.0.0.0/32", "64496.10.3.0.9"),
                via("100.0.0.2.0.0.0.0/32", "64496.10.2.0.9")),
            ring("64496.10.1.0.1/24"),
            ring("64496.10.2.0.1/24", "10.2.0.1/24").border(new Border(List.of(new AsnRange(64497), new AsnRange(65_000, 65_535)), false, false)),
            ring("64496.10.3.0.1/24").border(new Border(List.of(new AsnRange(64498)), false, true)),
            ring("64496.10.4.0.1/24").border(new Border(List.of(new AsnRange(64496)), true, false)),
            ring("64496.10.5.0.1/24")).quiet();
        for (int port = 0; port < 5; port++) {
            router.hear(port, "64496.10." + (port + 1) + ".0.9", INSIDE_MAC, true);
        }
        router.hear(PEER, "10.2.0.9", INSIDE_MAC, true);
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    // --- coming in ---

    @Test
    void shouldLetPeersOwnAsnsIn() {
        assertForwarded(PEER, "64497.10.0.0.1", "64496.10.99.0.7");
        assertForwarded(PEER, "65000.10.0.0.1", "64496.10.99.0.7");
        assertForwarded(PEER, "65535.10.0.0.1", "64496.10.99.0.7");
        assertForwarded(RINE, "64498.10.0.0.1", "64496.10.99.0.7");
        assertForwarded(PROVIDER, "1.10.0.0.1", "64496.10.99.0.7");
        assertForwarded(PROVIDER, "4200000000.10.0.0.1", "64496.10.99.0.7");
    }

    @Test
    void shouldDropSourceThatThePeerMayNotSendFor() {
        assertDropped(PEER, DropReason.BORDER_SOURCE, "64496.10.1.0.8", "64496.10.99.0.7");
        assertDropped(PEER, DropReason.BORDER_SOURCE, "64498.10.1.0.8", "64496.10.99.0.7");
        assertDropped(PEER, DropReason.BORDER_SOURCE, "64999.10.1.0.8", "64496.10.99.0.7");
        assertDropped(PEER, DropReason.BORDER_SOURCE, "65536.10.1.0.8", "64496.10.99.0.7");
        assertDropped(PEER, DropReason.BORDER_SOURCE, "130033.10.1.0.8", "64496.10.99.0.7");
        assertDropped(PROVIDER, DropReason.BORDER_SOURCE, "64496.10.1.0.8", "64496.10.99.0.7");
    }

    @Test
    void shouldDropInternalZonesFromOutside() {
        for (final int port : new int[] {PEER, RINE, PROVIDER}) {
            assertDropped(port, DropReason.BORDER_INTERNAL_ZONE, "127.1.0.0.10.0.0.1", "64496.10.99.0.7");
            assertDropped(port, DropReason.BORDER_INTERNAL_ZONE, "64497.10.0.0.1", "127.1.0.0.10.0.0.1");
            assertDropped(port, DropReason.BORDER_INTERNAL_ZONE, "127.1.0.0.10.0.0.1", "127.1.0.0.10.0.0.2");
            assertDropped(port, DropReason.BORDER_INTERNAL_ZONE, "127.255.255.255.10.0.0.1", "64496.10.99.0.7");
        }
    }

    @Test
    void shouldLetRineInWhereTheLinkIsOne() {
        assertDropped(PEER, DropReason.BORDER_RINE, "100.0.0.1.10.0.0.1", "64496.10.99.0.7");
        assertDropped(PROVIDER, DropReason.BORDER_RINE, "4.10.0.0.1", "100.0.0.1.10.0.0.1");
        // Its source is no ASN of the peer: on a RINE link that must be said.
        assertDropped(RINE, DropReason.BORDER_SOURCE, "100.0.0.1.10.0.0.1", "64496.10.99.0.7");
    }

    @Test
    void shouldDropInteriorLinksFromOutside() {
        assertDropped(PEER, DropReason.BORDER_INTERIOR_LINK, "64497.222.0.0.1", "64496.10.99.0.7");
        assertDropped(PEER, DropReason.BORDER_INTERIOR_LINK, "64497.10.0.0.1", "64496.222.0.0.7");
    }

    @Test
    void shouldCountProtocolMulticastApart() {
        for (int last = 1; last <= 5; last++) {
            assertDropped(PEER, DropReason.BORDER_PROTOCOL_MULTICAST, "64497.10.0.0.1", "255.255.0." + last + ".224.0.0.5");
        }
        assertDropped(PEER, DropReason.MULTICAST, "64497.10.0.0.1", "255.255.0.0.224.0.0.5");
        assertDropped(PEER, DropReason.MULTICAST, "64497.10.0.0.1", "255.255.0.6.224.0.0.5");
        assertDropped(INSIDE, DropReason.MULTICAST, "64496.10.0.0.1", "255.255.0.1.224.0.0.5");
    }

    @Test
    void shouldNotJudgeIpv4() {
        router.handle(PEER, TestPacket.ipv4("10.2.0.5", "10.2.0.9").to(router.mac(PEER)).frame());
        router.handle(PEER, TestPacket.ipv4("222.2.0.5", "10.2.0.9").to(router.mac(PEER)).frame());
        assertEquals(2, router.sent(PEER, 0x0800).size());
    }

    @Test
    void shouldJudgePacketsWithOptionsToo() {
        router.handle(PEER, TestPacket.ipv8("127.1.0.0.10.0.0.1", "64496.10.99.0.7").options(1, 1, 1, 0).to(router.mac(PEER)).frame(),
            TestPacket.ipv8("64496.1.0.0.1", "64496.10.99.0.7").options(1, 1, 1, 0).to(router.mac(PEER)).frame());
        router.assertDrops(PEER, Map.of(DropReason.BORDER_INTERNAL_ZONE, 1L, DropReason.BORDER_SOURCE, 1L));
    }

    // --- going out ---

    @Test
    void shouldKeepInsideWhatMustNotLeave() {
        assertDropped(INSIDE, DropReason.BORDER_INTERNAL_ZONE, "127.1.0.0.10.0.0.1", "64497.10.0.0.1");
        assertDropped(INSIDE, DropReason.BORDER_INTERNAL_ZONE, "64496.10.0.0.1", "127.4.0.0.10.0.0.1");
        assertDropped(INSIDE, DropReason.BORDER_INTERIOR_LINK, "64496.222.0.0.1", "64497.10.0.0.1");
        assertDropped(INSIDE, DropReason.BORDER_INTERIOR_LINK, "64496.10.0.0.1", "64497.222.0.0.1");
        assertDropped(INSIDE, DropReason.BORDER_RINE, "64496.10.0.0.1", "100.0.0.2.10.0.0.1");
        assertForwarded(INSIDE, "64496.10.0.0.1", "100.0.0.1.10.0.0.1");
        assertForwarded(INSIDE, "64496.10.0.0.1", "64497.10.0.0.1");
    }

    @Test
    void shouldKeepInsideWhatWaitsForANeighbourOutside() {
        // No neighbour is known there yet: the packet would wait, and leave later.
        assertDropped(INSIDE, DropReason.BORDER_INTERIOR_LINK, "64496.222.0.0.1", "64496.10.2.0.77");
        assertDropped(INSIDE, DropReason.BORDER_INTERNAL_ZONE, "127.1.0.0.10.0.0.1", "64496.10.2.0.77");
    }

    // --- zones ---

    @Test
    void shouldKeepZonesApartUnlessConfigured() {
        assertForwarded(INSIDE, "127.1.0.0.10.0.0.1", "127.1.0.0.10.0.0.2");
        assertForwarded(INSIDE, "127.1.0.0.10.0.0.1", "127.2.0.0.10.0.0.2");
        assertForwarded(OTHER_INSIDE, "127.2.0.0.10.0.0.1", "127.1.0.0.10.0.0.2");
        assertDropped(INSIDE, DropReason.ZONE_ISOLATION, "127.1.0.0.10.0.0.1", "127.3.0.0.10.0.0.2");
        assertDropped(OTHER_INSIDE, DropReason.ZONE_ISOLATION, "127.3.0.0.10.0.0.1", "127.1.0.0.10.0.0.2");
        assertForwarded(INSIDE, "64496.10.0.0.1", "127.3.0.0.10.0.0.2");
    }

    private void assertForwarded(final int port, final String source, final String destination) {
        final long before = router.counters(port).of(PortCounter.FORWARDED);
        router.handle(port, TestPacket.ipv8(source, destination).to(router.mac(port)).frame());
        assertEquals(before + 1, router.counters(port).of(PortCounter.FORWARDED), source + " > " + destination + " " + router.counters(port));
    }

    private void assertDropped(final int port, final DropReason reason, final String source, final String destination) {
        final long before = router.counters(port).drops().getOrDefault(reason, 0L);
        router.handle(port, TestPacket.ipv8(source, destination).to(router.mac(port)).frame());
        assertEquals(before + 1, router.counters(port).drops().getOrDefault(reason, 0L), source + " > " + destination + " " + router.counters(port));
    }

    private static int asn(final String dotted) {
        return Ipv8Address.parse(dotted + ".10.0.0.1").asn();
    }
}
