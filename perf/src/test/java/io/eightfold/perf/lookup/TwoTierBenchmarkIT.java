// SPDX-License-Identifier: Apache-2.0
// Runs the comparison with rte_hash and rte_lpm in small: real DPDK, a fraction of a second.
package io.eightfold.perf.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.table.InternetShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class TwoTierBenchmarkIT {
    @Test
    void shouldCheckEveryAnswerAndThenCompareBothTiers() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final JsonObject json = FibBenchmark.run(new FibBenchmark.Settings(PeerKind.RTE, null, 2, 0, 50, 50), InternetShape.of("internet", 5000, 16_345, 16, 1)).json();
        assertEquals("fib-rte-internet-16345routes-5000asns-uniform-bulk32", json.get("name").getAsString());
        assertEquals(1.5, json.get("reach").getAsDouble());
        assertEquals(3.0, json.get("aim").getAsDouble());
        assertEquals(5000, json.get("asns").getAsInt());
        assertEquals(1 << 22, json.get("checkedDestinations").getAsInt());
        assertTrue(json.get("ratioMin").getAsDouble() > 0, json::toString);
        assertFalse(json.has("hot"), json::toString);
        assertTrue(json.get("peer").getAsString().startsWith("rte_hash (crc, 5000 ASNs) and rte_lpm ("), json::toString);
    }
}
