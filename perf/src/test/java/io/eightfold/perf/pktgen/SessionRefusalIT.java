// SPDX-License-Identifier: Apache-2.0
// What must not lead to a rate.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class SessionRefusalIT {
    @Test
    void shouldReportNoRateWhenFramesAreNotRewritten() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final Session.Settings settings = new Session.Settings("net_ring", "net_ring", 128, 32, -1, 1, null, false, List.of(), 64);
        try (Session session = Session.open(settings, _ -> TestTraffic.ipv4("64", 10, 1))) {
            final String message = assertThrows(IllegalStateException.class, () -> session.prove(10, 10_000)).getMessage();
            assertTrue(message.contains("10 of 10 frames") && message.contains("TTL 63") && message.contains("no rate is reported"), message);
        }
    }
}
