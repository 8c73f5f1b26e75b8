// SPDX-License-Identifier: Apache-2.0
// The stock daemons pass all routes on.
package io.eightfold.perf.bgp8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.bgp8.PropagateBenchmark.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small tables through whichever of the daemons is installed. */
final class StockDaemonsIT {
    private static final int COUNT = 2_000;

    private static Subject installed(final DaemonKind kind, final String program) {
        assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed; ci/install perf installs it");
        return new Subject(kind, RouteKind.IPV4);
    }

    @Test
    void shouldPassThroughBird() {
        propagate(installed(DaemonKind.BIRD, "/usr/sbin/bird"));
    }

    @Test
    void shouldPassThroughFrr() {
        propagate(installed(DaemonKind.FRR, "/usr/lib/frr/bgpd"));
    }

    @Test
    void shouldPassThroughGobgp() {
        propagate(installed(DaemonKind.GOBGP, "/usr/bin/gobgpd"));
    }

    @Test
    void shouldSeeEveryChange() {
        final ChurnBenchmark.Result result = ChurnBenchmark.run(List.of(installed(DaemonKind.BIRD, "/usr/sbin/bird")), new ChurnBenchmark.Settings(COUNT, 1, 500));
        assertEquals(500, result.readings().getFirst().changes() + result.readings().getFirst().skipped());
        assertEquals(result.readings().getFirst().changes(), result.readings().getFirst().latencyNs().getTotalCount());
    }

    private static void propagate(final Subject subject) {
        final JsonObject json = PropagateBenchmark.run(List.of(subject), COUNT, 1, 1).json();
        assertTrue(json.getAsJsonObject(subject.name()).getAsJsonArray("runs").get(0).getAsJsonObject().get("loadS").getAsDouble() > 0, json::toString);
    }
}
