// SPDX-License-Identifier: Apache-2.0
// Where the state goes, and that only its owner can read it.
package io.eightfold.controlplane.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    Path base;

    @Test
    void shouldFollowTheEnvironment() {
        assertEquals(Path.of("/var/lib/eightfold/r1/journal"), StateDirectory.of("r1", Map.of()).journal());
        assertEquals(Path.of("/tmp/x/r1/state"), StateDirectory.of("r1", Map.of("EIGHTFOLD_RUN_DIR", "/tmp/x")).directory());
        assertEquals(Path.of("/tmp/y/r1/config"),
                StateDirectory.of("r1", Map.of("EIGHTFOLD_RUN_DIR", "/tmp/x", "EIGHTFOLD_STATE_DIR", "/tmp/y")).configurations());
        assertThrows(IllegalArgumentException.class, () -> StateDirectory.of("../r1", Map.of()));
    }

    @Test
    void shouldMakeADirectoryForTheOwnerOnly() throws Exception {
        final StateDirectory state = StateDirectory.of("r1", Map.of("EIGHTFOLD_STATE_DIR", base.resolve("new").toString())).create();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.directory())));
        state.create();
    }

    @Test
    void shouldSayWhatToDoWhenItCannotBeMade() throws Exception {
        final Path file = Files.createFile(base.resolve("file"));
        final ManagementException e = assertThrows(ManagementException.class, () -> new StateDirectory(file.resolve("r1")).create());
        assertTrue(e.getMessage().contains(file.toString()) && e.getMessage().contains("set EIGHTFOLD_STATE_DIR"), e.getMessage());
    }
}
