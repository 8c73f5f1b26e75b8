// SPDX-License-Identifier: Apache-2.0
// Runs the comparison with rte_fib in small: real DPDK, a fraction of a second.
package io.eightfold.perf.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.table.Ipv4Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class FibBenchmarkIT {
    @Test
    void shouldCheckEveryAnswerAndThenCompareUniformAndHotWithRteFib() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        // Of an own AS: the host part alone must be taken from it.
        final FibResult result = FibBenchmark.run(new FibBenchmark.Settings(PeerKind.RTE_FIB, null, 2, 0, 50, 50), Ipv4Shape.ownAsn(64_496, 20_000, 16, 1));
        final JsonObject json = result.json();
        assertEquals(List.of("name", "unit", "subject", "peer", "subjectMedian", "peerMedian", "ratioMedian", "ratioMin", "ratioMax", "reach", "aim", "trials",
            "table", "routes", "asns", "destinations", "checkedDestinations", "bulk", "peerBestBulk", "hot", "environment"), List.copyOf(json.keySet()));
        assertEquals("fib-rte_fib-own-as-20000routes-asn64496-uniform-bulk32", json.get("name").getAsString());
        assertEquals(1.0, json.get("reach").getAsDouble());
        assertEquals(20_000, json.get("routes").getAsInt());
        assertEquals(1 << 22, json.get("checkedDestinations").getAsInt());
        assertEquals(2, json.getAsJsonArray("trials").size());
        assertTrue(json.get("subjectMedian").getAsDouble() > 0, json::toString);
        assertTrue(json.get("peerMedian").getAsDouble() > 0, json::toString);
        assertTrue(json.getAsJsonObject("peerBestBulk").get("bulk").getAsInt() >= 8, json::toString);
        final JsonObject hot = json.getAsJsonObject("hot");
        assertEquals(0.8, hot.get("reach").getAsDouble());
        assertEquals(0.9, hot.get("aim").getAsDouble());
        assertEquals(4096, hot.get("checkedDestinations").getAsInt());
        assertFalse(hot.has("environment"), json::toString);
        assertTrue(json.getAsJsonObject("environment").has("stealTicks"), json::toString);
        assertTrue(result.text().contains("checked  4,194,304 destinations on both sides"), result::text);
    }
}
