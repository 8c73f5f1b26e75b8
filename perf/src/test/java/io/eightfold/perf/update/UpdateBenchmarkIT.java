// SPDX-License-Identifier: Apache-2.0
// Runs the worker during route updates, in small: no packet may be lost.
package io.eightfold.perf.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.forward.ForwardSettings;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.perf.table.Ipv4Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One run: DPDK starts once a process. */
class UpdateBenchmarkIT {
    private static final ForwardSettings FORWARD = new ForwardSettings(300, 32, 3, 0, 200, 200);

    @Test
    void shouldLoseNothingWhileRoutesChange() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final JsonObject json = UpdateBenchmark.run(new UpdateBenchmark.Settings(FORWARD, 50_000, 50),
            Ipv4Shape.full(5000, 16, TestTraffic.SEED)).json();
        assertEquals(0, json.get("lost").getAsLong(), json::toString);
        assertTrue(json.get("updates").getAsLong() > 0, json::toString);
        assertTrue(json.get("updatesPerSecond").getAsLong() > 0, json::toString);
        assertTrue(json.getAsJsonObject("batchLatencyUs").get("p50").getAsDouble() > 0, json::toString);
        assertEquals(3, json.getAsJsonArray("trials").size());
        assertEquals(300, json.get("checkedFrames").getAsInt());
    }

    @Test
    void shouldNameTheSettingThatIsOutOfBounds() {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new UpdateBenchmark.Settings(FORWARD, 0, 1));
        assertEquals("updates=0 is outside 1 to 10000000; choose one inside", refused.getMessage());
    }
}
