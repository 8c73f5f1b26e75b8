// SPDX-License-Identifier: Apache-2.0
// The measurement of the FIB push in small: a dataplane of its own, ten thousand routes, packets.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.push.FibPushBenchmark;
import io.eightfold.perf.push.FibPushSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Here and not in perf: the dataplane's process is a command of this room. */
final class FibPushIT {
    private static final int ROUTES = 10_000;
    private static final int SAMPLES = 30;

    @Test
    void shouldAccountForEveryRouteAndLeaveNothingBehind() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: network namespaces and DPDK need root");
        final List<String> before = leftBehind();

        final JsonObject json = FibPushBenchmark.run(new FibPushSettings(ROUTES, 1, SAMPLES, 1_000, 1_000, false)).json();

        assertEquals(ROUTES, json.get("checkedRoutes").getAsLong());
        assertEquals(1, json.getAsJsonArray("trials").size());
        assertTrue(json.get("median").getAsDouble() > 0, json::toString);
        assertEquals(SAMPLES, json.getAsJsonObject("latency").getAsJsonObject("subject").get("count").getAsLong());
        assertEquals(SAMPLES, json.getAsJsonObject("latencyDuringChurn").get("count").getAsLong());
        // Warm-up, one round and the last load, each of all routes; two withdrawals; the whole table again at the resynchronisation.
        final JsonObject counters = json.getAsJsonObject("publisherCounters");
        assertTrue(counters.get("routes").getAsLong() >= 6L * ROUTES, counters::toString);
        assertEquals(0, counters.get("digest-mismatches").getAsLong(), counters::toString);
        assertEquals(before, leftBehind());
        assertFalse(json.getAsJsonObject("environment").get("date").getAsString().isEmpty());
    }

    private static List<String> leftBehind() throws IOException {
        final String pid = Long.toString(ProcessHandle.current().pid());
        final Path namespaces = Path.of("/run/netns");
        if (!Files.isDirectory(namespaces)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(namespaces)) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith("-" + pid)).sorted().toList();
        }
    }
}
