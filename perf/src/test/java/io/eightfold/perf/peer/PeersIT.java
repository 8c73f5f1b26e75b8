// SPDX-License-Identifier: Apache-2.0
// Runs the peers in C on real DPDK: after EAL was started by the shim, their tables must answer right.
package io.eightfold.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One environment for all tests: DPDK starts once a process. */
class PeersIT {
    private static final int MEMORY_MIB = 192;
    private static final int DESTINATIONS = 100_000;
    private static final long SEED = 0x2026_1124L;
    private static Eal eal;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        eal = Eal.start(new Eal.Options(Hugepages.Policy.NEVER, MEMORY_MIB, false, List.of()));
    }

    @AfterAll
    static void stop() {
        if (eal != null) {
            eal.close();
        }
    }

    @Test
    void shouldAnswerAsnAndMergedHostPrefixFromHashAndLpm() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final RouteTable table = twoTierTable(random);
        try (Arena arena = Arena.ofConfined(); TwoTierPeer peer = TwoTierPeer.create(eal, table)) {
            final MemorySegment destinations = destinations(arena, random, 3000);
            peer.check(destinations, DESTINATIONS);
            peer.run(destinations, 0, DESTINATIONS, peer.maxBulk(), 2);
            assertTrue(peer.description().contains("rte_hash"), peer::description);
        }
    }

    @Test
    void shouldFindAWrongAnswerOfHashAndLpm() {
        final RouteTable table = new RouteTable.Builder("one", 1).add(7L << 32 | 10 << 24, 40, 3).build();
        final RouteTable other = new RouteTable.Builder("one", 1).add(7L << 32 | 10 << 24, 40, 4).build();
        try (Arena arena = Arena.ofConfined(); TwoTierPeer peer = TwoTierPeer.create(eal, table)) {
            final MemorySegment destinations = arena.allocateFrom(ValueLayout.JAVA_LONG, 7L << 32 | 10 << 24 | 1);
            peer.check(destinations, 1);
            final RouteOracle wrong = RouteOracle.of(other.mergedHosts());
            assertThrows(IllegalStateException.class, () -> peer.check(destinations, 1, wrong));
        }
    }

    @Test
    void shouldAnswerTheHostPartFromFibWithShortNextHops() {
        checkFib(1000, "2-byte next hops");
    }

    @Test
    void shouldAnswerTheHostPartFromFibWithLongNextHops() {
        checkFib(1 << 20, "4-byte next hops");
    }

    @Test
    void shouldRefuseANextHopThatLpmCannotHold() {
        final RouteTable table = new RouteTable.Builder("high", 1).add(7L << 32 | 10 << 24, 40, 1 << 24).build();
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> TwoTierPeer.create(eal, table));
        assertEquals("next hop 16777216 > 16777215, the most rte_lpm holds; use smaller indexes in --routes", refused.getMessage());
    }

    private static void checkFib(final int nextHops, final String words) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final RouteTable.Builder builder = new RouteTable.Builder("host", 5000).add(0, 32, 1);
        for (int i = 0; i < 5000; i++) {
            final int lengthBits = random.nextInt(33 + 7, 65);
            builder.add(random.nextInt(1 << 22) * 1024L & -1L << 64 - lengthBits, lengthBits, random.nextInt(nextHops));
        }
        try (Arena arena = Arena.ofConfined(); FibPeer peer = FibPeer.create(eal, builder.build().largestAsn())) {
            assertTrue(peer.description().contains(words), peer::description);
            final MemorySegment destinations = destinations(arena, random, 1);
            peer.check(destinations, DESTINATIONS);
            peer.run(destinations, 0, DESTINATIONS, 32, 2);
        }
    }

    /** 2000 ASNs of which the destinations know 3000; all lengths; prefixes that several ASNs share. */
    private static RouteTable twoTierTable(final SplittableRandom random) {
        final RouteTable.Builder builder = new RouteTable.Builder("small", 10_000).add(0, 0, 5);
        for (int i = 0; i < 10_000; i++) {
            final int lengthBits = i % 10 == 0 ? 32 : random.nextInt(33 + 7, 65);
            final long host = random.nextInt(1 << 22) * 1024L & -1L << 64 - lengthBits;
            builder.add((long) random.nextInt(2000) << 32 | host & 0xFFFF_FFFFL, lengthBits, random.nextInt(1000));
        }
        return builder.build();
    }

    private static MemorySegment destinations(final Arena arena, final SplittableRandom random, final int asns) {
        final MemorySegment destinations = arena.allocate(ValueLayout.JAVA_LONG, DESTINATIONS);
        for (int i = 0; i < DESTINATIONS; i++) {
            destinations.setAtIndex(ValueLayout.JAVA_LONG, i, (long) random.nextInt(asns) << 32 | random.nextInt() & 0xFFFF_FFFFL);
        }
        return destinations;
    }
}
