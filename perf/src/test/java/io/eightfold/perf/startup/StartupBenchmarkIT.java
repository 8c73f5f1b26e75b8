// SPDX-License-Identifier: Apache-2.0
// Starts a process that forwards, in small.
package io.eightfold.perf.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.forward.ForwardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class StartupBenchmarkIT {
    @Test
    void shouldReportStagesInTheirOrderAndTheSteadyRate() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final JsonObject json = StartupBenchmark.run(new StartupBenchmark.Settings(new ForwardSettings(300, 32, 1, 0, 0, 500), 200)).json();
        assertEquals("startup-ip8-200asns-300frames-1w-64B-burst32", json.get("name").getAsString());
        final JsonObject stages = json.getAsJsonObject("stageEndMedian");
        assertEquals(List.of("jvm", "dpdk", "ports", "routes", "firstPacket"), List.copyOf(stages.keySet()));
        double before = 0;
        for (final String stage : stages.keySet()) {
            assertTrue(stages.get(stage).getAsDouble() >= before, stages::toString);
            before = stages.get(stage).getAsDouble();
        }
        assertTrue(json.get("median").getAsDouble() > before, json::toString);
        assertTrue(json.get("steadyMppsMedian").getAsDouble() > 0, json::toString);
        assertEquals(5, json.getAsJsonArray("mppsBy100ms").size());
    }
}
