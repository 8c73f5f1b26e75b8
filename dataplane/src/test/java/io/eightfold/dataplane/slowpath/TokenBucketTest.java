// SPDX-License-Identifier: Apache-2.0
// The limit of ICMP errors, with a clock that the test turns.
package io.eightfold.dataplane.slowpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long START_NS = Long.MAX_VALUE - 50_000_000;
    private static final long HOUR_NS = 3_600_000_000_000L;

    @Test
    void shouldGiveItsBurstThenItsRate() {
        final TokenBucket bucket = new TokenBucket(10, 2, START_NS);
        assertTrue(bucket.take(START_NS));
        assertTrue(bucket.take(START_NS));
        assertFalse(bucket.take(START_NS + 99_999_999));
        assertTrue(bucket.take(START_NS + 100_000_000));
        assertFalse(bucket.take(START_NS + 100_000_001));
    }

    @Test
    void shouldHoldNoMoreThanItsBurst() {
        final TokenBucket bucket = new TokenBucket(10, 2, START_NS);
        assertTrue(bucket.take(START_NS + HOUR_NS));
        assertTrue(bucket.take(START_NS + HOUR_NS));
        assertFalse(bucket.take(START_NS + HOUR_NS));
    }

    /** Found by the frame fuzz on a busy machine: a round's time used after a later one took tokens away. */
    @Test
    void shouldLoseNothingWhenTimeSeemsToGoBack() {
        final TokenBucket bucket = new TokenBucket(1_000, 3, 1_000_000);
        assertTrue(bucket.take(9_000_000));
        assertTrue(bucket.take(5_000_000));
        assertTrue(bucket.take(5_000_000));
        assertFalse(bucket.take(9_000_000));
        assertTrue(bucket.take(10_000_000));
    }

    @Test
    void shouldKeepItsRateOverTime() {
        final TokenBucket bucket = new TokenBucket(1_000, 10, 0);
        int taken = 0;
        for (long nowNs = 0; nowNs < 10_000_000_000L; nowNs += 100_000) {
            taken += bucket.take(nowNs) ? 1 : 0;
        }
        assertEquals(10_000, taken, 10);
    }
}
