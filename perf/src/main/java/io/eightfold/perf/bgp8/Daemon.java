// SPDX-License-Identifier: Apache-2.0
// A daemon under test, as a process.
package io.eightfold.perf.bgp8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A daemon under test: a process with a configuration and a directory of its own, on addresses of the loopback interface. It ends with this process. Thread: startup. */
final class Daemon implements AutoCloseable {
    private static final long END_TIMEOUT_S = 20;
    private static final int SHOWN_LINES = 4;
    /** So many looks, each after so long, with at most so much CPU time between them, show an idle process: ours polls, which takes some 9 % of a CPU. */
    private static final int QUIET_LOOKS = 3;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double QUIET_S = 0.10;
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);

    private final DaemonKind kind;
    private final Topology topology;
    private final Path directory;
    private final Path said;
    private final Process process;
    private final Thread atExit = new Thread(this::end, "bgp-daemon-end");

    private Daemon(final DaemonKind kind, final Topology topology, final Path directory, final Path said, final Process process) {
        this.kind = kind;
        this.topology = topology;
        this.directory = directory;
        this.said = said;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it; it listens some time later. @param octet of its addresses, not that of another daemon that runs @throws Bgp8Exception when it is not installed */
    static Daemon start(final DaemonKind kind, final int octet, final RouteKind routes, final int senders, final int holdTimeS) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("ipv8-perf-" + kind.word());
            final Topology topology = new Topology(octet, freePort(octet), routes, senders, holdTimeS);
            final DaemonKind.DaemonConfig config = kind.config();
            Files.writeString(directory.resolve(config.fileName()), config.text(topology));
            final List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
            command.addAll(config.command(topology, directory));
            final Path said = directory.resolve("said.log");
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            return new Daemon(kind, topology, directory, said, process);
        } catch (final IOException | Bgp8Exception e) {
            if (directory != null) {
                delete(directory);
            }
            throw e instanceof Bgp8Exception known ? known : new Bgp8Exception(kind.word() + " cannot be started: " + e.getMessage() + "; ci/install perf installs it", e);
        }
    }

    private static int freePort(final int octet) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.9." + octet + ".1"))) {
            return socket.getLocalPort();
        }
    }

    /** @throws Bgp8Exception with the remedy when it is not there */
    static void requireProgram(final Path program) {
        if (!Files.isExecutable(program)) {
            throw new Bgp8Exception(program + " is missing; run as root: ci/install perf");
        }
    }

    /** What a command says first. */
    static String firstLine(final String... command) {
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            final String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return words.lines().findFirst().orElse("unknown");
        } catch (final IOException e) {
            return "unknown";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    DaemonKind kind() {
        return kind;
    }

    Topology topology() {
        return topology;
    }

    /** Its run-time directory. */
    Path directory() {
        return directory;
    }

    long pid() {
        return process.pid();
    }

    /** CPU time of its process so far. */
    double cpuS() {
        requireAlive();
        return ProcessUsage.cpuS(process.pid());
    }

    /** Memory that is its own. */
    ProcessUsage.Resident resident() {
        requireAlive();
        return ProcessUsage.resident(process.pid());
    }

    /** Heap after a collection of all of it; 0 for daemons that are no JVM. */
    long heapBytes() {
        requireAlive();
        return kind == DaemonKind.EIGHTFOLD ? ProcessUsage.heapBytes(process.pid()) : 0;
    }

    /** Waits until it has no more work. */
    void awaitIdle() {
        final long deadlineNs = System.nanoTime() + IDLE_TIMEOUT_NS;
        double before = cpuS();
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            LockSupport.parkNanos(LOOK_NS);
            final double now = cpuS();
            quiet = now - before <= QUIET_S ? quiet + 1 : 0;
            before = now;
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new Bgp8Exception(kind.word() + " was still busy after " + TimeUnit.NANOSECONDS.toSeconds(IDLE_TIMEOUT_NS) + " s");
            }
        }
    }

    /** @throws Bgp8Exception with its last words when it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new Bgp8Exception(kind.word() + " ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    /** The last lines of its log. */
    String lastWords() {
        try {
            final List<String> lines = Files.readAllLines(said);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (final IOException e) {
            return "(its messages cannot be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (final IllegalStateException e) {
            // This process ends already, and the hook does it.
            return;
        }
        end();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(directory);
    }

    private static void delete(final Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.toList().reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            System.err.println("ipv8: " + directory + " cannot be removed: " + e.getMessage());
        }
    }
}
