// SPDX-License-Identifier: Apache-2.0
// Limits how often something may happen.
package io.eightfold.host.stack;

/**
 * A token bucket in nanoseconds: a burst may pass at once, later events at the rate (RFC 1812 section 4.3.2.8).
 * <p>Thread: session, the stack's owner.
 */
final class TokenBucket {
    private final long intervalNs;
    private final long burstNs;
    private long creditNs;
    private long lastNs;

    TokenBucket(int ratePerS, int burst, long nowNs) {
        this.intervalNs = 1_000_000_000L / ratePerS;
        this.burstNs = intervalNs * burst;
        this.creditNs = burstNs;
        this.lastNs = nowNs;
    }

    boolean tryTake(long nowNs) {
        creditNs = Math.min(burstNs, creditNs + (nowNs - lastNs));
        lastNs = nowNs;
        if (creditNs < intervalNs) {
            return false;
        }
        creditNs -= intervalNs;
        return true;
    }
}
