// SPDX-License-Identifier: Apache-2.0
// The router under test, as the generator's process has it.
package io.eightfold.perf.ndr;

import io.eightfold.perf.environment.CpuWait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Started with this JVM's own options and class path. It ends with its standard input: on {@link #close}, and when this process is
 * killed. <p>Thread: startup.
 */
final class RouterProcess implements AutoCloseable {
    private static final long END_TIMEOUT_S = 5;
    private final Process process;
    private final Path errors;
    private CpuWait cpuWait;

    private RouterProcess(final Process process, final Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Starts it and waits until it forwards.
     * @throws IllegalStateException with what it said when it does not.
     */
    static RouterProcess start(final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), RouterUnderTest.class.getName()));
        command.addAll(arguments);
        try {
            final Path errors = Files.createTempFile("ipv8-ndr", ".err");
            errors.toFile().deleteOnExit();
            final RouterProcess router = new RouterProcess(new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
            router.awaitReady();
            return router;
        } catch (final IOException e) {
            throw new UncheckedIOException("perf ndr cannot start the router's process: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException when the router ended by itself. */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException("perf ndr: the router's process ended with exit code " + process.exitValue() + ": " + said() + "; no rate is reported");
        }
    }

    /** Of the router's worker. */
    CpuWait cpuWait() {
        return cpuWait;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the process and waits for it; nothing happens when it has ended. */
    void end() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(errors);
        } catch (final IOException e) {
            process.destroyForcibly();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        final BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.startsWith(RouterUnderTest.READY)) {
            line = out.readLine();
        }
        if (line == null) {
            final String said = said();
            close();
            throw new IllegalStateException("perf ndr: the router's process did not start: " + said + "; `ipv8 doctor` shows what this machine lacks");
        }
        cpuWait = new CpuWait(line.substring(RouterUnderTest.READY.length()));
    }

    private String said() {
        try {
            return Files.readString(errors).strip();
        } catch (final IOException e) {
            return "(its messages cannot be read: " + e.getMessage() + ")";
        }
    }
}
