// SPDX-License-Identifier: Apache-2.0
// Seeds of tests by chance.
package io.eightfold.bgp8.testing;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Seeds of tests by chance: the same ones in each build, others after them with {@code -Deightfold.hunt=SECONDS}; {@code -Deightfold.seed=N} begins at another one, which
 * is how a find is repeated. A test names the seed when it fails.
 */
public final class Hunt {
    private Hunt() {
    }

    /** The seed to begin with. @param usual taken when none is given */
    public static long seed(final long usual) {
        return Long.getLong("eightfold.seed", usual);
    }

    /** Seeds by the clock, one after the other until the time is over that the hunt has; none when none was asked for. Make it when the hunt begins. */
    public static LongStream seeds() {
        final long durationNs = TimeUnit.SECONDS.toNanos(Long.getLong("eightfold.hunt", 0));
        final long first = System.nanoTime();
        if (durationNs > 0) {
            System.out.println("hunt seed=" + first + " and on");
        }
        return LongStream.iterate(first, _ -> System.nanoTime() - first < durationNs, seed -> seed + 1);
    }
}
