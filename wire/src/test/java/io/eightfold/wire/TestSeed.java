// SPDX-License-Identifier: Apache-2.0
// Seeded random numbers for tests, with the seed printed.
package io.eightfold.wire;

import java.util.Random;

/** Random sources whose seed is printed and can be set with {@code -Deightfold.seed=N}, so that every find can be repeated. */
public final class TestSeed {
    private static final long DEFAULT_SEED = 8_000_421L;

    private TestSeed() {
    }

    public static Random random(String test) {
        final long seed = Long.getLong("eightfold.seed", DEFAULT_SEED);
        System.out.println(test + " seed=" + seed);
        return new Random(seed);
    }
}
