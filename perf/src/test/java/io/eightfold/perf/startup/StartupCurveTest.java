// SPDX-License-Identifier: Apache-2.0
// Tests of the moment that counts as steady.
package io.eightfold.perf.startup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StartupCurveTest {
    private static final long SLOW = 10_000;
    private static final long STEADY = 300_000;
    private static final double EXACT = 1e-9;

    @Test
    void shouldFindTheEndOfTheFirstSteadyWindow() {
        final long[] packets = new long[100];
        Arrays.fill(packets, 0, 30, SLOW);
        Arrays.fill(packets, 30, 100, STEADY);
        final StartupCurve curve = new StartupCurve(10, 0.4, packets);
        assertEquals(30, curve.steadyMpps(), EXACT);
        // Slices 30 to 34 are the first five that are steady: 350 ms after the first slice began.
        assertEquals(0.75, curve.secondsToSteady(), EXACT);
    }

    @Test
    void shouldNotTakeOneFastSliceForSteady() {
        final long[] packets = new long[100];
        Arrays.fill(packets, 0, 50, SLOW);
        Arrays.fill(packets, 50, 100, STEADY);
        packets[10] = 2 * STEADY;
        assertEquals(0.55, new StartupCurve(10, 0, packets).secondsToSteady(), EXACT);
    }

    @Test
    void shouldMeasureSteadyByTheLastQuarterWithoutItsPauses() {
        final long[] packets = new long[100];
        Arrays.fill(packets, 0, 75, SLOW);
        Arrays.fill(packets, 75, 100, STEADY);
        packets[80] = 0;
        assertEquals(30, new StartupCurve(10, 0, packets).steadyMpps(), EXACT);
    }

    @Test
    void shouldDrawTheCurveInFewerPoints() {
        final long[] packets = new long[20];
        Arrays.fill(packets, 0, 10, SLOW);
        Arrays.fill(packets, 10, 20, STEADY);
        assertArrayEquals(new double[] {1, 30}, new StartupCurve(10, 0, packets).coarse(10), EXACT);
    }

    @Test
    void shouldRefuseACurveOfTooFewSlices() {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new StartupCurve(10, 0, new long[19]));
        assertTrue(refused.getMessage().startsWith("slices=19 < 20"), refused.getMessage());
    }
}
