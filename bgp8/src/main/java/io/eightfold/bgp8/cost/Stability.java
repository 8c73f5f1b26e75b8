// SPDX-License-Identifier: Apache-2.0
// How much a session's flaps count.
package io.eightfold.bgp8.cost;

import java.util.concurrent.TimeUnit;

/** How much a session's flaps count: a penalty that halves with time. Thread: that of the owner. */
final class Stability {
    static final long HALF_LIFE_NS = TimeUnit.MINUTES.toNanos(15);
    private static final int MILLI = 1_000;
    private static final int MAX_HALVINGS = 62;

    private long penaltyMilli;
    private long sinceNs;

    void flap(final long nowNs) {
        penaltyMilli = Math.min((long) CostFormula.MAX_STABILITY * MILLI, penaltyMilli(nowNs) + (long) CostFormula.FLAP * MILLI);
        sinceNs = nowNs;
    }

    int units(final long nowNs) {
        return (int) (penaltyMilli(nowNs) / MILLI);
    }

    /** Straight between one half-life and the next, so that it needs no powers of broken numbers. */
    private long penaltyMilli(final long nowNs) {
        final long ageNs = nowNs - sinceNs;
        final int halvings = (int) Math.min(MAX_HALVINGS, ageNs / HALF_LIFE_NS);
        final long left = penaltyMilli >> halvings;
        return left - left * (ageNs % HALF_LIFE_NS / MILLI) / (2 * HALF_LIFE_NS / MILLI);
    }
}
