// SPDX-License-Identifier: Apache-2.0
// Someone else's forwarder as a process, run for its trials only.
package io.eightfold.perf.process;

import io.eightfold.perf.process.TelemetrySocket.PortStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A DPDK process that forwards from its port 0 ({@code net_pcap infinite_rx}) to its port 1 ({@code net_null}) on one core. It is stopped whenever it
 * is not measured, so that the core belongs to the other side of the comparison. It has no hugepage file and dies with the thread that started it.
 * <p>Thread: one, which has to live until {@link #close}.
 */
public final class ExternalForwarder implements AutoCloseable {
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** After being stopped the caches are cold and the scheduler has other ideas. */
    private static final int SETTLE_MS = 300;
    private static final int END_TIMEOUT_S = 10;
    /** What may lie between the two ports: a burst received, and packets waiting to be sent. */
    private static final int IN_FLIGHT = 2048;
    private static final int LOG_LINES = 6;

    private final ExternalProgram program;
    private final Process process;
    private final Thread killer;
    private final Path log;
    private final Path directory;
    private TelemetrySocket telemetry;

    private ExternalForwarder(final ExternalProgram program, final Process process, final Path directory, final Path log) {
        this.program = program;
        this.process = process;
        this.directory = directory;
        this.log = log;
        // The JVM may be told to end while the child stands still.
        killer = new Thread(process::destroyForcibly, "perf-child-killer");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts the program, waits until packets flow and stops it.
     * @param directory temporary; gets the program's log and DPDK's run-time files.
     * @param cpus      CPUs the process may use, as {@code 0-1}: the caller may be pinned, and DPDK's own threads are to stay off the worker's core.
     * @throws IOException with the program's last lines when it does not start.
     */
    public static ExternalForwarder start(final ExternalProgram program, final Path directory, final String cpus) throws IOException {
        final Path log = directory.resolve(program.name() + ".log");
        final List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "taskset", "-c", cpus));
        command.addAll(program.command());
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // DPDK puts its sockets below this directory.
        builder.environment().put("RUNTIME_DIRECTORY", directory.toString());
        final ExternalForwarder forwarder = new ExternalForwarder(program, builder.start(), directory, log);
        try {
            forwarder.awaitTraffic();
            forwarder.signal(Libc.SIGSTOP);
            return forwarder;
        } catch (final IOException e) {
            forwarder.close();
            throw e;
        }
    }

    /** What it is. */
    public ExternalProgram program() {
        return program;
    }

    /**
     * Lets the program run for one trial.
     * @return million packets a second that left by port 1.
     * @throws IllegalStateException when packets were lost on the way, or the program ended.
     */
    public double measure(final int ms) {
        try {
            signal(Libc.SIGCONT);
            try {
                sleep(TimeUnit.MILLISECONDS.toNanos(SETTLE_MS));
                final Sample first = sample();
                sleep(TimeUnit.MILLISECONDS.toNanos(ms));
                final Sample last = sample();
                check(first, last);
                return (last.sent - first.sent) * 1e3 / (last.atNs - first.atNs);
            } finally {
                signal(Libc.SIGSTOP);
            }
        } catch (final IOException e) {
            throw new IllegalStateException(program.name() + " cannot be measured: " + e.getMessage() + lastLines() + "; no rate is reported", e);
        }
    }

    @Override
    public void close() {
        if (telemetry != null) {
            telemetry.close();
        }
        // SIGKILL reaches a stopped process too; what it leaves lies in our directory.
        process.destroyForcibly();
        try {
            process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IllegalStateException e) {
            // The JVM is ending already.
        }
        deleteRuntimeDirectory();
    }

    /** Packets that left by port 1, when, and what port 0 had received just before and just after. */
    private record Sample(long receivedBefore, long sent, long receivedAfter, long lost, long atNs) {
    }

    private Sample sample() throws IOException {
        final PortStatistics before = telemetry.port(0);
        final long startNs = System.nanoTime();
        final PortStatistics out = telemetry.port(1);
        final long endNs = System.nanoTime();
        final PortStatistics after = telemetry.port(0);
        return new Sample(before.received(), out.sent(), after.received(), after.lost() + out.lost(), startNs + (endNs - startNs) / 2);
    }

    /** All that came in must have left again, but for what is under way. Growth, not sums: net_pcap counts the frames that it reads into memory. */
    private static void check(final Sample first, final Sample last) throws IOException {
        final long sent = last.sent - first.sent;
        final long leastReceived = last.receivedBefore - first.receivedAfter;
        final long mostReceived = last.receivedAfter - first.receivedBefore;
        if (sent <= 0 || sent < leastReceived - IN_FLIGHT || sent > mostReceived + IN_FLIGHT || last.lost != first.lost) {
            throw new IOException("it received " + leastReceived + " to " + mostReceived + " packets, sent " + sent + " and lost " + (last.lost - first.lost)
                + ", so it does not forward all");
        }
    }

    private void awaitTraffic() throws IOException {
        final Path socket = directory.resolve("dpdk").resolve(program.filePrefix()).resolve("dpdk_telemetry.v2");
        final long deadlineNs = System.nanoTime() + START_TIMEOUT_NS;
        while (telemetry == null || telemetry.port(1).sent() == 0) {
            if (!process.isAlive()) {
                throw new IOException(program.name() + " ended with exit code " + process.exitValue() + lastLines());
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException(program.name() + " sent nothing within " + TimeUnit.NANOSECONDS.toSeconds(START_TIMEOUT_NS) + " s" + lastLines());
            }
            sleep(LOOK_AGAIN_NS);
            if (telemetry == null && Files.exists(socket)) {
                telemetry = connect(socket);
            }
        }
    }

    /** Null while nobody listens: the file is there a moment earlier. */
    private static TelemetrySocket connect(final Path socket) {
        try {
            return TelemetrySocket.connect(socket);
        } catch (final IOException e) {
            return null;
        }
    }

    private void signal(final int signal) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("it ended with exit code " + process.exitValue());
        }
        Libc.kill(process.pid(), signal);
    }

    private String lastLines() {
        try {
            final List<String> lines = Files.readAllLines(log);
            return " [" + String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())) + "]";
        } catch (final IOException e) {
            return "";
        }
    }

    private void deleteRuntimeDirectory() {
        try (Stream<Path> files = Files.walk(directory.resolve("dpdk"))) {
            for (final Path file : files.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            // Temporary files that nobody needs; the caller's directory shows them.
        }
    }

    private static void sleep(final long ns) {
        final long deadlineNs = System.nanoTime() + ns;
        long leftNs = ns;
        while (leftNs > 0) {
            LockSupport.parkNanos(leftNs);
            leftNs = deadlineNs - System.nanoTime();
        }
    }
}
