// SPDX-License-Identifier: Apache-2.0
// Tests of what the FIB push may be asked.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class FibPushSettingsTest {
    @Test
    void shouldNameTheOptionItsValueAndItsBounds() {
        assertEquals("routes=999 is outside 1000 to 2000000; choose one inside", refused(999, 1, 0, 1, 1));
        assertEquals("rounds=0 is outside 1 to 100; choose one inside", refused(1_000, 0, 0, 1, 1));
        assertEquals("samples=50001 is outside 0 to 50000; choose one inside", refused(1_000, 1, 50_001, 1, 1));
        assertEquals("churn=1001 is outside 1 to 1000; choose one inside", refused(1_000, 1, 0, 1_001, 1));
        assertEquals("churn-rate=0 is outside 1 to 1000000; choose one inside", refused(1_000, 1, 0, 1, 0));
    }

    private static String refused(final int routes, final int rounds, final int samples, final int churned, final int churnPerS) {
        return assertThrows(IllegalArgumentException.class, () -> new FibPushSettings(routes, rounds, samples, churned, churnPerS, false)).getMessage();
    }
}
