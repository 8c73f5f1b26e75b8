// SPDX-License-Identifier: Apache-2.0
// Limits how often something is done.
package io.eightfold.dataplane.slowpath;

/** A token bucket. Thread: its owner. */
final class TokenBucket {
    private final long intervalNs;
    private final long capacityNs;
    private long levelNs;
    private long lastNs;

    /**
     * @param ratePerSecond tokens a second, at least 1.
     * @param burst         tokens it holds when full.
     */
    TokenBucket(final int ratePerSecond, final int burst, final long nowNs) {
        intervalNs = 1_000_000_000L / ratePerSecond;
        capacityNs = intervalNs * burst;
        levelNs = capacityNs;
        lastNs = nowNs;
    }

    /** Takes a token; false when there is none. */
    boolean take(final long nowNs) {
        // A round's own reading of the clock may come after a later one was used within the round: time does not go back here.
        if (nowNs - lastNs > 0) {
            levelNs = Math.min(capacityNs, levelNs + nowNs - lastNs);
            lastNs = nowNs;
        }
        if (levelNs < intervalNs) {
            return false;
        }
        levelNs -= intervalNs;
        return true;
    }
}
