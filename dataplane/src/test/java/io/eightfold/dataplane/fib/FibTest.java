// SPDX-License-Identifier: Apache-2.0
// The forwarding table against its definition.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestSeed;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FibTest {
    private static final int BURST = 64;
    private final Fib fib = new Fib();
    private final NaiveFib oracle = new NaiveFib();
    private final List<Ipv8Prefix> held = new ArrayList<>();
    private final long[] destinations = new long[BURST];
    private final int[] results = new int[BURST];

    @AfterEach
    void free() {
        fib.close();
    }

    @Test
    void shouldFindLongestPrefixOfAsn() {
        put("64496.0.0.0.0/0", 1);
        put("64496.10.0.0.0/8", 2);
        put("64496.10.1.0.0/16", 3);
        put("64496.10.1.2.3/32", 4);
        assertLookup(1, "64496.11.0.0.1");
        assertLookup(2, "64496.10.2.0.1");
        assertLookup(3, "64496.10.1.2.4");
        assertLookup(4, "64496.10.1.2.3");
        assertLookup(Fib.NO_ASN, "64497.10.1.2.3");
    }

    @Test
    void shouldTellUnknownAsnFromUnknownHost() {
        put("64496.10.0.0.0/8", 1);
        assertLookup(Fib.NO_ROUTE, "64496.11.0.0.1");
        assertLookup(Fib.NO_ASN, "64497.10.0.0.1");
        assertLookup(Fib.NO_ROUTE, "10.0.0.1");
        fib.remove(Ipv8Prefix.parse("64496.10.0.0.0/8"));
        assertLookup(Fib.NO_ASN, "64496.11.0.0.1");
    }

    @Test
    void shouldKeepDefaultOfIpv8FromIpv4() {
        fib.put(Ipv8Prefix.DEFAULT, 1);
        put("64496.10.0.0.0/8", 2);
        assertLookup(1, "64497.10.0.0.1");
        assertLookup(1, "64496.11.0.0.1");
        assertLookup(Fib.NO_ROUTE, "11.0.0.1");
        put("0.0.0.0/0", 3);
        assertLookup(3, "11.0.0.1");
        assertLookup(1, "64497.10.0.0.1");
        fib.remove(Ipv8Prefix.DEFAULT);
        assertLookup(Fib.NO_ASN, "64497.10.0.0.1");
        assertLookup(Fib.NO_ROUTE, "64496.11.0.0.1");
    }

    @Test
    void shouldRefusePrefixThatSpansAsns() {
        final Ipv8Prefix spanning = new Ipv8Prefix(Ipv8Address.ofBits(0), 8);
        final String message = assertThrows(IllegalArgumentException.class, () -> fib.put(spanning, 1)).getMessage();
        assertTrue(message.contains("spans several ASNs") && message.contains("its own route"), message);
    }

    @Test
    void shouldAgreeWithOracleOnRandomSets() {
        final SplittableRandom random = TestSeed.random("FibTest.shouldAgreeWithOracleOnRandomSets");
        for (int round = 0; round < 20; round++) {
            final int asns = 1 << random.nextInt(10);
            for (int i = 0; i < 400; i++) {
                add(randomPrefix(random, asns), random.nextInt(1 << 20));
            }
            checkRandom(random, asns, 50_000);
            checkEdges();
        }
    }

    @Test
    void shouldAgreeWithOracleWhileRoutesComeAndGo() {
        final SplittableRandom random = TestSeed.random("FibTest.shouldAgreeWithOracleWhileRoutesComeAndGo");
        for (int step = 0; step < 60_000; step++) {
            if (held.size() > 500 || !held.isEmpty() && random.nextInt(5) < 2) {
                final Ipv8Prefix gone = held.remove(random.nextInt(held.size()));
                fib.remove(gone);
                oracle.remove(gone);
            } else {
                add(randomPrefix(random, 64), random.nextInt(1 << 20));
            }
            if (step % 8 == 0) {
                checkRandom(random, 64, BURST);
            }
            if (step % 5_000 == 0) {
                checkEdges();
                assertEquals(oracle.size(), fib.size());
            }
        }
    }

    /** Every length along one line, then the line's siblings: the deepest nesting and the most neighbours there can be. */
    @Test
    void shouldAgreeWithOracleOnNestedAndAdjacentPrefixes() {
        final SplittableRandom random = TestSeed.random("FibTest.shouldAgreeWithOracleOnNestedAndAdjacentPrefixes");
        for (final int line : new int[] {0, -1, 0x55555555, 0x80000000, 0x7FFFFFFF, random.nextInt()}) {
            for (final int asn : new int[] {0, 1, -1, 64_496}) {
                for (int length = 32; length >= 0; length--) {
                    add(prefix(asn, line, length), 100 + length);
                    if (length > 0) {
                        add(prefix(asn, line ^ 1 << 32 - length, length), 200 + length);
                    }
                }
                checkEdges();
                for (int length = 0; length <= 32; length += 2) {
                    fib.remove(prefix(asn, line, length));
                    oracle.remove(prefix(asn, line, length));
                }
                checkEdges();
            }
        }
    }

    @Test
    void shouldGrowTierOneWithManyAsns() {
        final SplittableRandom random = TestSeed.random("FibTest.shouldGrowTierOneWithManyAsns");
        for (int i = 0; i < 200_000; i++) {
            add(prefix(random.nextInt(), 0, 0), i);
        }
        for (int asn = 60_000; asn < 70_000; asn++) {
            add(prefix(asn, 0, 0), asn);
            add(prefix(asn, 0x0A000000, 8), asn + 1);
        }
        for (int i = 0; i < 1_000_000; i += BURST) {
            for (int j = 0; j < BURST; j++) {
                final long known = held.get(random.nextInt(held.size())).address().bits();
                destinations[j] = random.nextInt(4) == 0 ? random.nextLong() : known & -1L << 32 | random.nextInt() & 0xFFFF_FFFFL;
            }
            checkBurst();
        }
    }

    /** ASNs chosen to start at one slot under the well-known multiplier, in tables of every size; removal must not cut the chain. */
    @Test
    void shouldKeepCollidingAsnsApart() {
        final List<Integer> colliding = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            // Multiples of the multiplier's inverse have the products 0, 1, 2, ...: all upper bits zero.
            colliding.add((i + 1) * inverse(0x9E3779B1));
        }
        for (final int asn : colliding) {
            add(prefix(asn, 0, 0), asn >>> 8);
        }
        for (int i = 0; i < colliding.size(); i += 3) {
            fib.remove(prefix(colliding.get(i), 0, 0));
            oracle.remove(prefix(colliding.get(i), 0, 0));
        }
        checkEdges();
        for (int i = 0; i < colliding.size(); i += 3) {
            add(prefix(colliding.get(i), 0, 0), 7);
        }
        checkEdges();
    }

    @Test
    void shouldHoldMoreTablesAndGroupsThanItStartsWith() {
        for (int asn = 1; asn <= 1_000; asn++) {
            final int group = fib.addGroup(new int[] {asn, asn + 1, asn + 2});
            add(prefix(asn, 0x0A000000, 8), group);
            add(prefix(asn, 0x0A010000, 16), asn);
        }
        checkEdges();
        for (int asn = 1; asn <= 1_000; asn++) {
            final int group = fib.lookup((long) asn << 32 | 0x0A020000);
            assertTrue(group >= Fib.GROUP_BIT, "the result names a group: " + group);
            assertEquals(List.of(asn, asn + 1, asn + 2), java.util.Arrays.stream(fib.members(group)).boxed().toList());
        }
    }

    @Test
    void shouldSpreadFlowsOverMembersByWeight() {
        final int group = fib.addGroup(new int[] {10, 20, 20, 30});
        final int[] hits = new int[31];
        final SplittableRandom random = TestSeed.random("FibTest.shouldSpreadFlowsOverMembersByWeight");
        for (int i = 0; i < 400_000; i++) {
            hits[fib.member(group, random.nextInt())]++;
        }
        assertEquals(100_000, hits[10], 2_000);
        assertEquals(200_000, hits[20], 2_000);
        assertEquals(100_000, hits[30], 2_000);
        assertEquals(10, fib.member(group, 0));
        assertEquals(30, fib.member(group, -1));
    }

    @Test
    void shouldShowChangesOfABatchAtItsEnd() {
        put("64496.0.0.0.0/0", 1);
        put("10.0.0.0/8", 2);
        fib.beginBatch();
        put("64496.10.0.0.0/8", 3);
        fib.remove(Ipv8Prefix.parse("64496.0.0.0.0/0"));
        put("64497.0.0.0.0/0", 4);
        put("10.1.0.0/16", 5);
        assertLookup(1, "64496.10.0.0.1");
        assertLookup(Fib.NO_ASN, "64497.10.0.0.1");
        assertLookup(2, "10.1.0.1");
        assertEquals(3, fib.get(Ipv8Prefix.parse("64496.10.0.0.0/8")), "the writer sees them at once");
        fib.endBatch();
        assertLookup(3, "64496.10.0.0.1");
        assertLookup(Fib.NO_ROUTE, "64496.11.0.0.1");
        assertLookup(4, "64497.10.0.0.1");
        assertLookup(5, "10.1.0.1");
        put("64498.0.0.0.0/0", 6);
        assertLookup(6, "64498.10.0.0.1");
    }

    @Test
    void shouldGiveNextHopOfExactlyThePrefix() {
        put("64496.10.0.0.0/8", 1);
        fib.put(Ipv8Prefix.DEFAULT, 2);
        assertEquals(1, fib.get(Ipv8Prefix.parse("64496.10.0.0.0/8")));
        assertEquals(Fib.NO_ROUTE, fib.get(Ipv8Prefix.parse("64496.10.0.0.0/9")));
        assertEquals(Fib.NO_ROUTE, fib.get(Ipv8Prefix.parse("64497.10.0.0.0/8")));
        assertEquals(2, fib.get(Ipv8Prefix.DEFAULT));
        fib.remove(Ipv8Prefix.DEFAULT);
        assertEquals(Fib.NO_ROUTE, fib.get(Ipv8Prefix.DEFAULT));
    }

    @Test
    void shouldSpreadFlowsOverReplacedMembers() {
        final int group = fib.addGroup(new int[] {10, 20});
        fib.replaceGroup(group, new int[] {30});
        assertEquals(30, fib.member(group, 0));
        assertEquals(30, fib.member(group, -1));
        fib.replaceGroup(group, new int[] {10, 20, 40});
        assertEquals(10, fib.member(group, 0));
        assertEquals(40, fib.member(group, -1));
    }

    @Test
    void shouldGiveMemoryBackWhenRoutesGo() {
        final SplittableRandom random = TestSeed.random("FibTest.shouldGiveMemoryBackWhenRoutesGo");
        long afterFirst = 0;
        for (int round = 0; round < 3; round++) {
            fib.beginBatch();
            for (int i = 0; i < 20_000; i++) {
                final int asn = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1 << random.nextInt(12));
                held.add(prefix(asn, random.nextInt(), 8 + random.nextInt(25)));
                fib.put(held.getLast(), random.nextInt(1 << 20));
            }
            // Every ASN is there, so that tier 1 has its final size in the first round.
            for (int asn = 1; asn <= 4096; asn++) {
                held.add(prefix(asn, 0x0A000000, 16));
                fib.put(held.getLast(), asn);
            }
            fib.endBatch();
            for (final Ipv8Prefix gone : held) {
                fib.remove(gone);
            }
            held.clear();
            fib.reclaim();
            fib.reclaim();
            assertEquals(0, fib.size());
            afterFirst = round == 0 ? fib.memoryBytes() : afterFirst;
            assertEquals(afterFirst, fib.memoryBytes(), "bytes in use after round " + round);
        }
    }

    @Test
    void shouldRefuseBatchThatDoesNotFitAndKeepTheTable() {
        try (Fib small = new Fib(4L << 20)) {
            small.put(Ipv8Prefix.parse("64496.10.1.0.0/16"), 1);
            small.put(Ipv8Prefix.parse("10.1.0.0/16"), 2);
            small.put(Ipv8Prefix.DEFAULT, 3);
            final int sizeBefore = small.size();
            small.beginBatch();
            small.remove(Ipv8Prefix.parse("64496.10.1.0.0/16"));
            small.put(Ipv8Prefix.parse("10.1.0.0/16"), 7);
            small.put(Ipv8Prefix.DEFAULT, 8);
            for (int i = 0; i < 300_000; i++) {
                small.put(64_497, i << 12, 20, 9 + i % 1_000);
                small.put(i + 100_000, 0x0A000000, 8, 9);
            }
            final String message = assertThrows(FibFullException.class, small::endBatch).getMessage();
            assertTrue(message.contains("of 4194304 bytes are in use") && message.contains("raise `fib-memory`"), message);
            assertEquals(sizeBefore, small.size());
            assertEquals(1, small.get(Ipv8Prefix.parse("64496.10.1.0.0/16")));
            assertEquals(1, small.lookup(Ipv8Address.parse("64496.10.1.2.3").bits()));
            assertEquals(2, small.lookup(Ipv8Address.parse("10.1.2.3").bits()));
            assertEquals(3, small.lookup(Ipv8Address.parse("64497.0.0.0.1").bits()));
            assertEquals(3, small.lookup(Ipv8Address.parse("100000.10.0.0.1").bits()));
            small.put(Ipv8Prefix.parse("64497.10.1.0.0/16"), 4);
            assertEquals(4, small.lookup(Ipv8Address.parse("64497.10.1.2.3").bits()), "there is room for a small change");
        }
    }

    /** A refused batch that had made a trie a list for a moment: later changes must still reach readers. */
    @Test
    void shouldPublishChangesAfterRefusedBatchThatChangedTheForm() {
        try (Fib small = new Fib(8L << 20)) {
            small.beginBatch();
            for (int i = 0; i < 500; i++) {
                small.put(0, 0x0A000000 + (i << 8), 24, i);
            }
            small.endBatch();
            small.beginBatch();
            for (int i = 20; i < 500; i++) {
                small.remove(0, 0x0A000000 + (i << 8), 24);
            }
            for (int i = 0; i < 400_000; i++) {
                small.put(100_000 + i, 0x0A000000, 8, 1);
            }
            assertThrows(FibFullException.class, small::endBatch);
            small.put(0, 0x0A000000, 24, 777);
            assertEquals(777, small.lookup(0x0A000001L));
            for (int i = 1; i < 500; i++) {
                assertEquals(i, small.lookup(0x0A000001L + (i << 8)));
            }
        }
    }

    @Test
    void shouldKeepLowestPrefixWithLowestRecordInItsReference() {
        final long before = fib.memoryBytes();
        fib.put(7, 0, 16, 0);
        assertLookup(0, "7.0.0.0.1");
        assertLookup(Fib.NO_ROUTE, "7.0.1.0.1");
        assertTrue(fib.memoryBytes() - before < 4096, "one /16 needs no trie");
    }

    /** /16s whose products are 0, 1, 2, ...: all in the first buckets of a hash of any size. */
    @Test
    void shouldKeepCollidingPrefixesApart() {
        final int inverse = inverse(0x9E37) & 0xFFFF;
        for (int i = 0; i < 2_000; i++) {
            add(prefix(64_496, (i * inverse & 0xFFFF) << 16, 16), i);
            if (i % 100 == 0 || i < 20) {
                checkEdges();
            }
        }
        checkEdges();
    }

    @Test
    void shouldRefuseDefaultToWhatIsNoRecord() {
        final String message = assertThrows(IllegalArgumentException.class, () -> fib.put(Ipv8Prefix.DEFAULT, -5)).getMessage();
        assertTrue(message.contains("nextHop=-5"), message);
    }

    /** A port that goes down, a neighbour that moves: one store in the record, none in the table. */
    @Test
    void shouldShareOneRecordAmongAllRoutes() {
        try (NextHopTable records = new NextHopTable(16)) {
            final int record = records.addNeighbor(0, 1500, 0x02E8_0000_0001L, 0x8080);
            records.resolve(record, 0x02E8_0000_0100L, false);
            fib.beginBatch();
            for (int asn = 1; asn <= 100_000; asn++) {
                fib.put(asn, 0x0A010000, 16, record);
            }
            fib.endBatch();
            final long memoryBefore = fib.memoryBytes();
            records.unresolve(record);
            for (int asn = 1; asn <= 100_000; asn += 997) {
                final int hop = fib.lookup((long) asn << 32 | 0x0A010203L);
                assertEquals(NextHopTable.FLAG_SPECIAL, Memory.nativeLong(records.address(hop)) >>> NextHopTable.FLAGS_SHIFT);
            }
            assertEquals(memoryBefore, fib.memoryBytes());
        }
    }

    private static int inverse(final int odd) {
        int x = odd;
        for (int i = 0; i < 5; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }

    private void put(final String prefix, final int nextHop) {
        fib.put(Ipv8Prefix.parse(prefix), nextHop);
    }

    private void assertLookup(final int expected, final String destination) {
        assertEquals(expected, fib.lookup(Ipv8Address.parse(destination).bits()), destination);
    }

    private void add(final Ipv8Prefix prefix, final int nextHop) {
        fib.put(prefix, nextHop);
        oracle.put(prefix, nextHop);
        held.add(prefix);
    }

    private static Ipv8Prefix prefix(final int asn, final int host, final int hostLength) {
        return Ipv8Prefix.of(new Ipv8Address(asn, host), 32 + hostLength);
    }

    /** Few distinct hosts, so that prefixes nest and meet; ASN 0 and the default route among them. */
    private static Ipv8Prefix randomPrefix(final SplittableRandom random, final int asns) {
        if (random.nextInt(100) == 0) {
            return Ipv8Prefix.DEFAULT;
        }
        final int host = random.nextBoolean() ? random.nextInt() : (random.nextInt(4) << 30 | random.nextInt(4) << 15 | random.nextInt(4));
        return prefix(random.nextInt(asns), host, random.nextInt(33));
    }

    private void checkRandom(final SplittableRandom random, final int asns, final int lookups) {
        for (int i = 0; i < lookups; i += BURST) {
            for (int j = 0; j < BURST; j++) {
                final long host = random.nextBoolean() ? random.nextInt() : random.nextInt(4) << 30 | random.nextInt(4) << 15 | random.nextInt(4);
                destinations[j] = (long) random.nextInt(asns + 2) << 32 | host & 0xFFFF_FFFFL;
            }
            checkBurst();
        }
    }

    /** First and last host of every prefix and their neighbours outside. */
    private void checkEdges() {
        for (final Ipv8Prefix prefix : held) {
            final long asn = prefix.address().bits() & -1L << 32;
            final long first = prefix.address().bits() & 0xFFFF_FFFFL;
            final long last = first + (prefix.isDefault() ? 0xFFFF_FFFFL : (1L << 32 - prefix.hostLength()) - 1);
            int count = 0;
            for (final long host : new long[] {first - 1, first, last, last + 1}) {
                destinations[count++] = asn | host & 0xFFFF_FFFFL;
            }
            checkBurst(count);
        }
    }

    private void checkBurst() {
        checkBurst(BURST);
    }

    private void checkBurst(final int count) {
        fib.lookup(destinations, results, count);
        for (int i = 0; i < count; i++) {
            final int expected = oracle.lookup(destinations[i]);
            if (expected != results[i]) {
                assertEquals(expected, results[i], Ipv8Address.ofBits(destinations[i]) + " among " + oracle.size() + " routes");
            }
        }
    }
}
