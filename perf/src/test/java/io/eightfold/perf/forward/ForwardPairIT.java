// SPDX-License-Identifier: Apache-2.0
// Runs the worker beside a second one, in small: real DPDK, a fraction of a second.
package io.eightfold.perf.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** DPDK starts once a process, so one comparison, and then what a rig must refuse in it. */
class ForwardPairIT {
    private static final ForwardSettings SETTINGS = new ForwardSettings(300, 32, 3, 0, 200, 50);

    @Test
    void shouldMeasureTwoWorkersOverOnePathInTurns() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final Comparison comparison = ForwardBenchmark.beside(InProcessPeer.SELF, SETTINGS, TestTraffic.oneSixteenAnAsn(200));
        final JsonObject json = comparison.json();
        assertEquals("forward-self-ip8-200asns-300frames-1w-64B-burst32", json.get("name").getAsString());
        assertEquals(3, comparison.pairs().length);
        // Only the harness stands between the two; other load of the machine decides how near to 1 it is in trials as short as these.
        assertTrue(comparison.ratio() > 0.01 && comparison.ratio() < 100, json::toString);
        assertTrue(json.getAsJsonObject("cyclesPerPacketMedian").get("peer").getAsDouble() > 0, json::toString);
        assertEquals(200, json.get("routes").getAsInt());
    }

    @Test
    void shouldReportNoRateWhenAFrameIsNotAsExpected() throws IOException {
        final Path output = Files.createTempFile("ipv8-perf", ".pcap");
        final TestTraffic traffic = new TestTraffic(10, 20);
        try {
            PcapFile.write(output, traffic.frames());
            final IllegalStateException wrong = assertThrows(IllegalStateException.class, () -> ForwardRig.compare(output, traffic.expected(), "it"));
            assertTrue(wrong.getMessage().contains("frame 0 "), wrong.getMessage());
            PcapFile.write(output, traffic.expected().subList(0, 19));
            final IllegalStateException missing = assertThrows(IllegalStateException.class, () -> ForwardRig.compare(output, traffic.expected(), "it"));
            assertTrue(missing.getMessage().contains("frame 19 ") && missing.getMessage().contains("19 of 20"), missing.getMessage());
            PcapFile.write(output, traffic.expected());
            ForwardRig.compare(output, traffic.expected(), "it");
        } finally {
            Files.delete(output);
        }
    }
}
