// SPDX-License-Identifier: Apache-2.0
// The whole measurement, short, the worker against itself.
package io.eightfold.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.NativeThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LatencyBenchmarkIT {
    @Test
    void shouldMeasureSubjectAndPeerAtTheSameRate() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        Assumptions.assumeTrue(NativeThread.isAllowed(0) && NativeThread.isAllowed(1), "needs CPUs 0 and 1; allow them with taskset");
        final LatencyBenchmark.Settings settings = new LatencyBenchmark.Settings(20_000, 1, 2, 1, 0, 1, 1000, false, 100);
        final JsonObject json = LatencyBenchmark.run(settings, new WorkerFactory(), new WorkerFactory()).json();
        for (final String side : new String[] {"subject", "peer"}) {
            final JsonObject latency = json.getAsJsonObject("latency").getAsJsonObject(side);
            assertEquals(0, latency.get("lost").getAsLong(), json::toString);
            assertEquals(0, latency.get("outOfOrder").getAsLong(), json::toString);
            assertTrue(latency.get("count").getAsLong() > 0, json::toString);
            assertTrue(latency.get("p50").getAsLong() <= latency.get("p99_9").getAsLong(), json::toString);
        }
        // One when the machine's cores were far from each other for too long.
        assertTrue(json.getAsJsonArray("trials").size() >= 1, json::toString);
        assertEquals(0.02, json.get("offeredMpps").getAsDouble());
        assertEquals(2, json.getAsJsonArray("figures").size());
    }
}
