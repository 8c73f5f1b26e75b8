// SPDX-License-Identifier: Apache-2.0
// What a worker sends on, byte by byte.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingWorkerTest {
    private static final long GATEWAY_MAC = 0x02_00_00_00_EE_10L;
    private static final long SECOND_MAC = 0x02_00_00_00_EE_20L;
    private static final String HERE = "64496.10.1.0.9";
    private static final String THERE = "64497.10.9.0.9";

    private TestRouter router;

    @BeforeEach
    void start() {
        router = TestRouter.of(List.of(via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("10.9.0.0/16", "10.2.0.2"),
                via("64498.0.0.0.0/0", "64496.10.2.0.2", "64496.10.2.0.3"), via("64499.0.0.0.0/0", "64496.10.2.0.4")),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("64496.10.2.0.1/24", "10.2.0.1/24")).quiet();
        router.hear(1, "64496.10.2.0.2", GATEWAY_MAC, true);
        router.hear(1, "64496.10.2.0.3", SECOND_MAC, true);
        router.hear(1, "10.2.0.2", GATEWAY_MAC, false);
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    @Test
    void shouldForwardIpv8() {
        final TestPacket packet = ipv8(HERE, THERE).payload(TestPacket.pattern(100, 1));
        router.inject(0, packet.frame());
        assertArrayEquals(forwarded(packet, 63).frame(), router.sentIpv8(1));
    }

    @Test
    void shouldForwardIpv4() {
        final TestPacket packet = ipv4("10.1.0.9", "10.9.1.1").payload(TestPacket.pattern(101, 2));
        router.inject(0, packet.frame());
        assertArrayEquals(forwarded(packet, 63).frame(), router.sentIpv4(1));
    }

    @Test
    void shouldCarryOptionsAlong() {
        final int[] recordRoute = {7, 11, 4, 1, 2, 3, 4, 5, 6, 7, 8, 0};
        final TestPacket packet = ipv8(HERE, THERE).options(recordRoute).payload(TestPacket.pattern(77, 3));
        router.inject(0, packet.frame());
        assertArrayEquals(forwarded(packet, 63).frame(), router.sentIpv8(1));
        final TestPacket old = ipv4("10.1.0.9", "10.9.1.1").options(recordRoute).payload(TestPacket.pattern(77, 3));
        router.inject(0, old.frame());
        assertArrayEquals(forwarded(old, 63).frame(), router.sentIpv4(1));
    }

    /** RFC 1624 is about the checksums where the old formula fails: every value of a header word brings some of them up. */
    @Test
    void shouldKeepChecksumRightForEveryIdentification() {
        for (int from = 0; from < 65_536; from += 512) {
            final byte[][] frames = new byte[512][];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = ipv8(HERE, THERE).identification(from + i).ttl(2 + (from + i) % 254).frame();
            }
            router.inject(0, frames);
            final List<byte[]> sent = router.sent(1);
            assertEquals(frames.length, sent.size());
            for (int i = 0; i < frames.length; i++) {
                assertEquals(0, Bytes.checksum(sent.get(i), 14, 28), Bytes.hex(sent.get(i)));
                assertEquals(Bytes.u8(frames[i], 22) - 1, Bytes.u8(sent.get(i), 22));
            }
        }
    }

    @Test
    void shouldLeaveLowestTtlThatMayPass() {
        router.inject(0, ipv8(HERE, THERE).ttl(2).frame(), ipv8(HERE, THERE).ttl(255).frame());
        final List<byte[]> sent = router.sent(1);
        assertEquals(1, sent.get(0)[22]);
        assertEquals(254, Bytes.u8(sent.get(1), 22));
    }

    @Test
    void shouldTrimBytesBehindPacket() {
        final TestPacket packet = ipv8(HERE, THERE).payload(TestPacket.pattern(50, 4)).trailer(9);
        router.inject(0, packet.frame());
        assertArrayEquals(forwarded(packet, 63).trailer(0).frame(), router.sentIpv8(1));
    }

    @Test
    void shouldTrimToEthernetMinimumAtMost() {
        final TestPacket packet = ipv8(HERE, THERE).payload(TestPacket.pattern(5, 5)).trailer(90);
        router.inject(0, packet.frame());
        final byte[] sent = router.sentIpv8(1);
        assertEquals(60, sent.length);
        assertArrayEquals(Arrays.copyOf(forwarded(packet, 63).frame(), 60), sent);
    }

    @Test
    void shouldPassEthernetPadding() {
        final TestPacket packet = ipv4("10.1.0.9", "10.9.1.1").payload(TestPacket.pattern(8, 6)).trailer(18);
        assertEquals(60, packet.frame().length);
        router.inject(0, packet.frame());
        assertArrayEquals(forwarded(packet, 63).frame(), router.sentIpv4(1));
    }

    @Test
    void shouldForwardPacketOfExactlyTheMtu() {
        final TestPacket packet = ipv8(HERE, THERE).payload(TestPacket.pattern(1472, 7)).dontFragment();
        router.inject(0, packet.frame());
        assertEquals(1514, router.sentIpv8(1).length);
    }

    @Test
    void shouldForwardBackOutOfTheSamePort() {
        router.inject(1, TestPacket.ipv8(HERE, THERE).to(router.mac(1)).frame());
        assertEquals(1, router.sent(1).size());
        assertEquals(1, router.counters(1).of(PortCounter.FORWARDED));
        assertEquals(0, router.counters(0).of(PortCounter.FORWARDED));
    }

    @Test
    void shouldSendIpv4ButNotIpv8ToIpv4OnlyNeighbor() {
        router.hear(1, "64496.10.2.0.4", SECOND_MAC, false);
        router.inject(0, ipv8(HERE, "64499.10.0.0.1").frame(), ipv4("10.1.0.9", "10.9.1.1").frame());
        final List<byte[]> sent = router.sent(1);
        assertEquals(1, sent.size());
        assertEquals(0x0800, Bytes.u16(sent.getFirst(), 12));
        router.assertDrops(0, Map.of(DropReason.IPV4_ONLY_NEIGHBOR, 1L));
    }

    @Test
    void shouldKeepOrderOfFlow() {
        final byte[][] frames = new byte[300][];
        for (int i = 0; i < frames.length; i++) {
            // Every seventh is too long for the fast path's plain case.
            frames[i] = ipv8(HERE, THERE).identification(i).trailer(i % 7 == 0 ? 40 : 0).payload(TestPacket.pattern(60, i)).frame();
        }
        router.inject(0, frames);
        final List<byte[]> sent = router.sent(1);
        for (int i = 0; i < frames.length; i++) {
            assertEquals(i, Bytes.u16(sent.get(i), 18));
        }
    }

    // --- ECMP ---

    @Test
    void shouldKeepFlowOnOneMemberAndSpreadFlows() {
        final byte[][] frames = new byte[1_000][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = ipv8(HERE, "64498.10.0.0.1").protocol(17).ports(1_000 + i / 2, 53).identification(i).frame();
        }
        router.inject(0, Arrays.copyOf(frames, 500));
        final List<byte[]> sent = new ArrayList<>(router.sent(1));
        router.inject(0, Arrays.copyOfRange(frames, 500, 1_000));
        sent.addAll(router.sent(1));
        int onSecond = 0;
        for (int i = 0; i < frames.length; i += 2) {
            assertEquals(Bytes.u48(sent.get(i), 0), Bytes.u48(sent.get(i + 1), 0), "flow " + i / 2 + " changed its member");
            onSecond += Bytes.u48(sent.get(i), 0) == SECOND_MAC ? 1 : 0;
        }
        assertEquals(250, onSecond, 50, "flows of 500 on the second of two members");
    }

    @Test
    void shouldKeepFragmentsOfOnePacketTogether() {
        final byte[][] frames = new byte[200][];
        for (int i = 0; i < frames.length; i++) {
            // The payload's first bytes differ, as they do between the first fragment and the others.
            frames[i] = ipv8(HERE, "64498.10.0.0.1").protocol(17).ports(i, i).flagsAndOffset(i == 0 ? 0x2000 : i).frame();
        }
        router.inject(0, frames);
        assertEquals(1, router.sent(1).stream().map(f -> Bytes.u48(f, 0)).distinct().count());
    }

    // --- fragmentation ---

    @Test
    void shouldFragmentWhatIsLongerThanTheMtu() {
        try (TestRouter narrow = narrow()) {
            final byte[] payload = TestPacket.pattern(1_401, 8);
            // Option 0x82 is copied into every fragment, 7 only into the first (RFC 791 §3.1).
            final TestPacket packet = TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).payload(payload)
                .options(0x82, 4, 9, 9, 7, 8, 4, 1, 2, 3, 4, 0);
            narrow.inject(0, packet.frame());
            assertReassembles(narrow.sent(1), payload, 28, 576);
            assertEquals(1, narrow.counters(0).of(PortCounter.FORWARDED));
            assertEquals(3, narrow.counters(0).of(PortCounter.FRAGMENTS_CREATED));
            assertEquals(3, narrow.counters(1).of(PortCounter.TRANSMITTED));
        }
    }

    @Test
    void shouldFragmentIpv4AndFragments() {
        try (TestRouter narrow = narrow()) {
            final byte[] payload = TestPacket.pattern(1_200, 9);
            narrow.inject(0, TestPacket.ipv4("10.1.0.9", "10.9.1.1").to(narrow.mac(0)).payload(payload).flagsAndOffset(0x2000 | 100).frame());
            final List<byte[]> sent = narrow.sent(1);
            assertEquals(3, sent.size());
            for (final byte[] fragment : sent) {
                assertTrue((Bytes.u16(fragment, 20) & 0x2000) != 0, "all of them have more to follow");
            }
            assertEquals(100, Bytes.u16(sent.get(0), 20) & 0x1FFF);
            assertEquals(100 + 552 / 8, Bytes.u16(sent.get(1), 20) & 0x1FFF);
        }
    }

    @Test
    void shouldKeepOrderAroundFragmentedPacket() {
        try (TestRouter narrow = narrow()) {
            final byte[] small = TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).identification(1).frame();
            final byte[] large = TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).identification(2).payload(TestPacket.pattern(700, 1)).frame();
            final byte[] last = TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).identification(3).frame();
            narrow.inject(0, small, large, last);
            assertEquals(List.of(1, 2, 2, 3), narrow.sent(1).stream().map(f -> Bytes.u16(f, 18)).toList());
        }
    }

    @Test
    void shouldNotFragmentWithoutBuffers() {
        try (TestRouter narrow = narrow()) {
            final byte[] frame = TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).payload(TestPacket.pattern(1_000, 1)).frame();
            final int all = narrow.pool().size() - 1 - narrow.pool().inUse();
            final long[] taken = new long[all];
            for (int i = 0; i < all; i++) {
                taken[i] = narrow.buffer(-1, new byte[0]);
            }
            narrow.inject(0, frame);
            Arrays.stream(taken).forEach(narrow::free);
            narrow.assertDrops(0, Map.of(DropReason.NO_BUFFERS, 1L));
            assertEquals(List.of(), narrow.sent(1));
        }
    }

    @Test
    void shouldCountPacketOnceWhenOnlySomeFragmentsLeave() {
        try (TestRouter narrow = narrow()) {
            final byte[] small = TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).frame();
            narrow.inject(0, TestRouter.repeat(small, TestRouter.RING_CAPACITY - 1));
            narrow.inject(0, TestPacket.ipv8(HERE, THERE).to(narrow.mac(0)).payload(TestPacket.pattern(1_400, 1)).frame());
            narrow.assertDrops(0, Map.of(DropReason.TX_FULL, 1L));
            assertEquals(1, narrow.counters(0).of(PortCounter.FRAGMENTS_CREATED));
            assertEquals(TestRouter.RING_CAPACITY, narrow.counters(1).of(PortCounter.TRANSMITTED));
        }
    }

    // --- full queues ---

    @Test
    void shouldCountWhatTheDeviceRefuses() {
        router.inject(0, TestRouter.repeat(ipv8(HERE, THERE).payload(TestPacket.pattern(72, 1)).frame(), 1_100));
        router.assertDrops(0, Map.of(DropReason.TX_FULL, 1_100L - TestRouter.RING_CAPACITY));
        assertEquals(TestRouter.RING_CAPACITY, router.counters(0).of(PortCounter.FORWARDED));
        assertEquals(TestRouter.RING_CAPACITY * 114L, router.counters(1).of(PortCounter.TRANSMITTED_BYTES));
        assertEquals(1_100 * 114L, router.counters(0).of(PortCounter.RECEIVED_BYTES));
        router.assertBalanced();
    }

    @Test
    void shouldSendWhatTheSlowPathMadeAndCountItsEnd() {
        final byte[] frame = ipv8(HERE, THERE).frame();
        final long own = router.buffer(-1, frame);
        final long received = router.buffer(0, frame);
        router.fromSlowPath().write(1, own, TestRouter.data(own), frame.length, 1, 0);
        router.fromSlowPath().write(1, received, TestRouter.data(received), frame.length, 1, 0);
        assertEquals(2, router.worker().turn());
        assertEquals(2, router.sent(1).size());
        assertEquals(1, router.counters(1).of(PortCounter.ORIGINATED));
        assertEquals(1, router.counters(0).of(PortCounter.FORWARDED));
        router.countReceived(0, 1);
    }

    @Test
    void shouldCountWhatTheSlowPathMadeWhenTheDeviceRefuses() {
        final byte[] frame = ipv8(HERE, THERE).frame();
        router.inject(0, TestRouter.repeat(frame, TestRouter.RING_CAPACITY));
        final long own = router.buffer(-1, frame);
        final long received = router.buffer(0, frame);
        router.fromSlowPath().write(1, own, TestRouter.data(own), frame.length, 1, 0);
        router.fromSlowPath().write(1, received, TestRouter.data(received), frame.length, 1, 0);
        router.worker().turn();
        assertEquals(1, router.counters(1).of(PortCounter.ORIGINATED_LOST));
        router.assertDrops(0, Map.of(DropReason.TX_FULL, 1L));
        router.countReceived(0, 1);
    }

    // --- words of the tests ---

    private TestRouter narrow() {
        final TestRouter made = TestRouter.of(List.of(via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("10.9.0.0/16", "10.2.0.2")),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("64496.10.2.0.1/24", "10.2.0.1/24").mtu(576)).quiet();
        made.hear(1, "64496.10.2.0.2", GATEWAY_MAC, true);
        made.hear(1, "10.2.0.2", GATEWAY_MAC, true);
        return made;
    }

    private TestPacket ipv8(final String source, final String destination) {
        return TestPacket.ipv8(source, destination).to(router.mac(0));
    }

    private TestPacket ipv4(final String source, final String destination) {
        return TestPacket.ipv4(source, destination).to(router.mac(0));
    }

    /** The same packet as it must leave. */
    private TestPacket forwarded(final TestPacket packet, final int ttl) {
        return packet.to(GATEWAY_MAC).from(router.mac(1)).ttl(ttl);
    }

    private static void assertReassembles(final List<byte[]> fragments, final byte[] payload, final int baseLength, final int mtuBytes) {
        final byte[] reassembled = new byte[payload.length];
        int covered = 0;
        for (int i = 0; i < fragments.size(); i++) {
            final byte[] fragment = fragments.get(i);
            final int header = (fragment[14] & 0xF) * 4;
            final int total = Bytes.u16(fragment, 16);
            final boolean isLast = i == fragments.size() - 1;
            assertEquals(total + 14, fragment.length);
            assertTrue(total <= mtuBytes, "total=" + total);
            assertEquals(0, Bytes.checksum(fragment, 14, header), "header checksum");
            assertEquals(63, fragment[22]);
            assertEquals(GATEWAY_MAC, Bytes.u48(fragment, 0));
            assertEquals(isLast ? 0 : 0x2000, Bytes.u16(fragment, 20) & 0x2000, "more fragments");
            assertEquals(baseLength + (i == 0 ? 12 : 4), header, "options of fragment " + i);
            assertEquals(0x82, Bytes.u8(fragment, 14 + baseLength), "copied option");
            System.arraycopy(fragment, 14 + header, reassembled, (Bytes.u16(fragment, 20) & 0x1FFF) * 8, total - header);
            covered += total - header;
        }
        assertEquals(payload.length, covered);
        assertArrayEquals(payload, reassembled);
    }
}
