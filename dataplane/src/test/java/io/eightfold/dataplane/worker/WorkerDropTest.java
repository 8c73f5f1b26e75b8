// SPDX-License-Identifier: Apache-2.0
// Every reason a worker drops for, and what it tells the slow path.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.wire.address.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerDropTest {
    private static final long GATEWAY_MAC = 0x02_00_00_00_EE_10L;
    private static final int MTU = 1400;
    private static final String HERE = "64496.10.1.0.9";
    private static final String THERE = "64497.10.9.0.9";
    private static final int IPV4_ONLY_PORT = 2;

    private TestRouter router;

    /** An entry of the ring to the slow path. */
    private record Entry(int kind, int lengthBytes, int port, int argument) {
    }

    @BeforeEach
    void start() {
        router = TestRouter.of(List.of(
                via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("10.9.0.0/16", "10.2.0.2"),
                via("64499.0.0.0.0/0", "64496.10.2.0.4"), via("64500.10.0.0.0/8", "64496.10.2.0.2"),
                TestRouter.to("64501.0.0.0.0/0", new StaticRoute.Blackhole()), TestRouter.to("64502.0.0.0.0/0", new StaticRoute.Unreachable()),
                TestRouter.to("64503.0.0.0.0/0", new StaticRoute.Prohibit()), TestRouter.to("10.13.0.0/16", new StaticRoute.Prohibit())),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("64496.10.2.0.1/24", "10.2.0.1/24").mtu(MTU), ring("10.3.0.1/24")).quiet();
        router.hear(1, "64496.10.2.0.2", GATEWAY_MAC, true);
        router.hear(1, "10.2.0.2", GATEWAY_MAC, true);
        router.hear(1, "64496.10.2.0.4", GATEWAY_MAC, false);
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    // --- frames ---

    @Test
    void shouldDropTooShort() {
        assertDropped(DropReason.TOO_SHORT, new byte[1]);
        assertDropped(DropReason.TOO_SHORT, ipv8(THERE).cut(13));
        for (final int bytes : new int[] {14, 15, 14 + 19, 14 + 20, 14 + 27}) {
            assertDropped(DropReason.TOO_SHORT, ipv8(THERE).cut(bytes));
        }
        assertDropped(DropReason.TOO_SHORT, ipv4("10.9.0.1").cut(14));
        assertDropped(DropReason.TOO_SHORT, ipv4("10.9.0.1").cut(14 + 19));
    }

    @Test
    void shouldDropSegmented() {
        router.injectSegmented(0, ipv8(THERE).frame());
        router.assertDrops(0, Map.of(DropReason.SEGMENTED, 1L));
        assertEquals(ipv8(THERE).frame().length, router.counters(0).of(PortCounter.RECEIVED_BYTES));
    }

    @Test
    void shouldDropWhatIsForAnotherStation() {
        assertDropped(DropReason.NOT_OUR_MAC, ipv8(THERE).to(router.mac(1)).frame());
        assertDropped(DropReason.NOT_OUR_MAC, ipv4("10.9.0.1").to(0).frame());
        assertDropped(DropReason.NOT_OUR_MAC, TestArp.request(false, TestPacket.STATION_MAC, "10.1.0.9", "10.1.0.1").frame(router.mac(1)));
    }

    @Test
    void shouldDropUnknownEtherType() {
        for (final int type : new int[] {0x86DD, 0x8100, 0x0888, 0x88CC, 100}) {
            assertDropped(DropReason.UNKNOWN_ETHERTYPE, ipv8(THERE).etherType(type).frame());
        }
    }

    // --- headers ---

    @Test
    void shouldDropBadVersion() {
        for (final int version : new int[] {0, 4, 6, 9, 15}) {
            assertDropped(DropReason.BAD_VERSION, ipv8(THERE).version(version).frame());
        }
        assertDropped(DropReason.BAD_VERSION, ipv4("10.9.0.1").version(8).frame());
        assertDropped(DropReason.BAD_VERSION, ipv4("10.9.0.1").etherType(0x8080).frame());
    }

    @Test
    void shouldDropBadHeaderLength() {
        for (final int words : new int[] {0, 5, 6, 13, 15}) {
            assertDropped(DropReason.BAD_HEADER_LENGTH, ipv8(THERE).ihlWords(words).frame());
        }
        for (final int words : new int[] {0, 4, 11, 15}) {
            assertDropped(DropReason.BAD_HEADER_LENGTH, ipv4("10.9.0.1").ihlWords(words).frame());
        }
    }

    @Test
    void shouldDropBadTotalLength() {
        for (final int length : new int[] {0, 27, 49, 65_535}) {
            assertDropped(DropReason.BAD_TOTAL_LENGTH, ipv8(THERE).totalLength(length).frame());
        }
        assertDropped(DropReason.BAD_TOTAL_LENGTH, ipv8(THERE).options(1, 1, 1, 0).totalLength(31).frame());
        assertDropped(DropReason.BAD_TOTAL_LENGTH, ipv4("10.9.0.1").totalLength(19).frame());
        assertDropped(DropReason.BAD_TOTAL_LENGTH, ipv4("10.9.0.1").totalLength(41).frame());
    }

    @Test
    void shouldDropBadChecksum() {
        for (final int error : new int[] {1, 0x100, -1, 0x8000}) {
            assertDropped(DropReason.BAD_CHECKSUM, ipv8(THERE).checksumError(error).frame());
            assertDropped(DropReason.BAD_CHECKSUM, ipv4("10.9.0.1").checksumError(error).frame());
            assertDropped(DropReason.BAD_CHECKSUM, ipv8(THERE).options(1, 1, 1, 0).checksumError(error).frame());
            assertDropped(DropReason.BAD_CHECKSUM, ipv4("10.9.0.1").options(1, 1, 1, 0).checksumError(error).frame());
        }
    }

    @Test
    void shouldDropBadSource() {
        for (final String host : List.of("0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255")) {
            assertDropped(DropReason.BAD_SOURCE, TestPacket.ipv8("64496." + host, THERE).to(router.mac(0)).frame());
            assertDropped(DropReason.BAD_SOURCE, TestPacket.ipv4(host, "10.9.0.1").to(router.mac(0)).frame());
        }
        for (final String asn : List.of("255.255.0.0", "255.255.255.255", "255.255.0.1")) {
            assertDropped(DropReason.BAD_SOURCE, TestPacket.ipv8(asn + ".10.1.0.9", THERE).to(router.mac(0)).frame());
        }
    }

    @Test
    void shouldDropBadDestination() {
        for (final String host : List.of("0.0.0.0", "0.1.2.3", "127.0.0.1", "240.0.0.1", "255.255.255.254")) {
            assertDropped(DropReason.BAD_DESTINATION, ipv8("64497." + host).frame());
            assertDropped(DropReason.BAD_DESTINATION, ipv4(host).frame());
        }
    }

    // --- groups ---

    @Test
    void shouldDropMulticast() {
        assertDropped(DropReason.MULTICAST, ipv8("64497.224.0.0.5").frame());
        assertDropped(DropReason.MULTICAST, ipv8("64497.224.0.0.5").to(0x0100_5E00_0005L).frame());
        assertDropped(DropReason.MULTICAST, ipv8("255.255.0.1.10.0.0.1").frame());
        assertDropped(DropReason.MULTICAST, ipv4("239.255.255.255").to(0x0100_5E7F_FFFFL).frame());
    }

    @Test
    void shouldDropBroadcast() {
        assertDropped(DropReason.BROADCAST, ipv8("64497.255.255.255.255").to(MacAddress.BROADCAST).frame());
        assertDropped(DropReason.BROADCAST, ipv8("255.255.255.255.10.0.0.1").frame());
        assertDropped(DropReason.BROADCAST, ipv4("255.255.255.255").to(MacAddress.BROADCAST).frame());
    }

    /** RFC 1122 §3.2.1.3: a host that learns its address speaks from 0.0.0.0, to everybody and to nobody else. */
    @Test
    void shouldTakeUnspecifiedSourceToEverybodyAsBroadcast() {
        assertDropped(DropReason.BROADCAST, TestPacket.ipv4("0.0.0.0", "255.255.255.255").to(MacAddress.BROADCAST).frame());
        assertDropped(DropReason.BAD_SOURCE, TestPacket.ipv4("0.0.0.1", "255.255.255.255").to(MacAddress.BROADCAST).frame());
        assertDropped(DropReason.BAD_SOURCE, TestPacket.ipv4("0.0.0.0", "224.0.0.1").to(MacAddress.BROADCAST).frame());
        assertDropped(DropReason.BAD_SOURCE, TestPacket.ipv8("64496.0.0.0.0", "64496.255.255.255.255").to(MacAddress.BROADCAST).frame());
    }

    @Test
    void shouldNotRouteDirectedBroadcast() {
        for (final String host : List.of("10.2.0.255", "10.2.0.0", "10.1.0.255")) {
            assertDropped(DropReason.BROADCAST, ipv8("64496." + host).frame());
            assertDropped(DropReason.BROADCAST, ipv4(host).frame());
        }
        assertEquals(List.of(), entries());
    }

    @Test
    void shouldDropUnicastInGroupFrame() {
        assertDropped(DropReason.UNICAST_IN_L2_BROADCAST, ipv8(THERE).to(MacAddress.BROADCAST).frame());
        assertDropped(DropReason.UNICAST_IN_L2_BROADCAST, ipv4("10.9.0.1").to(0x0100_5E00_0001L).frame());
        assertEquals(List.of(), entries());
    }

    // --- routes ---

    @Test
    void shouldTellWhenTtlRunsOut() {
        assertTold(DropReason.TTL_EXPIRED, 11, 0, 0, ipv8(THERE).ttl(1).frame());
        assertTold(DropReason.TTL_EXPIRED, 11, 0, 0, ipv8(THERE).ttl(0).frame());
        assertTold(DropReason.TTL_EXPIRED, 11, 0, 0, ipv4("10.9.0.1").ttl(1).frame());
    }

    @Test
    void shouldTellWhenNoRouteToAsn() {
        assertTold(DropReason.NO_ROUTE_TO_ASN, 3, 6, 0, ipv8("64999.10.0.0.1").frame());
    }

    @Test
    void shouldTellWhenNoRouteWithinAsn() {
        assertTold(DropReason.NO_ROUTE, 3, 0, 0, ipv8("64500.11.0.0.1").frame());
        assertTold(DropReason.NO_ROUTE, 3, 0, 0, ipv4("11.0.0.1").frame());
    }

    @Test
    void shouldTellOfUnreachableButNotOfBlackholeRoutes() {
        assertDropped(DropReason.BLACKHOLE, ipv8("64501.10.0.0.1").frame());
        assertEquals(List.of(), entries());
        assertTold(DropReason.UNREACHABLE, 3, 1, 0, ipv8("64502.10.0.0.1").frame());
    }

    /** RFC 1812 §5.2.7.1: code 13, in both versions. */
    @Test
    void shouldTellOfProhibitRoutesThatItIsForbidden() {
        assertTold(DropReason.PROHIBITED, 3, 13, 0, ipv8("64503.10.0.0.1").frame());
        assertTold(DropReason.PROHIBITED, 3, 13, 0, ipv4("10.13.0.1").frame());
    }

    @Test
    void shouldTellNextHopsMtuWhenPacketMustNotBeFragmented() {
        assertTold(DropReason.FRAGMENTATION_NEEDED, 3, 4, MTU, ipv8(THERE).payload(new byte[MTU - 28 + 1]).dontFragment().frame());
        assertTold(DropReason.FRAGMENTATION_NEEDED, 3, 4, MTU, ipv4("10.9.0.1").payload(new byte[MTU - 20 + 1]).dontFragment().frame());
    }

    @Test
    void shouldTellWhenNeighborTakesIpv4Only() {
        assertTold(DropReason.IPV4_ONLY_NEIGHBOR, 3, 1, 0, ipv8("64499.10.0.0.1").frame());
    }

    @Test
    void shouldDropFragmentThatReachesTooFar() {
        assertDropped(DropReason.BAD_FRAGMENT, ipv8(THERE).payload(new byte[1_450]).flagsAndOffset(0x1FFF).frame());
    }

    @Test
    void shouldDropIpv8WhereItIsNotEnabled() {
        assertDropped(DropReason.IPV8_NOT_ENABLED, IPV4_ONLY_PORT, ipv8(THERE).to(router.mac(IPV4_ONLY_PORT)).frame());
        assertDropped(DropReason.IPV8_NOT_ENABLED, IPV4_ONLY_PORT, ipv8(THERE).to(MacAddress.BROADCAST).frame());
    }

    // --- hand over ---

    @Test
    void shouldHandOverArp() {
        router.inject(0, TestArp.request(true, TestPacket.STATION_MAC, HERE, "64496.10.1.0.1").frame(MacAddress.BROADCAST),
            TestArp.reply(false, TestPacket.STATION_MAC, "10.1.0.9", router.mac(0), "10.1.0.1").frame(router.mac(0)));
        assertEntries(new Entry(SlowKind.ARP, 60, 0, 0), new Entry(SlowKind.ARP, 60, 0, 0));
    }

    @Test
    void shouldDeliverForOwnAddressesOfEveryPortWhateverTheTtl() {
        router.inject(0, ipv8("64496.10.1.0.1").ttl(1).frame(), ipv8("64496.10.2.0.1").ttl(0).frame(), ipv4("10.3.0.1").ttl(1).frame());
        assertEntries(new Entry(SlowKind.DELIVER_IPV8, 62, 0, 0), new Entry(SlowKind.DELIVER_IPV8, 62, 0, 0),
            new Entry(SlowKind.DELIVER_IPV4, 54, 0, 0));
    }

    @Test
    void shouldHandOverWhatHasNoResolvedNeighbor() {
        router.inject(0, ipv8("64496.10.2.0.77").frame());
        final int glean = router.fib().lookup(TestPacket.bits("64496.10.2.0.77"));
        assertEquals(NextHopTable.TYPE_GLEAN, router.nextHops().type(glean));
        assertEntries(new Entry(SlowKind.RESOLVE, 62, 0, glean));
    }

    @Test
    void shouldExpireTtlBeforeLookingForNeighbor() {
        assertTold(DropReason.TTL_EXPIRED, 11, 0, 0, ipv8("64496.10.2.0.77").ttl(1).frame());
    }

    @Test
    void shouldCountWhatTheRingToTheSlowPathRefuses() {
        final var few = new TestRouter.Settings(NeighborSettings.DEFAULT, new SlowPath.IcmpLimit(1_000, 10), 4);
        try (TestRouter small = new TestRouter(few, List.of(via("64497.0.0.0.0/0", "64496.10.1.0.2")), ring("64496.10.1.0.1/24")).quiet()) {
            final byte[] own = TestPacket.ipv8(HERE, "64496.10.1.0.1").to(small.mac(0)).frame();
            final byte[] unroutable = TestPacket.ipv8(HERE, "64999.10.1.0.1").to(small.mac(0)).frame();
            small.inject(0, TestRouter.repeat(own, 40));
            final long refused = small.counters(0).drops().get(DropReason.SLOW_PATH_FULL);
            assertTrue(refused > 20 && refused <= 36, "refused=" + refused);
            small.inject(0, TestRouter.repeat(unroutable, 10));
            small.assertDrops(0, Map.of(DropReason.SLOW_PATH_FULL, refused, DropReason.NO_ROUTE_TO_ASN, 10L));
            assertEquals(10, small.counters(0).of(PortCounter.ICMP_ERRORS_SUPPRESSED));
        }
    }

    // --- words of the tests ---

    private TestPacket ipv8(final String destination) {
        return TestPacket.ipv8(HERE, destination).to(router.mac(0));
    }

    private TestPacket ipv4(final String destination) {
        return TestPacket.ipv4("10.1.0.9", destination).to(router.mac(0));
    }

    private void assertDropped(final DropReason reason, final byte[] frame) {
        assertDropped(reason, 0, frame);
    }

    private void assertDropped(final DropReason reason, final int port, final byte[] frame) {
        router.quiet();
        router.inject(port, frame);
        assertEquals(Map.of(reason, 1L), Map.of(reason, router.counters(port).drops().get(reason)), Bytes.hex(frame));
        router.assertDrops(port, Map.of(reason, 1L));
        router.assertBalanced();
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), router.sent(i));
        }
    }

    private void assertTold(final DropReason reason, final int type, final int code, final int mtuBytes, final byte[] frame) {
        assertDropped(reason, frame);
        final int kind = Bytes.u16(frame, 12) == 0x8080 ? SlowKind.ERROR_IPV8 : SlowKind.ERROR_IPV4;
        final List<Entry> entries = entries();
        assertEquals(1, entries.size());
        assertEquals(new Entry(kind, frame.length, 0, entries.getFirst().argument()), entries.getFirst());
        final int argument = entries.getFirst().argument();
        assertEquals(List.of(type, code, mtuBytes), List.of(SlowKind.icmpType(argument), SlowKind.icmpCode(argument), SlowKind.icmpMtuBytes(argument)));
    }

    private void assertEntries(final Entry... expected) {
        final List<Entry> entries = entries();
        assertEquals(List.of(expected), entries);
        router.countReceived(0, -entries.size());
    }

    /** Reads the ring in the slow path's place. */
    private List<Entry> entries() {
        final List<Entry> entries = new ArrayList<>();
        final Consumer<Long> free = router::free;
        while (router.toSlowPath().read((kind, mbuf, data, lengthBytes, port, argument) -> {
            entries.add(new Entry(kind, lengthBytes, port, argument));
            free.accept(mbuf);
        }, 64) > 0) {
            // until empty
        }
        return entries;
    }
}
