// SPDX-License-Identifier: Apache-2.0
// The measurement of revocations in small: a registry's server, a router and packets.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.peer.PerfLibrary;
import io.eightfold.perf.whois8.RevocationBenchmark;
import io.eightfold.perf.whois8.Whois8Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Here and not in perf: the dataplane's process is a command of this room. */
final class RevocationIT {
    private static final int SAMPLES = 3;

    /** The launcher names the repository, whose options the server's process starts with. */
    @BeforeAll
    static void nameHome() {
        System.setProperty(PerfLibrary.HOME_PROPERTY, Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().toString());
    }

    @AfterAll
    static void forgetHome() {
        System.clearProperty(PerfLibrary.HOME_PROPERTY);
    }

    @Test
    void shouldStopThePacketsOfARevokedRoute() {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: network namespaces and DPDK need root");

        final JsonObject json = RevocationBenchmark.run(new Whois8Settings(1_000, 1, 1, -1, false), SAMPLES).json();

        assertEquals(SAMPLES, json.getAsJsonArray("samplesMs").size());
        assertEquals(840, json.get("routes").getAsInt(), 60);
        // Packets flow until the router has heard of it, which is after the registry has signed it.
        assertTrue(json.get("maxMs").getAsDouble() > 0, json::toString);
    }
}
