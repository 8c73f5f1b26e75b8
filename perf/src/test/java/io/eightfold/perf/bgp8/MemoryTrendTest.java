// SPDX-License-Identifier: Apache-2.0
// The slope of memory.
package io.eightfold.perf.bgp8;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MemoryTrendTest {
    @Test
    void shouldFindTheSlopeOfTheSecondHalf() {
        final MemoryTrend trend = new MemoryTrend();
        for (int second = 0; second < 200; second++) {
            trend.add(second, second < 100 ? 1_000_000 - second : 5_000 + 10 * second);
        }
        assertEquals(600, trend.perMinute(), 1e-6);
    }

    @Test
    void shouldSayNothingOfTooFewSamples() {
        final MemoryTrend trend = new MemoryTrend();
        trend.add(0, 10);
        trend.add(1, 1_000);
        assertEquals(0, trend.perMinute());
    }
}
