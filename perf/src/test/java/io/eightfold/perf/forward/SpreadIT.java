// SPDX-License-Identifier: Apache-2.0
// Runs the comparison of a large with a small table, in small.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class SpreadIT {
    /** More than fit into buffers of full size. */
    private static final int FRAMES = 20_000;

    @Test
    void shouldMeasureTwoTablesInOneProcess() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final JsonObject json = ForwardBenchmark.spread(new ForwardSettings(FRAMES, 32, 2, 0, 100, 50),
            TestTraffic.oneSixteenAnAsn(5000)).json();
        assertEquals(5000, json.get("routes").getAsInt());
        assertEquals(1, json.get("peerRoutes").getAsInt());
        assertEquals(FRAMES, json.get("checkedFrames").getAsInt());
        assertTrue(json.get("ratioMin").getAsDouble() > 0, json::toString);
    }
}
