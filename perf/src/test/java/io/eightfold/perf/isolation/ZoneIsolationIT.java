// SPDX-License-Identifier: Apache-2.0
// Every internal zone through a worker.
package io.eightfold.perf.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.perf.forward.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZoneIsolationIT {
    private static final int SOME_ZONES = 1 << 18;
    private static final int ORDINARY = SOME_ZONES / WayRun.ZONES_AN_ORDINARY;

    private static Testbed testbed;
    private static ZoneIsolation isolation;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        testbed = Testbed.openQuickly(ZoneIsolation.MEMORY_MIB, -1);
        isolation = new ZoneIsolation(testbed);
    }

    @AfterAll
    static void close() {
        if (testbed != null) {
            isolation.close();
            testbed.close();
        }
    }

    @Test
    void shouldStopEveryZoneOnEveryWay() {
        final IsolationResult result = isolation.run(ZoneIsolation.ALL_ZONES);
        System.out.println(result.text());
        for (final WayResult way : result.ways()) {
            assertEquals(16_777_216, way.dropped(), way::text);
            assertEquals(0, way.crossed(), way::text);
            assertEquals(16_777_216 + 256, way.received(), way::text);
            assertEquals(256, way.passed(), way::text);
            assertTrue(way.isIsolated(), way::text);
        }
        assertEquals(List.of(Way.values()), result.ways().stream().map(WayResult::way).toList());
        assertTrue(result.text().contains("16,777,216 zones as source: by each of 4 ways across the border dropped 16,777,216, crossed 0\n"
            + "16,777,216 zones as destination: by each of 4 ways across the border dropped 16,777,216, crossed 0\n"), result::text);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_OUT", "DESTINATION_OUT", "SOURCE_IN", "DESTINATION_IN"})
    void shouldSeeEveryZoneCrossWithoutABorder(final Way way) {
        final WayResult result = isolation.run(way, SOME_ZONES, false);
        assertEquals(SOME_ZONES, result.crossed(), result::text);
        assertEquals(SOME_ZONES + ORDINARY, result.forwarded(), result::text);
        assertEquals(ORDINARY, result.passed(), result::text);
        assertEquals(0, result.dropped() + result.otherwise(), result::text);
        assertFalse(result.isIsolated(), result::text);
        assertFalse(new IsolationResult(List.of(result)).isIsolated());
    }
}
