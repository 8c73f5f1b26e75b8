// SPDX-License-Identifier: Apache-2.0
// Finds the highest rate at which nothing is lost.
package io.eightfold.perf.latency;

import java.util.function.LongPredicate;

/**
 * A short bisection. A rate passes when one of {@value #ATTEMPTS} trials is clean: one disturbance of the machine must not decide. Thread: any.
 */
final class ZeroLossSearch {
    static final int ATTEMPTS = 3;
    /** The bisection ends at 1/32 of the generator's rate. */
    private static final int STEPS = 5;

    private ZeroLossSearch() {
    }

    /**
     * @param ratePps            the highest rate that passed; 0 when none did.
     * @param isGeneratorBound   whether the generator's own limit passed, so that the true rate is higher.
     */
    record Found(long ratePps, boolean isGeneratorBound) {
    }

    /**
     * @param limitPps what the generator can send.
     * @param isClean  makes one trial at a rate.
     */
    static Found search(final long limitPps, final LongPredicate isClean) {
        if (passes(limitPps, isClean)) {
            return new Found(limitPps, true);
        }
        long low = 0;
        long high = limitPps;
        for (int i = 0; i < STEPS; i++) {
            final long middle = (low + high) / 2;
            if (passes(middle, isClean)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Found(low, false);
    }

    private static boolean passes(final long ratePps, final LongPredicate isClean) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (isClean.test(ratePps)) {
                return true;
            }
        }
        return false;
    }
}
