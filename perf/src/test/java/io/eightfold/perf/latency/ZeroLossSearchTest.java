// SPDX-License-Identifier: Apache-2.0
// The search for the zero-loss rate against devices with a known limit.
package io.eightfold.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ZeroLossSearchTest {
    private static final long GENERATOR_PPS = 3_200_000;

    @Test
    void shouldFindTheLimitToTheWidth() {
        final ZeroLossSearch.Found found = ZeroLossSearch.search(GENERATOR_PPS, rate -> rate <= 1_234_567);
        assertTrue(found.ratePps() <= 1_234_567 && found.ratePps() > 1_234_567 - GENERATOR_PPS / 32, found::toString);
        assertFalse(found.isGeneratorBound());
    }

    @Test
    void shouldSayThatTheGeneratorIsTheLimit() {
        assertEquals(new ZeroLossSearch.Found(GENERATOR_PPS, true), ZeroLossSearch.search(GENERATOR_PPS, rate -> true));
    }

    @Test
    void shouldForgiveTwoDisturbedTrialsOfARate() {
        final int[] trials = new int[1];
        assertTrue(ZeroLossSearch.search(GENERATOR_PPS, rate -> ++trials[0] == ZeroLossSearch.ATTEMPTS).isGeneratorBound());
    }

    @Test
    void shouldFindNothingWhenEveryRateLoses() {
        assertEquals(new ZeroLossSearch.Found(0, false), ZeroLossSearch.search(GENERATOR_PPS, rate -> false));
    }
}
