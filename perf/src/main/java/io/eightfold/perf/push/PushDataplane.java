// SPDX-License-Identifier: Apache-2.0
// The dataplane's process.
package io.eightfold.perf.push;

import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ipv8 dataplane run} with the options and the class path of this JVM. It ends with this process, however that ends. Thread: startup. */
final class PushDataplane implements AutoCloseable {
    private static final String MAIN = "io.eightfold.cli.Main";
    private static final long START_TIMEOUT_MS = 30_000;
    private static final long END_TIMEOUT_S = 20;
    private static final long LOOK_AGAIN_MS = 20;
    private static final int SHOWN_LINES = 3;

    private final Process process;
    private final RunDirectory directory;
    private final Path said;

    private PushDataplane(final Process process, final RunDirectory directory, final Path said) {
        this.process = process;
        this.directory = directory;
        this.said = said;
    }

    /**
     * Starts it inside a namespace and waits until it answers.
     * @throws PushException with its last words when it does not.
     */
    static PushDataplane start(final String namespace, final Path config, final RunDirectory directory) {
        final Path said = directory.base().resolve("dataplane.log");
        try {
            final ProcessBuilder builder = new ProcessBuilder(PushNamespaces.in(namespace, command(config, directory)))
                .redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().put(RunDirectory.ENVIRONMENT_VARIABLE, directory.base().toString());
            final PushDataplane started = new PushDataplane(builder.start(), directory, said);
            started.awaitAnswer();
            return started;
        } catch (final IOException e) {
            throw new PushException("the dataplane's process cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(final Path config, final RunDirectory directory) {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), MAIN, "dataplane", "run", "-c",
            config.toString(), "-i", directory.id(), "--parent", Long.toString(ProcessHandle.current().pid())));
        return command;
    }

    /** `ip netns exec` becomes the program: the process is the dataplane's own. */
    long pid() {
        return process.pid();
    }

    /** What its management socket says. */
    JsonObject ask(final String... words) {
        try {
            return ManagementClient.ask(directory.dataplaneSocket(), List.of(words)).getAsJsonObject();
        } catch (final ManagementException e) {
            requireAlive();
            throw new PushException("the dataplane does not answer `" + String.join(" ", words) + "`: " + e.getMessage(), e);
        }
    }

    /** @throws PushException with its last words when it has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new PushException("the dataplane ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    private void awaitAnswer() {
        final long deadlineMs = System.currentTimeMillis() + START_TIMEOUT_MS;
        while (!Files.exists(directory.dataplaneSocket())) {
            if (!process.isAlive() || System.currentTimeMillis() > deadlineMs) {
                final String words = lastWords();
                close();
                throw new PushException("the dataplane did not start: " + words + "; `ipv8 doctor` shows what this machine lacks");
            }
            pause();
        }
    }

    private String lastWords() {
        try {
            final List<String> lines = Files.readAllLines(said);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (final IOException e) {
            return "(its messages cannot be read: " + e.getMessage() + ")";
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PushException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
