// SPDX-License-Identifier: Apache-2.0
// ARP and ARP8 on the wire: answers, requests, announcements, and what waits for them.
package io.eightfold.dataplane.slowpath;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.worker.TestRouter;
import io.eightfold.wire.address.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArpTest {
    private static final long MAC = TestPacket.STATION_MAC;
    private static final String OWN = "64496.10.1.0.1";
    private static final String OWN4 = "10.1.0.1";
    private static final String PEER = "64496.10.1.0.9";
    private static final String PEER4 = "10.1.0.9";
    private static final int IPV4_ONLY_PORT = 1;
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(10);
    /** Nothing falls due while a test runs, however slow the machine. */
    private static final NeighborSettings PATIENT = new NeighborSettings(HOUR_NS, HOUR_NS, HOUR_NS, 3, HOUR_NS, 8, 16);

    private TestRouter router;

    @BeforeEach
    void start() {
        router = router(PATIENT);
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    // --- answers ---

    @Test
    void shouldAnswerArp8() {
        router.handle(0, TestArp.request(true, MAC, PEER, OWN).frame(MacAddress.BROADCAST));
        final byte[] answer = only(router.sent(0));
        assertEquals(60, answer.length);
        assertEquals(MAC, Bytes.u48(answer, 0));
        assertEquals(router.mac(0), Bytes.u48(answer, 6));
        assertEquals(TestArp.reply(true, router.mac(0), OWN, MAC, PEER), TestArp.of(answer));
        assertEquals(1, router.counters(0).of(PortCounter.DELIVERED));
        router.assertBalanced();
    }

    @Test
    void shouldAnswerArp() {
        router.handle(0, TestArp.request(false, MAC, PEER4, OWN4).frame(MacAddress.BROADCAST));
        assertEquals(TestArp.reply(false, router.mac(0), OWN4, MAC, PEER4), TestArp.of(only(router.sent(0))));
    }

    @Test
    void shouldAnswerProbeForConflictWithoutLearning() {
        router.handle(0, TestArp.request(false, MAC, "0.0.0.0", OWN4).frame(MacAddress.BROADCAST));
        assertEquals(TestArp.reply(false, router.mac(0), OWN4, MAC, "0.0.0.0"), TestArp.of(only(router.sent(0))));
        assertEquals(0, router.slowPath().neighbors().size());
    }

    @Test
    void shouldKeepSilentWhenAskedForOthers() {
        router.handle(0, TestArp.request(true, MAC, PEER, "64496.10.1.0.77").frame(MacAddress.BROADCAST),
            TestArp.request(false, MAC, PEER4, "10.3.0.1").frame(MacAddress.BROADCAST));
        assertEquals(List.of(), router.sent(0));
        router.assertDrops(0, Map.of(DropReason.ARP_NOT_FOR_US, 2L));
        assertEquals(0, router.slowPath().neighbors().size());
    }

    @Test
    void shouldDropArp8WhereIpv8IsNotEnabled() {
        router.handle(IPV4_ONLY_PORT, TestArp.request(true, MAC, "10.3.0.9", "10.3.0.1").frame(MacAddress.BROADCAST));
        router.assertDrops(IPV4_ONLY_PORT, Map.of(DropReason.IPV8_NOT_ENABLED, 1L));
        assertEquals(List.of(), router.sent(IPV4_ONLY_PORT));
    }

    @Test
    void shouldDropMalformedAndForeignArp() {
        final byte[] sound = TestArp.request(true, MAC, PEER, OWN).frame(MacAddress.BROADCAST);
        final byte[] otherHardware = sound.clone();
        otherHardware[15] = 6;
        final byte[] otherProtocol = sound.clone();
        otherProtocol[16] = (byte) 0x86;
        final byte[] otherLength = sound.clone();
        otherLength[19] = 4;
        final byte[] otherOperation = sound.clone();
        otherOperation[21] = 3;
        router.handle(0, Arrays.copyOf(sound, 14 + 35), Arrays.copyOf(sound, 14 + 7), otherHardware, otherProtocol, otherLength,
            otherOperation);
        router.assertDrops(0, Map.of(DropReason.BAD_ARP, 2L, DropReason.UNSUPPORTED_ARP, 4L));
        assertEquals(List.of(), router.sent(0));
    }

    // --- learning ---

    @Test
    void shouldLearnWhoAsksUs() {
        router.handle(0, TestArp.request(true, MAC, PEER, OWN).frame(MacAddress.BROADCAST));
        final var views = router.slowPath().neighbors().view(System.nanoTime());
        assertEquals(1, views.size());
        assertEquals("ipv8 reachable", views.getFirst().capability() + " " + views.getFirst().state());
        assertEquals(MAC, views.getFirst().mac());
    }

    @Test
    void shouldNotBelieveSendersThatCannotBeHere() {
        router.handle(0, TestArp.request(true, MAC, "64496.10.9.0.9", OWN).frame(MacAddress.BROADCAST),
            TestArp.request(true, MAC, "64497.10.1.0.9", OWN).frame(MacAddress.BROADCAST),
            TestArp.request(false, MAC, "10.9.0.9", OWN4).frame(MacAddress.BROADCAST),
            TestArp.request(true, MacAddress.BROADCAST, PEER, OWN).frame(MacAddress.BROADCAST),
            TestArp.request(true, 0, PEER, OWN).frame(MacAddress.BROADCAST));
        router.assertDrops(0, Map.of(DropReason.ARP_BAD_SENDER, 2L));
        assertEquals(0, router.slowPath().neighbors().size());
        assertEquals(3, router.sent(0).size(), "a request from another link's address is answered all the same");
    }

    @Test
    void shouldCountConflictAndKeepItsAddress() {
        router.handle(0, TestArp.request(true, MAC, OWN, OWN).frame(MacAddress.BROADCAST), TestArp.reply(false, MAC, OWN4, MAC, OWN4).frame(router.mac(0)));
        router.assertDrops(0, Map.of(DropReason.ADDRESS_CONFLICT, 2L));
        router.handle(0, TestPacket.ipv8(PEER, OWN).to(router.mac(0)).protocol(1).payload(TestPacket.icmp(0, 0, 1, new byte[8])).frame());
        assertEquals(1, router.counters(0).of(PortCounter.DELIVERED));
    }

    @Test
    void shouldTakeAnnouncementOfKnownStationOnly() {
        final long newMac = MAC + 1;
        router.handle(0, TestArp.request(true, newMac, PEER, PEER).frame(MacAddress.BROADCAST));
        assertEquals(0, router.slowPath().neighbors().size());
        router.hear(0, PEER, MAC, true);
        router.handle(0, TestArp.request(true, newMac, PEER, PEER).frame(MacAddress.BROADCAST));
        assertEquals(newMac, router.slowPath().neighbors().view(System.nanoTime()).getFirst().mac());
        router.assertDrops(0, Map.of(DropReason.ARP_NOT_FOR_US, 2L));
    }

    // --- announcements ---

    @Test
    void shouldAnnounceItsAddressesAtStart() {
        try (TestRouter fresh = TestRouter.of(List.of(), ring(OWN + "/24", OWN4 + "/24"), ring("10.3.0.1/24"))) {
            fresh.run();
            final List<byte[]> sent = fresh.sent(0);
            assertTrue(sent.stream().allMatch(f -> Bytes.u48(f, 0) == MacAddress.BROADCAST));
            assertEquals(List.of(TestArp.request(true, fresh.mac(0), OWN, OWN), TestArp.request(false, fresh.mac(0), OWN4, OWN4)),
                sent.stream().map(TestArp::of).toList());
            assertEquals(List.of(TestArp.request(false, fresh.mac(1), "10.3.0.1", "10.3.0.1")), fresh.sent(1).stream().map(TestArp::of).toList());
        }
    }

    // --- waiting for a neighbour ---

    @Test
    void shouldSendWhatWaitedWhenArp8IsAnswered() {
        router.handle(0, unresolved(1), unresolved(2));
        assertEquals(TestArp.request(true, router.mac(0), OWN, PEER), TestArp.of(only(router.sent(0))));
        router.handle(0, TestArp.reply(true, MAC, PEER, router.mac(0), OWN).frame(router.mac(0)));
        final List<byte[]> sent = router.sent(0);
        assertEquals(List.of(1, 2), sent.stream().map(f -> Bytes.u16(f, 18)).toList());
        for (final byte[] frame : sent) {
            assertEquals(MAC, Bytes.u48(frame, 0));
            assertEquals(router.mac(0), Bytes.u48(frame, 6));
            assertEquals(0x8080, Bytes.u16(frame, 12));
            assertEquals(63, frame[22]);
            assertEquals(0, Bytes.checksum(frame, 14, 28));
        }
        assertEquals(2, router.counters(0).of(PortCounter.FORWARDED));
        router.assertBalanced();
        router.inject(0, unresolved(3));
        assertEquals(3, Bytes.u16(only(router.sent(0)), 18), "the worker sends by itself now");
    }

    @Test
    void shouldNeverSendIpv8ToWhoAnswersArpOnlyAndTellSource() {
        try (TestRouter waits = router(new NeighborSettings(HOUR_NS, TimeUnit.MILLISECONDS.toNanos(5), HOUR_NS, 3, HOUR_NS, 8, 16))) {
            waits.hear(0, "64496.10.1.0.50", MAC + 7, true);
            final byte[] frame = TestPacket.ipv8("64496.10.1.0.50", PEER).to(waits.mac(0)).frame();
            waits.handle(0, frame);
            assertEquals(List.of(TestArp.request(true, waits.mac(0), OWN, PEER), TestArp.request(false, waits.mac(0), OWN4, PEER4)),
                awaitSent(waits, 2).stream().map(TestArp::of).toList());
            waits.handle(0, TestArp.reply(false, MAC, PEER4, waits.mac(0), OWN4).frame(waits.mac(0)), frame);
            final List<byte[]> sent = waits.sent(0);
            assertEquals(2, sent.size());
            for (final byte[] error : sent) {
                assertEquals(MAC + 7, Bytes.u48(error, 0), "to the source, not to the neighbour");
                assertEquals(0x0301, Bytes.u16(error, 42));
            }
            waits.assertDrops(0, Map.of(DropReason.IPV4_ONLY_NEIGHBOR, 2L));
        }
    }

    @Test
    void shouldTellSourcesWhenNobodyAnswers() {
        final long fewNs = TimeUnit.MILLISECONDS.toNanos(4);
        try (TestRouter hasty = router(new NeighborSettings(HOUR_NS, fewNs, 2 * fewNs, 2, HOUR_NS, 8, 16))) {
            hasty.hear(0, "64496.10.1.0.50", MAC + 7, true);
            final byte[] frame = TestPacket.ipv8("64496.10.1.0.50", PEER).to(hasty.mac(0)).frame();
            hasty.handle(0, frame);
            final List<byte[]> sent = awaitSent(hasty, 5);
            assertTrue(sent.subList(0, 4).stream().allMatch(f -> Bytes.u16(f, 12) == TestArp.ETHER_TYPE), "two attempts by two protocols");
            assertEquals(0x0301, Bytes.u16(sent.getLast(), 42));
            hasty.assertDrops(0, Map.of(DropReason.NEIGHBOR_UNRESOLVED, 1L));
            // Still fresh: the next packet is refused at once.
            hasty.handle(0, frame);
            hasty.assertDrops(0, Map.of(DropReason.NEIGHBOR_UNRESOLVED, 2L));
            assertEquals(0x0301, Bytes.u16(only(hasty.sent(0)), 42));
        }
    }

    @Test
    void shouldDropOldestOfTooManyThatWait() {
        for (int i = 0; i < 11; i++) {
            router.handle(0, unresolved(i));
        }
        router.assertDrops(0, Map.of(DropReason.NEIGHBOR_QUEUE_FULL, 3L));
        router.sent(0);
        router.handle(0, TestArp.reply(true, MAC, PEER, router.mac(0), OWN).frame(router.mac(0)));
        assertEquals(List.of(3, 4, 5, 6, 7, 8, 9, 10), router.sent(0).stream().map(f -> Bytes.u16(f, 18)).toList());
    }

    @Test
    void shouldFragmentWhatWaitedAndTellWhatMustNotBe() {
        try (TestRouter narrow = TestRouter.of(List.of(via("64497.0.0.0.0/0", "64496.10.2.0.2")), ring(OWN + "/24"), ring("64496.10.2.0.1/24").mtu(576)).quiet()) {
            narrow.hear(0, PEER, MAC, true);
            final byte[] payload = TestPacket.pattern(1_000, 1);
            narrow.handle(0, TestPacket.ipv8(PEER, "64497.10.0.0.1").to(narrow.mac(0)).payload(payload).frame(),
                TestPacket.ipv8(PEER, "64497.10.0.0.1").to(narrow.mac(0)).payload(payload).dontFragment().frame());
            narrow.handle(1, TestArp.reply(true, MAC + 1, "64496.10.2.0.2", narrow.mac(1), "64496.10.2.0.1").frame(narrow.mac(1)));
            final List<byte[]> fragments = narrow.sent(1, 0x8080);
            assertEquals(2, fragments.size());
            final byte[] reassembled = new byte[payload.length];
            for (final byte[] fragment : fragments) {
                assertEquals(0, Bytes.checksum(fragment, 14, 28));
                System.arraycopy(fragment, 42, reassembled, (Bytes.u16(fragment, 20) & 0x1FFF) * 8, Bytes.u16(fragment, 16) - 28);
            }
            assertArrayEquals(payload, reassembled);
            final byte[] error = narrow.sentIpv8(0);
            assertEquals(0x0304, Bytes.u16(error, 42));
            assertEquals(576, Bytes.u32(error, 46));
            assertEquals(1, narrow.counters(0).of(PortCounter.FORWARDED));
            narrow.assertDrops(0, Map.of(DropReason.FRAGMENTATION_NEEDED, 1L));
        }
    }

    @Test
    void shouldCountWhatWaitsAtShutdown() {
        router.handle(0, unresolved(1), unresolved(2));
        router.slowPath().drain();
        router.assertDrops(0, Map.of(DropReason.SHUTDOWN, 2L));
        router.assertBalanced();
    }

    // --- words of the tests ---

    private byte[] unresolved(final int identification) {
        return TestPacket.ipv8("64496.10.1.0.50", PEER).to(router.mac(0)).identification(identification).frame();
    }

    private static byte[] only(final List<byte[]> frames) {
        assertEquals(1, frames.size(), () -> "frames sent: " + frames.stream().map(Bytes::hex).toList());
        return frames.getFirst();
    }

    private static TestRouter router(final NeighborSettings neighbors) {
        return new TestRouter(new TestRouter.Settings(neighbors, TestRouter.Settings.DEFAULT.icmpLimit(), 4096), List.of(),
            ring(OWN + "/24", OWN4 + "/24"), ring("10.3.0.1/24")).quiet();
    }

    /** Turns the router until so many frames left by port 0. */
    private static List<byte[]> awaitSent(final TestRouter router, final int count) {
        final List<byte[]> sent = new ArrayList<>();
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (sent.size() < count) {
            assertTrue(System.nanoTime() - endNs < 0, () -> "only these were sent: " + sent.stream().map(Bytes::hex).toList());
            router.run();
            sent.addAll(router.sent(0));
        }
        return sent;
    }
}
