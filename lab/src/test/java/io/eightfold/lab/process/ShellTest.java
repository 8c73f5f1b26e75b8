// SPDX-License-Identifier: Apache-2.0
// Tests how commands are run, logged and ended.
package io.eightfold.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    private static final int LIMIT_S = 20;
    private final ProcessTable processes = new ProcessTable(Map.of("LAB_TEST", "yes"));

    @Test
    void shouldKeepOutputErrorsAndExitCodeApart() {
        Outcome outcome = new Shell(processes, null).run(LIMIT_S, List.of("sh", "-c", "echo out; echo first >&2; echo last >&2; exit 3"));
        assertEquals(3, outcome.exitCode());
        assertEquals("out\n", outcome.out());
        assertEquals("last", outcome.lastLine());
        assertFalse(outcome.isOk());
    }

    @Test
    void shouldMarkEveryChild() {
        Outcome outcome = new Shell(processes, null).run(LIMIT_S, List.of("sh", "-c", "echo $EIGHTFOLD_LAB $LAB_TEST"));
        assertEquals(ProcessHandle.current().pid() + " yes\n", outcome.out());
    }

    @Test
    void shouldEndACommandThatTakesTooLong() {
        Outcome outcome = new Shell(processes, null).run(1, List.of("sleep", "30"));
        assertEquals(Outcome.TIMED_OUT, outcome.exitCode());
        assertTrue(outcome.durationMs() < 10_000, outcome.durationMs() + " ms");
    }

    @Test
    void shouldKeepTheOrderOfCommandsThatRunTogether() {
        List<Outcome> outcomes = new Shell(processes, null).runAll(LIMIT_S, List.of(List.of("sh", "-c", "sleep 0.05; echo a"), List.of("echo", "b")));
        assertEquals(List.of("a\n", "b\n"), outcomes.stream().map(Outcome::out).toList());
    }

    @Test
    void shouldLogCommandsSoThatTheyCanBeRepeated(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Shell shell = new Shell(processes, log);
        shell.run(LIMIT_S, List.of("echo", "it's", "a b"));
        shell.run(LIMIT_S, List.of("cat"), "input\n");
        shell.run(LIMIT_S, List.of("false"));
        assertEquals("$ echo 'it'\\''s' 'a b'\nit's a b\n\n$ cat\n  input\ninput\n\n$ false\n[exit code 1]\n\n", Files.readString(log));
    }

    @Test
    void shouldSayWhichProgramIsMissing() {
        LabException e = assertThrows(LabException.class, () -> new Shell(processes, null).run(LIMIT_S, List.of("no-such-program-8")));
        assertTrue(e.getMessage().contains("no-such-program-8") && e.getMessage().contains("ci/install lab"), e.getMessage());
    }

    @Test
    void shouldTellWhyARequiredCommandFailed() {
        LabException e = assertThrows(LabException.class,
            () -> new Shell(processes, null).require(LIMIT_S, List.of("sh", "-c", "echo broken >&2; exit 2"), null));
        assertTrue(e.getMessage().endsWith("ended with exit code 2: broken"), e.getMessage());
    }

    @Test
    void shouldEndAllChildrenAndStartNoMoreOnceClosed(@TempDir Path directory) {
        Daemon daemon = Daemon.start(processes, "sleeper", List.of("sleep", "60"), directory.resolve("log"));
        assertTrue(daemon.isAlive());
        processes.close();
        assertFalse(daemon.isAlive());
        assertTrue(assertThrows(LabException.class, () -> new Shell(processes, null).run(LIMIT_S, List.of("true"))).getMessage().contains("ending"));
    }

    @Test
    void shouldEndChildrenThatIgnoreSigterm(@TempDir Path directory) {
        Daemon daemon = Daemon.start(processes, "stubborn", List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"),
            directory.resolve("log"));
        assertTrue(Wait.until(5_000, () -> daemon.output().contains("ready")));
        processes.close();
        assertFalse(daemon.isAlive());
    }

    @Test
    void shouldQuoteTheMessageOfADaemonThatEnded(@TempDir Path directory) {
        Daemon daemon = Daemon.start(processes, "ra", List.of("sh", "-c", "echo start; echo 'ipv8: bad word'; echo '   ^'; exit 1"),
            directory.resolve("log"));
        assertTrue(Wait.until(5_000, () -> !daemon.isAlive()));
        assertEquals("ra ended with exit code 1: ipv8: bad word", daemon.epitaph());
    }

    @Test
    void shouldStartAKilledDaemonAgain(@TempDir Path directory) {
        Daemon daemon = Daemon.start(processes, "sleeper", List.of("sleep", "60"), directory.resolve("log"));
        long pid = daemon.pid();
        assertThrows(IllegalStateException.class, daemon::startAgain);
        daemon.kill();
        assertFalse(daemon.isAlive());
        assertEquals("sleeper ended with exit code 137: it said nothing", daemon.epitaph());
        daemon.startAgain();
        assertTrue(daemon.isAlive() && daemon.pid() != pid);
        processes.close();
    }
}
