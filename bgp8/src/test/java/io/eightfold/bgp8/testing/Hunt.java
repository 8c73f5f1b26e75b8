// SPDX-License-Identifier: Apache-2.0
// Seeds of tests by chance.
package io.eightfold.bgp8.testing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
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

    /** Seeds by the clock, one after the other, until the hunt's time is over, which runs from the first one on; none when no hunt was asked for. */
    public static LongStream seeds() {
        final long durationNs = TimeUnit.SECONDS.toNanos(Long.getLong("eightfold.hunt", 0));
        return durationNs == 0 ? LongStream.empty() : LongStream.iterate(System.nanoTime(), new Time(durationNs), seed -> seed + 1);
    }

    /** Whether there is time left. */
    private static final class Time implements LongPredicate {
        private final long durationNs;
        private long beganNs;
        private boolean hasBegun;

        private Time(final long durationNs) {
            this.durationNs = durationNs;
        }

        @Override
        public boolean test(final long seed) {
            if (!hasBegun) {
                hasBegun = true;
                beganNs = System.nanoTime();
                System.out.println("hunt seed=" + seed + " and on");
            }
            return System.nanoTime() - beganNs < durationNs;
        }
    }
}
