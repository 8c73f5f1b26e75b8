// SPDX-License-Identifier: Apache-2.0
// The build goes on without a cache when the training fails; this test is where it shows.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotTrainingIT {
    @TempDir
    private Path directory;

    @Test
    void shouldRunEveryCommandOfTheTrainingWithoutError() throws IOException, InterruptedException {
        final Ipv8Process.Outcome outcome = Ipv8Process.run(directory, AotTraining.class);
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("64497.10.0.0.0/16 [1/0] via 64496.10.1.0.2, eth1"), outcome.out());
    }
}
