// SPDX-License-Identifier: Apache-2.0
// The ipv8 command as a process of its own, with a run directory of its own.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.management.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Started with the tests' class path; its output goes to files. {@link #close} kills it if it still runs. */
public final class Ipv8Process implements AutoCloseable {
    private static final long START_TIMEOUT_MS = 30_000;
    private static final long END_TIMEOUT_S = 30;
    private static final long LOOK_AGAIN_MS = 20;
    /** What every command needs, see config/jvm.options, and little else: the process lives for a moment. */
    private static final List<String> JVM_OPTIONS = List.of("-ea", "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED", "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    private final Process process;
    private final Path out;
    private final Path err;

    /** What a finished command left behind. */
    public record Outcome(int exitCode, String out, String err) {
    }

    private Ipv8Process(final Path runDirectory, final Class<?> main, final List<String> arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-Deightfold.native.dir=" + System.getProperty("eightfold.native.dir"));
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
        command.addAll(arguments);
        out = Files.createTempFile(runDirectory, "ipv8", ".out");
        err = Files.createTempFile(runDirectory, "ipv8", ".err");
        final ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put(RunDirectory.ENVIRONMENT_VARIABLE, runDirectory.toString());
        process = builder.start();
    }

    /** Starts a router and waits until it forwards. */
    public static Ipv8Process router(final Path runDirectory, final Path config, final String id) throws IOException, InterruptedException {
        final Ipv8Process router = new Ipv8Process(runDirectory, Main.class, List.of("router", "run", "-c", config.toString(), "-i", id));
        final long deadlineMs = System.currentTimeMillis() + START_TIMEOUT_MS;
        while (router.err().lines().noneMatch(line -> line.contains("router id=") && line.contains("startedInMs="))) {
            if (!router.process.isAlive() || System.currentTimeMillis() > deadlineMs) {
                router.close();
                throw new AssertionError("the router did not start: " + router.err());
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
        return router;
    }

    /** Runs a command to its end. */
    public static Outcome run(final Path runDirectory, final String... arguments) throws IOException, InterruptedException {
        return run(runDirectory, Main.class, arguments);
    }

    /** The same for another entry point. */
    static Outcome run(final Path runDirectory, final Class<?> main, final String... arguments) throws IOException, InterruptedException {
        try (Ipv8Process command = new Ipv8Process(runDirectory, main, List.of(arguments))) {
            return command.end();
        }
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL, and its end. */
    public void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        end();
    }

    /** Waits for the end of the process. */
    public Outcome end() throws IOException, InterruptedException {
        assertTrue(process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS), () -> "still runs after " + END_TIMEOUT_S + " s: " + err());
        return new Outcome(process.exitValue(), Files.readString(out), err());
    }

    public long pid() {
        return process.pid();
    }

    /** Standard error so far. */
    public String err() {
        try {
            return Files.readString(err);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
