// SPDX-License-Identifier: Apache-2.0
// Runs the worker beside dpdk-testpmd, in small.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class TestpmdIT {
    @Test
    void shouldRunThePeerInItsTrialsOnlyAndLeaveNothing() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        Assumptions.assumeTrue(Arrays.stream(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, "dpdk-testpmd"))),
            "no dpdk-testpmd on this machine; run as root: ci/install perf");
        final JsonObject json = ExternalBenchmark.testpmd(new ForwardSettings(300, 32, 2, 0, 100, 100), TestTraffic.oneSixteenAnAsn(200)).json();
        assertEquals("dpdk-testpmd macswap, no lookup, burst 32", json.get("peer").getAsString());
        assertEquals(2, json.getAsJsonArray("trials").size());
        assertTrue(json.get("peerMedian").getAsDouble() > 0, json::toString);
        assertEquals(0, ProcessHandle.current().descendants().filter(p -> p.info().command().orElse("").endsWith("testpmd")).count());
    }
}
