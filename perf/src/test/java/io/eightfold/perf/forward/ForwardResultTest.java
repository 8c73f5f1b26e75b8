// SPDX-License-Identifier: Apache-2.0
// Tests of the benchmark's settings and of the figures it prints.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.trial.Statistics;
import org.junit.jupiter.api.Test;

class ForwardResultTest {

    @Test
    void shouldReportMedianAndSpread() {
        final ForwardResult result = new ForwardResult(new ForwardSettings(64, 32, 4, -1), TestTraffic.oneSixteenAnAsn(100), new double[] {9.5, 10.004, 8.25, 11},
            new double[] {250, 240, 260, 230}, 64, Environment.json(false));
        final JsonObject json = result.json();
        assertEquals("forward-ip8-100asns-64frames-1w-64B-burst32", json.get("name").getAsString());
        assertEquals(9.752, json.get("median").getAsDouble());
        assertEquals(8.25, json.get("min").getAsDouble());
        assertEquals(11, json.get("max").getAsDouble());
        assertEquals(245, json.get("cyclesPerPacketMedian").getAsDouble());
        assertEquals("[9.5,10.004,8.25,11.0]", json.getAsJsonArray("trials").toString());
        assertTrue(result.text().contains("9.75 Mpps (median of 4 trials of 1000 ms; 8.25 to 11.00)"), result.text());
    }

    @Test
    void shouldTakeTheMiddleOfAnOddNumberOfTrials() {
        assertEquals(2, Statistics.median(new double[] {3, 1, 2}));
    }

    @Test
    void shouldNameTheSettingThatIsOutOfBoundsAndItsLimits() {
        assertRefused("frames=262145 is outside 1 to 262144", 262_145, 1, 1, 0, 1);
        assertRefused("frames=0 is outside 1 to 262144", 0, 1, 1, 0, 1);
        assertRefused("burst=65 is outside 1 to 64", 1, 65, 1, 0, 1);
        assertRefused("trials=0 is outside 1 to 1000", 1, 1, 0, 0, 1);
        assertRefused("warmUpMs=-1 is outside 0 to 60000", 1, 1, 1, -1, 1);
        assertRefused("trialMs=0 is outside 1 to 60000", 1, 1, 1, 0, 0);
    }

    private static void assertRefused(final String words, final int frames, final int burst, final int trials, final int warmUpMs, final int trialMs) {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> new ForwardSettings(frames, burst, trials, -1, warmUpMs, trialMs));
        assertTrue(refused.getMessage().startsWith(words), refused.getMessage());
    }
}
