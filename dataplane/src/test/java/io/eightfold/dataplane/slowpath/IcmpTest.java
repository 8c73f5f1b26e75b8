// SPDX-License-Identifier: Apache-2.0
// What the router says of itself: echo replies and errors.
package io.eightfold.dataplane.slowpath;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.worker.TestRouter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IcmpTest {
    private static final long GATEWAY_MAC = 0x02_00_00_00_EE_10L;
    private static final int MTU = 1400;
    private static final String HERE = "64496.10.1.0.9";
    private static final String OWN = "64496.10.1.0.1";
    private static final int QUOTE_V8 = 14 + 28 + 8;
    private static final int QUOTE_V4 = 14 + 20 + 8;

    private TestRouter router;

    @BeforeEach
    void start() {
        router = router(TestRouter.Settings.DEFAULT);
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    // --- echo ---

    @Test
    void shouldAnswerEchoInIpv8() {
        final byte[] data = TestPacket.pattern(56, 1);
        router.handle(0, ipv8(OWN).protocol(1).ttl(3).payload(TestPacket.icmp(8, 0, 0x00070001, data)).frame());
        final byte[] expected = TestPacket.ipv8(OWN, HERE).to(TestPacket.STATION_MAC).from(router.mac(0)).protocol(1).ttl(64)
            .payload(TestPacket.icmp(0, 0, 0x00070001, data)).frame();
        assertArrayEquals(expected, router.sentIpv8(0));
        assertEquals(1, router.counters(0).of(PortCounter.DELIVERED));
        assertEquals(1, router.counters(0).of(PortCounter.ORIGINATED));
        router.assertBalanced();
    }

    @Test
    void shouldAnswerEchoInIpv4() {
        final byte[] data = TestPacket.pattern(57, 2);
        router.handle(0, ipv4("10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 0x00090002, data)).frame());
        final byte[] expected = TestPacket.ipv4("10.1.0.1", "10.1.0.9").to(TestPacket.STATION_MAC).from(router.mac(0)).protocol(1).ttl(64)
            .payload(TestPacket.icmp(0, 0, 0x00090002, data)).frame();
        assertArrayEquals(expected, router.sentIpv4(0));
    }

    @Test
    void shouldAnswerEchoToAddressOfAnotherPort() {
        router.handle(0, ipv8("64496.10.2.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 1, new byte[8])).frame());
        assertEquals(TestPacket.bits("64496.10.2.0.1"), Bytes.u64(router.sentIpv8(0), 26));
    }

    @Test
    void shouldFragmentEchoReplyLongerThanTheWayBack() {
        final byte[] message = TestPacket.icmp(8, 0, 1, TestPacket.pattern(1_450, 3));
        router.handle(0, TestPacket.ipv8("64497.10.0.0.5", OWN).to(router.mac(0)).protocol(1).payload(message).frame());
        final List<byte[]> sent = router.sent(1, 0x8080);
        assertEquals(2, sent.size());
        final byte[] reassembled = new byte[message.length];
        for (final byte[] fragment : sent) {
            System.arraycopy(fragment, 42, reassembled, (Bytes.u16(fragment, 20) & 0x1FFF) * 8, Bytes.u16(fragment, 16) - 28);
        }
        assertEquals(0, Bytes.checksum(reassembled, 0, reassembled.length));
    }

    @Test
    void shouldTakeOtherIcmpInSilenceAndCountBad() {
        final byte[] bad = TestPacket.icmp(8, 0, 1, new byte[8]);
        bad[9] ^= 1;
        router.handle(0, ipv8(OWN).protocol(1).payload(TestPacket.icmp(0, 0, 1, new byte[8])).frame(),
            ipv8(OWN).protocol(1).payload(bad).frame(), ipv8(OWN).protocol(1).payload(new byte[7]).frame());
        assertEquals(List.of(), router.sent(0));
        assertEquals(1, router.counters(0).of(PortCounter.DELIVERED));
        router.assertDrops(0, Map.of(DropReason.BAD_ICMP, 2L));
    }

    @Test
    void shouldNotReassembleForItself() {
        router.handle(0, ipv8(OWN).protocol(1).flagsAndOffset(0x2000).payload(TestPacket.icmp(8, 0, 1, new byte[8])).frame(),
            ipv4("10.1.0.1").protocol(17).flagsAndOffset(5).frame());
        router.assertDrops(0, Map.of(DropReason.FRAGMENT_TO_SELF, 2L));
        assertEquals(List.of(), router.sent(0));
    }

    // --- errors ---

    @Test
    void shouldSayTimeExceeded() {
        assertErrorV8(11, 0, 0, ipv8("64497.10.0.0.1").ttl(1).frame(), OWN);
        assertErrorV4(11, 0, ipv4("10.9.0.1").ttl(1).frame());
    }

    @Test
    void shouldSayNoRouteToNetAndToAsn() {
        assertErrorV8(3, 0, 0, ipv8("64500.11.0.0.1").frame(), OWN);
        assertErrorV8(3, 6, 0, ipv8("64999.11.0.0.1").frame(), OWN);
        assertErrorV4(3, 0, ipv4("11.0.0.1").frame());
    }

    @Test
    void shouldSayHostUnreachableForIpv4OnlyNeighborAndSendItNothing() {
        final byte[] frame = ipv8("64499.10.0.0.1").frame();
        assertErrorV8(3, 1, 0, frame, OWN);
        router.handle(0, frame);
        assertEquals(List.of(), router.sent(1));
    }

    @Test
    void shouldSayProtocolAndPortUnreachable() {
        assertErrorV8(3, 2, 0, ipv8(OWN).protocol(253).frame(), OWN);
        assertErrorV8(3, 3, 0, ipv8(OWN).protocol(17).frame(), OWN);
        assertErrorV8(3, 3, 0, ipv8(OWN).protocol(6).frame(), OWN);
        assertErrorV4(3, 2, ipv4("10.1.0.1").protocol(253).frame());
        assertErrorV4(3, 3, ipv4("10.1.0.1").protocol(17).frame());
    }

    @Test
    void shouldSayFragmentationNeededWithMtuOfNextHop() {
        assertErrorV8(3, 4, MTU, ipv8("64497.10.0.0.1").payload(TestPacket.pattern(1_450, 1)).dontFragment().frame(), OWN);
    }

    @Test
    void shouldQuoteAtMost576BytesAndNotWhatLiesBehindThePacket() {
        router.handle(0, ipv8("64999.11.0.0.1").payload(TestPacket.pattern(1_000, 1)).frame());
        assertEquals(14 + 576, router.sentIpv8(0).length);
        router.handle(0, ipv8("64999.11.0.0.1").payload(TestPacket.pattern(30, 1)).trailer(40).frame());
        assertEquals(14 + 28 + 8 + 28 + 30, router.sentIpv8(0).length);
    }

    @Test
    void shouldNotAnswerErrorsWithErrors() {
        for (final int type : new int[] {3, 4, 5, 11, 12, 200}) {
            assertSilent(ipv8("64999.11.0.0.1").protocol(1).payload(TestPacket.icmp(type, 0, 0, new byte[28])).frame());
            assertSilent(ipv4("11.0.0.1").protocol(1).payload(TestPacket.icmp(type, 0, 0, new byte[28])).frame());
        }
        router.handle(0, ipv8("64999.11.0.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 0, new byte[28])).frame());
        assertEquals(1, router.sent(0).size());
    }

    @Test
    void shouldNotAnswerLaterFragments() {
        assertSilent(ipv8("64999.11.0.0.1").flagsAndOffset(1).frame());
        router.handle(0, ipv8("64999.11.0.0.1").flagsAndOffset(0x2000).frame());
        assertEquals(1, router.sent(0).size());
    }

    @Test
    void shouldNotAnswerItself() {
        assertSilent(TestPacket.ipv8(OWN, "64999.11.0.0.1").to(router.mac(0)).frame());
    }

    @Test
    void shouldLimitRateOfErrorsButNotDrops() {
        try (TestRouter limited = router(new TestRouter.Settings(NeighborSettings.DEFAULT, new SlowPath.IcmpLimit(1, 5), 4096))) {
            limited.handle(0, TestRouter.repeat(TestPacket.ipv8(HERE, "64999.11.0.0.1").to(limited.mac(0)).frame(), 50));
            assertEquals(5, limited.sent(0).size());
            assertEquals(5, limited.counters(0).of(PortCounter.ICMP_ERRORS_SENT));
            assertEquals(45, limited.counters(0).of(PortCounter.ICMP_ERRORS_SUPPRESSED));
            limited.assertDrops(0, Map.of(DropReason.NO_ROUTE_TO_ASN, 50L));
        }
    }

    // --- words of the tests ---

    private static TestRouter router(final TestRouter.Settings settings) {
        final TestRouter made = new TestRouter(settings, List.of(
                via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("10.9.0.0/16", "10.2.0.2"), via("64499.0.0.0.0/0", "64496.10.2.0.4"),
                via("64500.10.0.0.0/8", "64496.10.2.0.2"), TestRouter.to("64502.0.0.0.0/0", new StaticRoute.Unreachable())),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("64496.10.2.0.1/24", "10.2.0.1/24").mtu(MTU)).quiet();
        made.hear(0, HERE, TestPacket.STATION_MAC, true);
        made.hear(0, "10.1.0.9", TestPacket.STATION_MAC, false);
        made.hear(1, "64496.10.2.0.2", GATEWAY_MAC, true);
        made.hear(1, "10.2.0.2", GATEWAY_MAC, true);
        made.hear(1, "64496.10.2.0.4", GATEWAY_MAC, false);
        return made;
    }

    private TestPacket ipv8(final String destination) {
        return TestPacket.ipv8(HERE, destination).to(router.mac(0));
    }

    private TestPacket ipv4(final String destination) {
        return TestPacket.ipv4("10.1.0.9", destination).to(router.mac(0));
    }

    private void assertSilent(final byte[] frame) {
        router.quiet();
        router.handle(0, frame);
        assertEquals(List.of(), router.sent(0));
        assertEquals(1, router.counters(0).of(PortCounter.ICMP_ERRORS_SUPPRESSED));
        assertEquals(1, router.counters(0).dropped());
    }

    private void assertErrorV8(final int type, final int code, final int mtuBytes, final byte[] offender, final String from) {
        router.handle(0, offender);
        final byte[] error = router.sentIpv8(0);
        assertEquals(0, Bytes.checksum(error, 14, 28), "header checksum");
        assertEquals(TestPacket.bits(from), Bytes.u64(error, 26));
        assertEquals(TestPacket.bits(HERE), Bytes.u64(error, 34));
        assertError(type, code, mtuBytes, offender, error, QUOTE_V8);
    }

    private void assertErrorV4(final int type, final int code, final byte[] offender) {
        router.handle(0, offender);
        final byte[] error = router.sentIpv4(0);
        assertEquals(0, Bytes.checksum(error, 14, 20), "header checksum");
        assertEquals((int) TestPacket.bits("10.1.0.1"), Bytes.u32(error, 26));
        assertEquals((int) TestPacket.bits("10.1.0.9"), Bytes.u32(error, 30));
        assertError(type, code, 0, offender, error, QUOTE_V4);
    }

    private void assertError(final int type, final int code, final int mtuBytes, final byte[] offender, final byte[] error, final int quote) {
        final int total = Bytes.u16(error, 16);
        assertEquals(TestPacket.STATION_MAC, Bytes.u48(error, 0));
        assertEquals(router.mac(0), Bytes.u48(error, 6));
        assertEquals(64, error[22]);
        assertEquals(1, error[23]);
        assertEquals(List.of(type, code, mtuBytes), List.of((int) error[quote - 8], (int) error[quote - 7], Bytes.u32(error, quote - 4)));
        assertEquals(0, Bytes.checksum(error, quote - 8, 14 + total - (quote - 8)), "ICMP checksum");
        final int quoted = Math.min(offender.length - 14, 14 + 576 - quote);
        assertEquals(14 + total, quote + quoted);
        assertArrayEquals(Arrays.copyOfRange(offender, 14, 14 + quoted), Arrays.copyOfRange(error, quote, quote + quoted), "quote");
    }
}
