// SPDX-License-Identifier: Apache-2.0
// What is looked up in a table.
package io.eightfold.perf.table;

import java.util.SplittableRandom;

/** Draws destinations from a seed: ASN in the upper, host part in the lower 32 bits. Thread: any. */
public final class Destinations {
    /** So many distinct ones that neither the second-level cache nor a branch predictor knows them: 32 MiB. */
    public static final int UNIFORM_COUNT = 1 << 22;
    /** Distinct ones of {@link Kind#HOT}. */
    public static final int HOT_COUNT = 4096;

    /** How destinations are drawn. */
    public enum Kind {
        /** Each from a route drawn from all routes, bits below the prefix at random; {@value #UNIFORM_COUNT} of them. */
        UNIFORM,
        /** {@value #HOT_COUNT} of the same, again and again. */
        HOT
    }

    private Destinations() {
    }

    /** Destinations of a kind, to be cycled. */
    public static long[] of(final Kind kind, final RouteTable table, final long seed) {
        return uniform(table, kind == Kind.HOT ? HOT_COUNT : UNIFORM_COUNT, seed);
    }

    /** Each from a route drawn from all routes. */
    public static long[] uniform(final RouteTable table, final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long[] destinations = new long[count];
        for (int i = 0; i < count; i++) {
            destinations[i] = inside(table, random);
        }
        return destinations;
    }

    private static long inside(final RouteTable table, final SplittableRandom random) {
        final int route = random.nextInt(table.size());
        return table.prefix(route) | random.nextLong() & ~RouteTable.mask(table.lengthBits(route));
    }
}
