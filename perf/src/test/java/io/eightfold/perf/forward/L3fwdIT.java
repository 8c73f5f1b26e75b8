// SPDX-License-Identifier: Apache-2.0
// Runs the worker beside DPDK's l3fwd, in small.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.peer.PerfLibrary;
import io.eightfold.perf.process.ExternalProgram.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class L3fwdIT {
    @Test
    void shouldMeasureL3fwdWithItsThousandRoutes() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        Assumptions.assumeTrue(Files.isExecutable(Path.of(System.getProperty(PerfLibrary.HOME_PROPERTY), "perf", "target", "l3fwd", "l3fwd")),
            "no perf/target/l3fwd/l3fwd; build it with perf/fetch-l3fwd");
        final JsonObject json = ExternalBenchmark.l3fwd(new ForwardSettings(300, 32, 2, 0, 100, 100), TestTraffic.oneSixteenAnAsn(1000), Lookup.LPM).json();
        assertEquals("DPDK l3fwd lpm, IPv4, 1000 routes, burst 32", json.get("peer").getAsString());
        assertEquals(1000, json.get("peerRoutes").getAsInt());
        assertEquals(2, json.getAsJsonArray("trials").size());
        assertTrue(json.get("peerMedian").getAsDouble() > 0, json::toString);
    }
}
