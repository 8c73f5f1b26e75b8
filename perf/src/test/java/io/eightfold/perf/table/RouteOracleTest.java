// SPDX-License-Identifier: Apache-2.0
// Tests of the oracle against a plain list of routes, and of the map below it against java.util.
package io.eightfold.perf.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouteOracleTest {
    private static final long SEED = 0x0EAC_1EL;

    @Test
    void shouldKnowTheLongestPrefix() {
        final RouteOracle oracle = new RouteOracle();
        final long asn = 64496L << 32;
        assertEquals(RouteOracle.NO_ASN, oracle.lookup(asn | 1));
        oracle.put(asn | 0x0A00_0000L, 40, 1);
        oracle.put(asn | 0x0A01_0000L, 48, 2);
        assertEquals(2, oracle.lookup(asn | 0x0A01_0203L));
        assertEquals(1, oracle.lookup(asn | 0x0A02_0203L));
        assertEquals(RouteOracle.NO_ROUTE, oracle.lookup(asn | 0x0B02_0203L));
        oracle.put(0, 0, 9);
        assertEquals(9, oracle.lookup(asn | 0x0B02_0203L));
        assertEquals(9, oracle.lookup(5L << 32));
        assertEquals(RouteOracle.NO_ROUTE, oracle.lookup(0x0A01_0203L), "IPv4 has no part in the default route of IPv8");
        oracle.remove(asn | 0x0A01_0000L, 48);
        oracle.remove(asn | 0x0A00_0000L, 40);
        oracle.remove(0, 0);
        assertEquals(RouteOracle.NO_ASN, oracle.lookup(asn | 0x0A01_0203L));
    }

    @Test
    void shouldAgreeWithAListOfRoutes() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Map<Long, int[]> routes = new HashMap<>();
        final RouteOracle oracle = new RouteOracle();
        for (int step = 0; step < 3000; step++) {
            final int lengthBits = random.nextInt(32, 65);
            final long prefix = randomDestination(random) & RouteTable.mask(lengthBits);
            final long key = prefix << 8 | lengthBits;
            if (random.nextInt(3) == 0) {
                routes.remove(key);
                oracle.remove(prefix, lengthBits);
            } else {
                routes.put(key, new int[] {lengthBits, step});
                oracle.put(prefix, lengthBits, step);
            }
            final long destination = randomDestination(random);
            assertEquals(slowest(routes, destination), oracle.lookup(destination), () -> "seed " + SEED + ", " + Long.toHexString(destination));
        }
    }

    @Test
    void shouldBehaveAsAHashMap() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Map<Long, Long> expected = new HashMap<>();
        final LongMap map = new LongMap(4);
        for (int step = 0; step < 200_000; step++) {
            final long key = random.nextInt(5000) - 100;
            final long value = random.nextLong(Long.MAX_VALUE);
            final boolean isPut = random.nextBoolean();
            final Long before = isPut ? expected.put(key, value) : expected.remove(key);
            assertEquals(before == null ? LongMap.ABSENT : before, isPut ? map.put(key, value) : map.remove(key));
            assertEquals(expected.size(), map.size());
        }
        for (long key = -200; key < 5100; key++) {
            assertEquals(expected.getOrDefault(key, LongMap.ABSENT), map.get(key));
        }
    }

    /** Few ASNs and few host bits, so that prefixes nest; the shift by 8 in the keys above loses only bits that are zero. */
    private static long randomDestination(final SplittableRandom random) {
        return (long) random.nextInt(4) << 32 | (random.nextInt() & 0xC000_00FF) & 0xFFFF_FFFFL;
    }

    private static int slowest(final Map<Long, int[]> routes, final long destination) {
        int best = -1;
        int nextHop = RouteOracle.NO_ASN;
        for (final Map.Entry<Long, int[]> route : routes.entrySet()) {
            final int lengthBits = route.getValue()[0];
            final long prefix = route.getKey() >>> 8;
            if (prefix >>> 32 == destination >>> 32 && nextHop == RouteOracle.NO_ASN) {
                nextHop = RouteOracle.NO_ROUTE;
            }
            if ((destination & RouteTable.mask(lengthBits)) == prefix && lengthBits > best) {
                best = lengthBits;
                nextHop = route.getValue()[1];
            }
        }
        return destination >>> 32 == 0 && nextHop == RouteOracle.NO_ASN ? RouteOracle.NO_ROUTE : nextHop;
    }
}
