// SPDX-License-Identifier: Apache-2.0
// Two VRFs with the same addresses: no packet goes from one to the other.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.endless;
import static io.eightfold.dataplane.worker.TestRouter.Port.nowhere;
import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.Pcap;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports 0 and 1 are of the default table, 2 and 3 of management, with the same prefixes and other neighbours. */
class VrfTest {
    private static final long DEFAULT_MAC = 0x02_00_00_00_EE_10L;
    private static final long MANAGEMENT_MAC = 0x02_00_00_00_EE_20L;
    private static final long SECOND_MAC = 0x02_00_00_00_EE_30L;
    private static final String HERE = "64496.10.1.0.9";
    private static final long WARM_UP_PACKETS = 8_000_000;
    private static final long PACKETS = 1_000_000;

    private TestRouter router;

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    @Test
    void shouldForwardWithinTheVrfOfTheIngressPort() {
        start();
        final TestPacket packet = TestPacket.ipv8(HERE, "64497.10.9.0.9");
        router.inject(0, packet.to(router.mac(0)).frame());
        router.inject(2, packet.to(router.mac(2)).frame());
        assertArrayEquals(packet.to(DEFAULT_MAC).from(router.mac(1)).ttl(63).frame(), router.sentIpv8(1));
        assertArrayEquals(packet.to(MANAGEMENT_MAC).from(router.mac(3)).ttl(63).frame(), router.sentIpv8(3));
        assertEquals(1, router.counters(0).of(PortCounter.FORWARDED));
        assertEquals(1, router.counters(2).of(PortCounter.FORWARDED));
        router.assertBalanced();
    }

    @Test
    void shouldNotKnowRoutesOfAnotherVrf() {
        start();
        router.inject(0, TestPacket.ipv8(HERE, "64498.10.0.0.1").to(router.mac(0)).frame(), TestPacket.ipv4("10.1.0.9", "10.8.0.1").to(router.mac(0)).frame());
        router.inject(2, TestPacket.ipv8(HERE, "64499.10.0.0.1").to(router.mac(2)).frame(), TestPacket.ipv4("10.1.0.9", "10.9.0.1").to(router.mac(2)).frame());
        router.assertDrops(0, Map.of(DropReason.NO_ROUTE_TO_ASN, 1L, DropReason.NO_ROUTE, 1L));
        router.assertDrops(2, Map.of(DropReason.NO_ROUTE_TO_ASN, 1L, DropReason.NO_ROUTE, 1L));
        router.assertBalanced();
    }

    @Test
    void shouldTakeGroupMembersFromTheVrfsOwnTable() {
        start();
        final Fib management = router.tables().of(Vrf.MANAGEMENT);
        // Both tables number their groups from 0: the default table's group 0 leads elsewhere.
        final int ofDefault = router.fib().addGroup(new int[] {neighbor(1, DEFAULT_MAC)});
        final int ofManagement = management.addGroup(new int[] {neighbor(3, SECOND_MAC)});
        assertEquals(ofDefault, ofManagement);
        management.put(Ipv8Prefix.parse("64510.0.0.0.0/0"), ofManagement);
        router.inject(2, TestPacket.ipv8(HERE, "64510.10.0.0.1").to(router.mac(2)).frame());
        assertEquals(SECOND_MAC, Bytes.u48(router.sentIpv8(3), 0));
        assertEquals(List.of(), router.sent(1));
    }

    @Test
    void shouldSendErrorsByTheVrfTheyBelongTo() {
        start();
        // The source lies behind a gateway of management, and behind another one of the default table.
        final int gateway = router.slowPath().neighbors().gateway(3, TestPacket.bits("64496.10.2.0.30"), System.nanoTime());
        router.hear(3, "64496.10.2.0.30", MANAGEMENT_MAC, true);
        router.tables().of(Vrf.MANAGEMENT).put(Ipv8Prefix.parse("64505.0.0.0.0/0"), gateway);
        router.handle(2, TestPacket.ipv8("64505.10.0.0.5", "64499.10.0.0.1").to(router.mac(2)).frame());
        final byte[] error = router.sentIpv8(3);
        assertEquals(MANAGEMENT_MAC, Bytes.u48(error, 0));
        assertEquals(TestPacket.bits("64496.10.1.0.1"), Bytes.u64(error, 26), "from the address of the port of arrival");
        assertEquals(List.of(), router.sent(1, 0x8080));
        assertEquals(1, router.counters(2).of(PortCounter.ICMP_ERRORS_SENT));
    }

    @Test
    void shouldNotTakeAddressOfAnotherVrfForItsOwn() {
        router = TestRouter.of(List.of(via("64505.0.0.0.0/0", "64496.10.2.0.2")), ring("64496.10.1.0.1/24"), ring("64496.10.2.0.1/24"),
            ring("64496.10.3.0.1/24").vrf(Vrf.MANAGEMENT)).quiet();
        router.hear(1, "64496.10.2.0.2", DEFAULT_MAC, true);
        // 64496.10.3.0.1 is ours in management only: in the default table it is a source like any other.
        router.fib().put(Ipv8Prefix.parse("64496.10.3.0.0/24"), router.fib().get(Ipv8Prefix.parse("64505.0.0.0.0/0")));
        router.handle(0, TestPacket.ipv8("64496.10.3.0.1", "64999.1.0.0.1").to(router.mac(0)).frame());
        assertEquals(1, router.counters(0).of(PortCounter.ICMP_ERRORS_SENT));
        assertEquals(DEFAULT_MAC, Bytes.u48(router.sentIpv8(1), 0));
        router.handle(0, TestPacket.ipv8("64496.10.2.0.1", "64999.1.0.0.1").to(router.mac(0)).frame());
        assertEquals(1, router.counters(0).of(PortCounter.ICMP_ERRORS_SUPPRESSED));
    }

    @Test
    void shouldAllocateNothingWithSeveralTables(@TempDir final Path directory) throws IOException {
        final Path capture = directory.resolve("mix.pcap");
        Pcap.write(capture, List.of(TestPacket.ipv8(HERE, "64497.10.9.0.9").to(0x02_00_00_00_00_01L).frame(),
            TestPacket.ipv8(HERE, "64999.10.9.0.9").to(0x02_00_00_00_00_01L).frame()));
        router = TestRouter.of(List.of(), endless(capture, "64496.10.1.0.1/24").vrf(Vrf.MANAGEMENT), nowhere("64496.10.2.0.1/24").vrf(Vrf.MANAGEMENT),
            nowhere("64496.10.1.0.1/24"));
        router.tables().of(Vrf.MANAGEMENT).put(Ipv8Prefix.parse("64497.0.0.0.0/0"), neighbor(1, MANAGEMENT_MAC));
        turn(WARM_UP_PACKETS);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        turn(PACKETS);
        assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before, "bytes allocated by the worker's thread");
        assertTrue(router.counters(0).of(PortCounter.FORWARDED) > PACKETS / 2);
        assertTrue(router.counters(0).drops().get(DropReason.NO_ROUTE_TO_ASN) > PACKETS / 2);
    }

    private void turn(final long packets) {
        for (long done = 0; done < packets;) {
            done += router.worker().turn();
            // The ring towards the slow path stays full: errors are suppressed, which allocates nothing either.
        }
    }

    private void start() {
        router = TestRouter.of(List.of(via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("64499.0.0.0.0/0", "64496.10.2.0.2"), via("10.9.0.0/16", "10.2.0.2"),
                via("64505.0.0.0.0/0", "64496.10.2.0.2")),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("64496.10.2.0.1/24", "10.2.0.1/24"),
            ring("64496.10.1.0.1/24", "10.1.0.1/24").vrf(Vrf.MANAGEMENT), ring("64496.10.2.0.1/24", "10.2.0.1/24").vrf(Vrf.MANAGEMENT)).quiet();
        router.hear(1, "64496.10.2.0.2", DEFAULT_MAC, true);
        router.hear(1, "10.2.0.2", DEFAULT_MAC, true);
        final Fib management = router.tables().of(Vrf.MANAGEMENT);
        final int hop = neighbor(3, MANAGEMENT_MAC);
        management.put(Ipv8Prefix.parse("64497.0.0.0.0/0"), hop);
        management.put(Ipv8Prefix.parse("64498.0.0.0.0/0"), hop);
        management.put(Ipv8Prefix.parse("10.8.0.0/16"), hop);
    }

    /** A record of a neighbour that has answered. */
    private int neighbor(final int port, final long mac) {
        final NextHopTable nextHops = router.nextHops();
        final int record = nextHops.addNeighbor(port, 1500, router.mac(port), 0x8080);
        nextHops.resolve(record, mac, false);
        return record;
    }
}
