// SPDX-License-Identifier: Apache-2.0
// Programs of the distribution, started for a test.
package io.eightfold.whois8.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that is ended with the test; what it printed is in a file. */
public final class StockProgram implements AutoCloseable {
    private static final int MAX_RUN_S = 20;
    private final Process process;
    private final Path output;

    private StockProgram(final Process process, final Path output) {
        this.process = process;
        this.output = output;
    }

    /** The file of a program; empty when none of the places has it. */
    public static Optional<String> find(final String... places) {
        return List.of(places).stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst();
    }

    /** Starts a daemon; its output goes to a file of the directory. */
    public static StockProgram start(final Path directory, final String... command) throws IOException {
        final Path output = Files.createTempFile(directory, "output", ".log");
        return new StockProgram(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start(), output);
    }

    /** Runs a command to its end and gives what it printed, errors too. */
    public static String run(final Path directory, final String... command) {
        try (StockProgram program = start(directory, command)) {
            if (!program.process.waitFor(MAX_RUN_S, TimeUnit.SECONDS)) {
                throw new AssertionError(String.join(" ", command) + " still runs after " + MAX_RUN_S + " s: " + program.output());
            }
            return program.output();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What it has printed. */
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
