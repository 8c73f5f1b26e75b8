// SPDX-License-Identifier: Apache-2.0
// Tables that somebody might announce to slow a router down.
package io.eightfold.perf.table;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** In all of them next-hop indexes are 0 to {@code nextHops - 1}. Thread: any. */
public final class HostileShapes {
    private static final int SIXTEENS = 1 << 16;
    private static final int SIXTEEN_LENGTH = 48;

    private HostileShapes() {
    }

    /** Every /16 in one ASN, in random order. */
    public static RouteTable everySixteen(final long asn, final int nextHops, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final RouteTable.Builder table = new RouteTable.Builder("every-16-65536routes", SIXTEENS);
        // An odd step visits every value once.
        final int step = random.nextInt(SIXTEENS) | 1;
        for (int i = 0; i < SIXTEENS; i++) {
            table.add(asn << 32 | (long) (i * step & SIXTEENS - 1) << 16, SIXTEEN_LENGTH, random.nextInt(nextHops));
        }
        return table.build();
    }

    /** One /16 in each of {@code asns} ASNs drawn from all 2^32 - 1. */
    public static RouteTable onePerAsn(final int asns, final int nextHops, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final LongMap seen = new LongMap(asns);
        final RouteTable.Builder table = new RouteTable.Builder("one-an-asn-" + asns + "routes", asns);
        while (table.size() < asns) {
            final long asn = random.nextInt() & 0xFFFF_FFFFL;
            if (asn != 0 && seen.put(asn, 1) == LongMap.ABSENT) {
                table.add(asn << 32 | randomSixteen(random), SIXTEEN_LENGTH, random.nextInt(nextHops));
            }
        }
        return table.build();
    }

    /** The first {@code asns} ASNs of a pattern, or as many as it has. */
    public static RouteTable colliding(final AsnPattern pattern, final int asns, final int nextHops, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int count = Math.min(asns, pattern.most());
        final RouteTable.Builder table = new RouteTable.Builder("colliding-" + pattern.name().toLowerCase(Locale.ROOT).replace('_', '-'), count * 2);
        for (int i = 1; i <= count; i++) {
            addAsn(table, pattern.asn(i) & 0xFFFF_FFFFL, random, nextHops);
        }
        return table.build();
    }

    /**
     * ASNs that a hash function sends to one slot, found by trying: made for the table under test, as an attacker who knows its source would.
     * @param bits slots are 2^bits; trying costs {@code asns << bits} calls.
     */
    public static RouteTable collidingUnder(final IntUnaryOperator hash, final int bits, final int asns, final int nextHops, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final RouteTable.Builder table = new RouteTable.Builder("colliding-under-hash", asns * 2);
        final int mask = (1 << bits) - 1;
        final int slot = hash.applyAsInt(random.nextInt()) & mask;
        int found = 0;
        for (int asn = 1; found < asns && asn != 0; asn++) {
            if ((hash.applyAsInt(asn) & mask) == slot) {
                addAsn(table, asn & 0xFFFF_FFFFL, random, nextHops);
                found++;
            }
        }
        return table.build();
    }

    /** A /16; in every third ASN also a route for all of its hosts, and in every third that one alone. */
    private static void addAsn(final RouteTable.Builder table, final long asn, final SplittableRandom random, final int nextHops) {
        final int kind = random.nextInt(3);
        if (kind != 0) {
            table.add(asn << 32, RouteTable.ASN_BITS, random.nextInt(nextHops));
        }
        if (kind != 1) {
            table.add(asn << 32 | randomSixteen(random), SIXTEEN_LENGTH, random.nextInt(nextHops));
        }
    }

    private static long randomSixteen(final SplittableRandom random) {
        return (long) random.nextInt(1 << 8, 224 << 8) << 16;
    }
}
