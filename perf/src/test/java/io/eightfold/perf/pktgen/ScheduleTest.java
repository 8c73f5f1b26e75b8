// SPDX-License-Identifier: Apache-2.0
// Rate control against a clock that is advanced by hand.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long HZ = 2_000_000_000L;
    private static final int BURST = 32;
    private final Schedule schedule = new Schedule(BURST, HZ);

    private long sendFor(final long ticks, final long step) {
        long sent = 0;
        for (long now = 0; now < ticks; now += step) {
            final int due = schedule.due(now);
            assertTrue(due >= 0 && due <= BURST, () -> due + " due");
            schedule.take(due);
            sent += due;
        }
        return sent;
    }

    @Test
    void shouldSendTheRateExactly() {
        for (final double pps : new double[] {1, 7, 1000, 333_333, 1e6, 9.7e6}) {
            schedule.start(pps, 0);
            final long sent = sendFor(3 * HZ, 1_900);
            assertEquals(3 * pps, sent, BURST + 1, () -> pps + " pps");
            assertEquals(0, schedule.missed(), () -> pps + " pps");
        }
    }

    @Test
    void shouldSpaceSingleFramesEvenly() {
        schedule.start(1000, 0);
        long last = -1;
        for (long now = 0; now < HZ / 10; now += 200) {
            final int due = schedule.due(now);
            assertTrue(due <= 1);
            schedule.take(due);
            if (due == 1) {
                final long gap = now - last;
                assertTrue(last < 0 || Math.abs(gap - HZ / 1000) <= 400, () -> "gap of " + gap + " ticks");
                last = now;
            }
        }
    }

    @Test
    void shouldNeverExceedABurstAfterAPauseAndCountWhatItMissed() {
        schedule.start(1e6, 0);
        schedule.take(schedule.due(0));
        final int due = schedule.due(HZ);
        assertEquals(BURST, due);
        schedule.take(due);
        assertEquals(0, schedule.due(HZ), "nothing is made up for");
        assertEquals(1_000_000 - BURST, schedule.missed(), 2);
    }

    @Test
    void shouldAlwaysSendABurstWithoutALimit() {
        schedule.start(Double.POSITIVE_INFINITY, 0);
        assertEquals(BURST, schedule.due(0));
        schedule.take(BURST);
        assertEquals(BURST, schedule.due(0));
        assertEquals(0, schedule.missed());
    }
}
