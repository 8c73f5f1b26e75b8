// SPDX-License-Identifier: Apache-2.0
// Runs the daemon, ping and traceroute over real packet sockets, in two network namespaces joined by a veth pair.
package io.eightfold.host.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNamespaceIT {
    private static final String NEAR = "e8t-host-a-" + ProcessHandle.current().pid();
    private static final String FAR = "e8t-host-b-" + ProcessHandle.current().pid();
    private static final long WAIT_S = 30;

    @TempDir
    private static Path directory;
    private static final List<Process> DAEMONS = new ArrayList<>();

    /** What a command printed, both streams, and its exit code. */
    private record Outcome(int exitCode, String output) { }

    @BeforeAll
    static void joinTwoNamespaces() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: network namespaces need root");
        assumeTrue(run(List.of("ip", "netns", "add", NEAR)).exitCode() == 0, "skipped: 'ip netns add' does not work here");
        ip("netns", "add", FAR);
        ip("link", "add", "e8t0", "netns", NEAR, "type", "veth", "peer", "name", "e8t0", "netns", FAR);
        for (String namespace : List.of(NEAR, FAR)) {
            ip("-n", namespace, "link", "set", "lo", "up");
            ip("-n", namespace, "link", "set", "e8t0", "up");
        }
        DAEMONS.add(start(tool(NEAR, "daemon", "e8t0", "64496.10.1.0.10/24")));
        DAEMONS.add(start(tool(FAR, "daemon", "e8t0", "64496.10.1.0.20/24")));
        awaitStateFiles(2);
    }

    @AfterAll
    static void removeNamespaces() throws Exception {
        for (Process daemon : DAEMONS) {
            daemon.destroy();
            if (!daemon.waitFor(5, TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        }
        for (String namespace : List.of(NEAR, FAR)) {
            if (Files.exists(Path.of("/run/netns", namespace))) {
                run(List.of("ip", "netns", "del", namespace));
            }
        }
        assertEquals(0, stateFiles(), "a daemon that is asked to end removes its state file");
    }

    @Test
    void shouldPingInIpv8() throws Exception {
        Outcome ping = run(tool(NEAR, "ping", "64496.10.1.0.20", "56"));

        assertEquals(0, ping.exitCode(), ping.output());
        assertTrue(ping.output().contains("64 bytes from 64496.10.1.0.20: icmp_seq=2 ttl=64 time="), ping.output());
        assertTrue(ping.output().contains("2 packets transmitted, 2 received, 0% packet loss"), ping.output());
        assertFalse(ping.output().contains("DUP"), ping.output());
    }

    @Test
    void shouldPingInIpv4WithFragments() throws Exception {
        Outcome ping = run(tool(NEAR, "ping", "10.1.0.20", "5000"));

        assertEquals(0, ping.exitCode(), ping.output());
        assertTrue(ping.output().contains("5008 bytes from 10.1.0.20: icmp_seq=1"), ping.output());
    }

    @Test
    void shouldTraceTheNeighborInOneHop() throws Exception {
        Outcome traceroute = run(tool(NEAR, "traceroute", "64496.10.1.0.20"));

        assertEquals(0, traceroute.exitCode(), traceroute.output());
        assertTrue(traceroute.output().contains(" 1  64496.10.1.0.20  "), traceroute.output());
    }

    @Test
    void shouldAnswerTheKernelsPing() throws Exception {
        assumeTrue(run(List.of("ip", "netns", "exec", NEAR, "ping", "-V")).exitCode() == 0, "skipped: no ping(8) here");
        // The kernel of the near side gets an address that no daemon answers for.
        ip("-n", NEAR, "address", "replace", "10.1.0.99/24", "dev", "e8t0");
        Outcome ping = run(List.of("ip", "netns", "exec", NEAR, "ping", "-n", "-c", "2", "-i", "0.2", "-W", "3", "10.1.0.20"));

        assertEquals(0, ping.exitCode(), ping.output());
    }

    @Test
    void shouldAnswerTheKernelsUdpWhoseChecksumWasLeftToHardware() throws Exception {
        ip("-n", NEAR, "address", "replace", "10.1.0.99/24", "dev", "e8t0");
        Outcome echo = run(tool(NEAR, "udp-echo", "10.1.0.20"));

        assertEquals(0, echo.exitCode(), echo.output());
    }

    @Test
    void shouldRefuseSecondDaemonOnTheSameInterface() throws Exception {
        Outcome second = run(tool(NEAR, "daemon", "e8t0", "64496.10.1.0.11/24"));

        assertEquals(HostToolException.FAILED, second.exitCode(), second.output());
        assertTrue(second.output().contains("interface e8t0 has a host already, 64496.10.1.0.10/24"), second.output());
    }

    private static List<String> tool(String namespace, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED", "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED", "-ea",
            "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), HostCommand.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void ip(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Outcome outcome = run(command);
        assertEquals(0, outcome.exitCode(), () -> command + ": " + outcome.output());
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(RunDirectory.VARIABLE, directory.toString());
        return builder.redirectOutput(File.createTempFile("out", ".txt", directory.toFile())).start();
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("out", ".txt", directory.toFile());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put(RunDirectory.VARIABLE, directory.toString());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Outcome(-1, e.getMessage());
        }
        boolean ended = process.waitFor(WAIT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        return new Outcome(ended ? process.exitValue() : -1, Files.readString(output.toPath()));
    }

    private static void awaitStateFiles(int count) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (stateFiles() < count) {
            boolean isAlive = DAEMONS.stream().allMatch(Process::isAlive);
            assertTrue(isAlive && System.nanoTime() - deadlineNs < 0, () -> "daemons did not start: " + outputs());
            Thread.sleep(20);
        }
    }

    private static long stateFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("host-\\d+-e8t0\\.json")).count();
        }
    }

    private static String outputs() {
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(file -> file.toString().endsWith(".txt")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
