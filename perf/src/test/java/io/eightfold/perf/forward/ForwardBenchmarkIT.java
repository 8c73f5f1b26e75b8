// SPDX-License-Identifier: Apache-2.0
// Runs the benchmark in small: real DPDK, real worker, a fraction of a second.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class ForwardBenchmarkIT {
    private static final int FRAMES = 300;
    private static final int TRIALS = 2;
    private static final int CORE = 0;

    @Test
    void shouldCheckEveryFrameAndThenReportARate() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final int cpus = Runtime.getRuntime().availableProcessors();
        final ForwardResult result = ForwardBenchmark.alone(new ForwardSettings(FRAMES, 32, TRIALS, CORE, 100, 100), TestTraffic.oneSixteenAnAsn(200));
        final JsonObject json = result.json();
        assertEquals(List.of("name", "unit", "subject", "median", "min", "max", "cyclesPerPacketMedian", "checkedFrames", "routes", "asns", "trials", "environment"),
            List.copyOf(json.keySet()));
        final JsonObject environment = json.getAsJsonObject("environment");
        assertEquals(List.of("date", "commit", "cpu", "cpuFlags", "l2", "l3", "cpus", "clock", "kernel", "java", "collector", "dpdk", "hugepages", "jvmFlags",
            "tscHz", "placement", "stealTicks"), List.copyOf(environment.keySet()));
        assertEquals("pinned to CPU 0", environment.getAsJsonObject("placement").get("worker").getAsString());
        assertEquals(FRAMES, json.get("checkedFrames").getAsInt());
        assertEquals(TRIALS, json.getAsJsonArray("trials").size());
        assertTrue(json.get("min").getAsDouble() > 0, json::toString);
        assertTrue(json.get("min").getAsDouble() <= json.get("median").getAsDouble(), json::toString);
        assertTrue(json.get("median").getAsDouble() <= json.get("max").getAsDouble(), json::toString);
        assertTrue(json.get("cyclesPerPacketMedian").getAsDouble() > 0, json::toString);
        assertEquals(cpus, environment.get("cpus").getAsInt(), "CPUs of the machine, not those of the pinned thread");
        assertTrue(result.text().contains("one worker, burst 32, 300 frames (64 bytes with FCS) over 200 routes in 200 ASNs"), result::text);
    }
}
