// SPDX-License-Identifier: Apache-2.0
// Seeds of the generated tests, printed and settable.
package io.eightfold.dataplane.testing;

import java.util.SplittableRandom;

/** Seeds come from {@code -Deightfold.seed=N}, so that every find can be repeated. */
public final class TestSeed {
    private static final long DEFAULT_SEED = 8_000_421L;

    private TestSeed() {
    }

    /** The seed of this run, printed with the test's name. */
    public static long of(final String test) {
        final long seed = Long.getLong("eightfold.seed", DEFAULT_SEED);
        System.out.println(test + " seed=" + seed);
        return seed;
    }

    /** A random source of this run's seed. */
    public static SplittableRandom random(final String test) {
        return new SplittableRandom(of(test));
    }
}
