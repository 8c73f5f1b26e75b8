// SPDX-License-Identifier: Apache-2.0
// Tests of the generated tables: the promised counts, quantiles and lengths, distinct prefixes, the same table from the same seed.
package io.eightfold.perf.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TableShapesTest {
    private static final long SEED = 42;
    private static final int HOPS = 16;

    @Test
    void shouldHaveTheFiguresOfTodaysInternet() {
        final RouteTable table = InternetShape.today(HOPS, SEED);
        assertEquals(275_113, table.size());
        final int[] counts = routesPerAsn(table);
        assertEquals(84_159, counts.length);
        assertEquals(1, counts[counts.length / 2]);
        assertTrue(counts[counts.length * 90 / 100] <= 5, () -> "90 %: " + counts[counts.length * 90 / 100]);
        assertTrue(counts[counts.length * 99 / 100] <= 32, () -> "99 %: " + counts[counts.length * 99 / 100]);
        assertTrue(counts[counts.length * 995 / 1000] > 32, () -> "99.5 %: " + counts[counts.length * 995 / 1000]);
        assertEquals(2_560, counts[counts.length - 1]);
        final int[] lengths = lengths(table);
        assertTrue(lengths[16] > 0.95 * table.size(), () -> Arrays.toString(lengths));
        assertTrue(lengths[0] > 0 && lengths[12] > 0 && lengths[15] > 0, () -> Arrays.toString(lengths));
        assertEquals(table.size(), lengths[0] + lengths[12] + lengths[13] + lengths[14] + lengths[15] + lengths[16]);
        for (final int asn : table.asns()) {
            assertTrue(asn >= 1 && asn <= 64_495 || asn >= 131_072 && asn <= 402_000, () -> "ASN " + asn);
        }
    }

    @Test
    void shouldStretchTheSameCurveToAMillionRoutes() {
        final RouteTable table = InternetShape.grown(HOPS, SEED);
        assertEquals(1_000_000, table.size());
        final int[] counts = routesPerAsn(table);
        assertEquals(100_000, counts.length);
        final double stretch = 1_000_000 / 100_000.0 * 84_159 / 275_113;
        assertEquals(stretch, counts[counts.length / 2], 1);
        assertTrue(counts[counts.length * 90 / 100] <= Math.ceil(5 * stretch), () -> "90 %: " + counts[counts.length * 90 / 100]);
        assertTrue(counts[counts.length * 99 / 100] <= Math.ceil(32 * stretch), () -> "99 %: " + counts[counts.length * 99 / 100]);
        assertEquals(Math.round(2_560 * stretch), counts[counts.length - 1]);
    }

    @Test
    void shouldMixLengthsAsIpv4Does() {
        for (final RouteTable table : List.of(Ipv4Shape.full(1_000_000, 1000, SEED), Ipv4Shape.ownAsn(64_496, 1_000_000, 1000, SEED))) {
            assertEquals(1_000_000, table.size());
            final int[] lengths = lengths(table);
            assertEquals(0.62, lengths[24] / 1e6, 0.03);
            assertEquals(0.11, lengths[22] / 1e6, 0.01);
            assertEquals(0.10, lengths[23] / 1e6, 0.01);
            for (int length = 8; length <= 32; length++) {
                assertTrue(lengths[length] > 0, "no /" + length);
            }
            assertEquals(1, table.asns().length);
        }
        assertEquals(64_496, Ipv4Shape.ownAsn(64_496, 1000, HOPS, SEED).asn(0));
        assertEquals(0, Ipv4Shape.full(1000, HOPS, SEED).asn(0));
    }

    @Test
    void shouldNestLongPrefixesInShorterOnes() {
        final RouteTable table = Ipv4Shape.full(100_000, HOPS, SEED);
        int nested = 0;
        final Set<Long> shorter = new HashSet<>();
        for (int i = 0; i < table.size(); i++) {
            if (table.lengthBits(i) < 32 + 24) {
                shorter.add(table.prefix(i) << 6 | table.lengthBits(i) - 32);
            }
        }
        for (int i = 0; i < table.size(); i++) {
            if (table.lengthBits(i) == 32 + 24) {
                for (int length = 8; length < 24; length++) {
                    if (shorter.contains((table.prefix(i) & RouteTable.mask(32 + length)) << 6 | length)) {
                        nested++;
                        break;
                    }
                }
            }
        }
        assertTrue(nested > 25_000, nested + " /24 lie in a shorter route");
    }

    @Test
    void shouldHoldEverySixteenOnce() {
        final RouteTable table = HostileShapes.everySixteen(64_500, HOPS, SEED);
        assertEquals(65_536, table.size());
        assertEquals(65_536, lengths(table)[16]);
        assertEquals(1, table.asns().length);
    }

    @Test
    void shouldHaveOneRouteInEachOfAMillionAsns() {
        final RouteTable table = HostileShapes.onePerAsn(1_000_000, HOPS, SEED);
        assertEquals(1_000_000, table.size());
        assertEquals(1_000_000, table.asns().length);
    }

    @ParameterizedTest
    @EnumSource(AsnPattern.class)
    void shouldMakeDistinctAsnsOtherThan0(final AsnPattern pattern) {
        final Set<Integer> asns = new HashSet<>();
        final int count = Math.min(pattern.most(), 100_000);
        for (int i = 1; i <= count; i++) {
            asns.add(pattern.asn(i));
        }
        assertEquals(count, asns.size());
        assertTrue(!asns.contains(0));
    }

    @Test
    void shouldCollideAsPromised() {
        assertEquals(1, AsnPattern.INVERSE * 0x9E3779B1);
        for (int i = 1; i <= 4000; i++) {
            assertEquals(AsnPattern.SAME_LOW_16.asn(1) & 0xFFFF, AsnPattern.SAME_LOW_16.asn(i) & 0xFFFF);
            assertEquals(0, AsnPattern.MULTIPLES_OF_4096.asn(i) & 0xFFF);
            assertEquals(0, AsnPattern.MULTIPLES_OF_1048576.asn(i) & 0xFFFFF);
            assertEquals(i, AsnPattern.FIBONACCI_RUN.asn(i) * 0x9E3779B1);
            assertEquals(0, AsnPattern.FIBONACCI_LOW.asn(i) * 0x9E3779B1 & 0xFFFF);
            assertEquals(0x1234, AsnPattern.FIBONACCI_HIGH.asn(i) * 0x9E3779B1 >>> 16);
        }
    }

    @Test
    void shouldFindAsnsThatAHashSendsToOneSlot() {
        final RouteTable table = HostileShapes.collidingUnder(asn -> asn * 0x9E3779B1 >>> 16, 12, 300, HOPS, SEED);
        final Set<Integer> slots = new HashSet<>();
        for (final int asn : table.asns()) {
            slots.add(asn * 0x9E3779B1 >>> 16 & 0xFFF);
        }
        assertEquals(300, table.asns().length);
        assertEquals(1, slots.size());
    }

    static List<RouteTable[]> triples() {
        return List.of(
            new RouteTable[] {InternetShape.of("i", 5000, 16_345, HOPS, 1), InternetShape.of("i", 5000, 16_345, HOPS, 1), InternetShape.of("i", 5000, 16_345, HOPS, 2)},
            new RouteTable[] {Ipv4Shape.full(5000, HOPS, 1), Ipv4Shape.full(5000, HOPS, 1), Ipv4Shape.full(5000, HOPS, 2)},
            new RouteTable[] {HostileShapes.everySixteen(9, HOPS, 1), HostileShapes.everySixteen(9, HOPS, 1), HostileShapes.everySixteen(9, HOPS, 2)},
            new RouteTable[] {HostileShapes.onePerAsn(5000, HOPS, 1), HostileShapes.onePerAsn(5000, HOPS, 1), HostileShapes.onePerAsn(5000, HOPS, 2)},
            new RouteTable[] {HostileShapes.colliding(AsnPattern.BIT_REVERSED, 5000, HOPS, 1), HostileShapes.colliding(AsnPattern.BIT_REVERSED, 5000, HOPS, 1),
                HostileShapes.colliding(AsnPattern.BIT_REVERSED, 5000, HOPS, 2)});
    }

    @ParameterizedTest
    @MethodSource("triples")
    void shouldMakeTheSameTableFromTheSameSeedAndDistinctPrefixes(final RouteTable table, final RouteTable sameSeed, final RouteTable otherSeed) {
        assertEquals(text(table), text(sameSeed));
        assertNotEquals(text(table), text(otherSeed));
        final Set<String> prefixes = new HashSet<>();
        for (int i = 0; i < table.size(); i++) {
            prefixes.add(Long.toHexString(table.prefix(i)) + "/" + table.lengthBits(i));
            assertTrue(table.nextHop(i) >= 0 && table.nextHop(i) < HOPS, table.line(i));
        }
        assertEquals(table.size(), prefixes.size());
    }

    private static String text(final RouteTable table) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < table.size(); i++) {
            text.append(table.line(i)).append('\n');
        }
        return text.toString();
    }

    private static int[] routesPerAsn(final RouteTable table) {
        final Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < table.size(); i++) {
            counts.merge(table.asn(i), 1, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** Routes by host length. */
    private static int[] lengths(final RouteTable table) {
        final int[] lengths = new int[33];
        for (int i = 0; i < table.size(); i++) {
            lengths[table.lengthBits(i) - 32]++;
        }
        return lengths;
    }
}
