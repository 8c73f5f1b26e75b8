// SPDX-License-Identifier: Apache-2.0
// Instance ids, paths and the lock that a killed process cannot leave behind.
package io.eightfold.controlplane.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunDirectoryTest {
    @TempDir
    Path base;

    /** Holds the lock of the given directory until it is killed. */
    public static final class LockHolder {
        private LockHolder() {
        }

        public static void main(String[] arguments) throws Exception {
            new RunDirectory(Path.of(arguments[0]), arguments[1]).lock();
            System.out.println("locked");
            Thread.sleep(60_000);
        }
    }

    @Test
    void shouldFollowTheEnvironment() {
        assertEquals(Path.of("/run/eightfold/default/control.sock"), RunDirectory.of("default", Map.of()).controlSocket());
        RunDirectory moved = RunDirectory.of("r-1_A", Map.of("EIGHTFOLD_RUN_DIR", "/tmp/x"));
        assertEquals(Path.of("/tmp/x/r-1_A/counters.dat"), moved.countersFile());
        assertEquals(Path.of("/tmp/x/r-1_A/pid"), moved.pidFile());
        assertEquals(Path.of("/tmp/x/r-1_A/lock"), moved.lockFile(RunDirectory.Role.CONTROLPLANE));
    }

    @Test
    void shouldRefuseIdsThatCouldLeaveTheDirectory() {
        for (String id : List.of("", "..", "a/b", "a b", "a.b", "x".repeat(33), "ü", "a\n")) {
            assertThrows(IllegalArgumentException.class, () -> new RunDirectory(base, id), id);
        }
        assertEquals("x".repeat(32), new RunDirectory(base, "x".repeat(32)).id());
    }

    @Test
    void shouldMakeADirectoryForTheOwnerOnly() throws Exception {
        RunDirectory directory = new RunDirectory(base.resolve("new"), "a").create();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.directory())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("new"))));
    }

    @Test
    void shouldHoldOneLockPerIdAndWriteThePid() throws Exception {
        RunDirectory directory = new RunDirectory(base, "a");
        long pid = ProcessHandle.current().pid();
        InstanceLock held = directory.lock();
        try (InstanceLock other = new RunDirectory(base, "b").lock()) {
            assertEquals(pid + "\n", Files.readString(directory.pidFile()));
            ManagementException e = assertThrows(ManagementException.class, directory::lock);
            assertEquals("a router (pid " + pid + ") runs under id 'a' already; stop it, or give this one another id with -i", e.getMessage());
            assertNotEquals(held, other);
        } finally {
            held.close();
        }
        held.close();
        assertFalse(Files.exists(directory.pidFile()));
        directory.lock().close();
    }

    @Test
    void shouldNameTheOtherProcessAndStartAfterItWasKilled() throws Exception {
        RunDirectory directory = new RunDirectory(base, "a");
        Process holder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), LockHolder.class.getName(), base.toString(), "a")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("locked", output.readLine());
            ManagementException e = assertThrows(ManagementException.class, directory::lock);
            assertTrue(e.getMessage().contains("(pid " + holder.pid() + ")"), e.getMessage());
            // SIGKILL: nothing in the other process can tidy up.
            holder.destroyForcibly();
            assertTrue(holder.waitFor(20, TimeUnit.SECONDS));
            assertTrue(Files.exists(directory.pidFile()));
            directory.lock().close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void shouldNotTrustWhatThePidFileHolds() throws Exception {
        RunDirectory directory = new RunDirectory(base, "a").create();
        Files.writeString(directory.pidFile(), "not a pid\u001b[2J");
        assertEquals("", RunDirectory.shownPid(directory.pidFile()));
        assertEquals("", RunDirectory.shownPid(base.resolve("absent")));
    }
}
