// SPDX-License-Identifier: Apache-2.0
// Runs the search in small: two real processes, real memif, a few short trials.
package io.eightfold.perf.ndr;

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
class NdrBenchmarkIT {
    private static final int ANY_CORE = -1;

    @Test
    void shouldProveForwardingAndFindRates() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final RateSearch.Settings search = new RateSearch.Settings(0.5, 0.1, 0.2, 0.2, 8_000);
        final NdrResult result = NdrBenchmark.run(new NdrBenchmark.Settings(ANY_CORE, ANY_CORE, 32, 12, search));
        final JsonObject json = result.json();
        assertEquals(List.of("name", "unit", "subject", "ndr", "pdr", "ratio", "reach", "aim", "confirmed", "complete", "generatorBound", "maxOffered", "maxReceived",
            "width", "ringDescriptors", "checkedFrames", "generatorWaitedShare", "routerWaitedShare", "disturbed", "trials", "environment"), List.copyOf(json.keySet()));
        assertEquals(65_536, json.get("checkedFrames").getAsInt());
        assertTrue(json.get("maxReceived").getAsDouble() > 0, json::toString);
        assertTrue(json.get("ratio").getAsDouble() <= 1, json::toString);
        for (final Trial trial : result.found().trials()) {
            assertTrue(trial.offered() >= trial.sent() && trial.sent() >= trial.received(), trial::toString);
            assertTrue(trial.waits().generatorMs() >= 0 && trial.waits().routerMs() >= 0, trial::toString);
        }
        assertTrue(result.text().contains("NDR/PDR"), result::text);
        assertEquals(List.of(), ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList(), "the router's process is still there");
    }
}
