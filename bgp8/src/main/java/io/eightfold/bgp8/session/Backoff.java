// SPDX-License-Identifier: Apache-2.0
// How long to wait before the next attempt.
package io.eightfold.bgp8.session;

import java.util.SplittableRandom;

/**
 * How long to wait before the next attempt: 1 s, then twice as long with every failure up to 120 s. Source: RFC 4271 §8.1.1 (DampPeerOscillations) and §10. Thread:
 * that of the machine.
 */
final class Backoff {
    static final int MAX_S = 120;
    /** A session that was up so long is no failure. */
    static final long STABLE_NS = 60 * Timer.SECOND_NS;
    private static final double LEAST_JITTER = 0.75;
    private final SplittableRandom random;
    private int failures;

    Backoff(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** Some of the time, between three quarters and all. Source: RFC 4271 §10. */
    long jittered(final long timeNs) {
        return (long) (timeNs * (LEAST_JITTER + random.nextDouble() * (1 - LEAST_JITTER)));
    }

    /** The wait after one more failure. */
    long failed() {
        final long waitNs = jittered(Math.min(1L << failures, MAX_S) * Timer.SECOND_NS);
        failures = Math.min(failures + 1, 7);
        return waitNs;
    }

    void forget() {
        failures = 0;
    }

    /** Whether it failed more than once of late: then the peer's connections are refused too until the wait is over. */
    boolean isDamped() {
        return failures > 1;
    }
}
