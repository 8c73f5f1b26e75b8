// SPDX-License-Identifier: Apache-2.0
// Tests of programs that cannot be measured.
package io.eightfold.perf.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalForwarderTest {
    @TempDir
    private Path directory;

    @Test
    void shouldShowTheLastWordsOfAProgramThatEnds() {
        final ExternalProgram program = new ExternalProgram("it", "none", "", List.of("sh", "-c", "echo cannot find it; exit 3"));
        final IOException ended = assertThrows(IOException.class, () -> ExternalForwarder.start(program, directory, "0"));
        assertEquals("it ended with exit code 3 [cannot find it]", ended.getMessage());
    }

    @Test
    void shouldStopAndContinueAProcess() throws IOException, InterruptedException {
        final Process process = new ProcessBuilder("sleep", "60").start();
        try {
            Libc.kill(process.pid(), Libc.SIGSTOP);
            assertEquals('T', awaitState(process, 'T'));
            Libc.kill(process.pid(), Libc.SIGCONT);
            assertEquals('S', awaitState(process, 'S'));
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertFalse(process.isAlive());
    }

    @Test
    void shouldNameTheScriptThatBuildsL3fwd() {
        final ExternalProgram.Bed bed = new ExternalProgram.Bed(Path.of("in.pcap"), 1, true);
        final IllegalStateException missing = assertThrows(IllegalStateException.class,
            () -> ExternalProgram.l3fwd(bed, directory, ExternalProgram.Lookup.LPM, 1, Path.of("4"), Path.of("6")));
        assertTrue(missing.getMessage().endsWith("l3fwd is missing; build it with perf/fetch-l3fwd"), missing.getMessage());
    }

    @Test
    void shouldGiveL3fwdOnePortToReceiveFromAndTheTable() throws IOException {
        final Path program = directory.resolve("perf/target/l3fwd/l3fwd");
        Files.createDirectories(program.getParent());
        assertTrue(Files.createFile(program).toFile().setExecutable(true));
        final ExternalProgram l3fwd = ExternalProgram.l3fwd(new ExternalProgram.Bed(Path.of("in.pcap"), 1, false), directory, ExternalProgram.Lookup.FIB, 7,
            Path.of("4"), Path.of("6"));
        assertTrue(l3fwd.command().containsAll(List.of("--lcores=0@1", "--no-huge", "--vdev=net_pcap0,rx_pcap=in.pcap,infinite_rx=1", "--lookup=fib",
            "--config=(0,0,0)", "--rule_ipv4=4", "--rule_ipv6=6")), l3fwd.command()::toString);
        assertEquals("DPDK l3fwd fib, IPv4, 7 routes, burst 32", l3fwd.description());
    }

    private static char awaitState(final Process process, final char wanted) throws IOException, InterruptedException {
        final long deadlineMs = System.currentTimeMillis() + 5000;
        char state;
        do {
            final String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            state = stat.charAt(stat.lastIndexOf(')') + 2);
            Thread.sleep(5);
        } while (state != wanted && System.currentTimeMillis() < deadlineMs);
        return state;
    }
}
