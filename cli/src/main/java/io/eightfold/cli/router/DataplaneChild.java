// SPDX-License-Identifier: Apache-2.0
// The dataplane of a router that is one command.
package io.eightfold.cli.router;

import io.eightfold.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts this program again as {@code dataplane run}, with the JVM and options of this process, and again whenever it dies. Thread: startup. */
final class DataplaneChild implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataplaneChild.class);
    private static final String MAIN = "io.eightfold.cli.Main";
    private static final long END_TIMEOUT_S = 20;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LAST_PAUSE_MS = 10_000;
    /** A dataplane that ran so long was a good one: the next failure is a new matter. */
    private static final long GOOD_RUN_MS = 30_000;

    private final String id;
    private final Supplier<Path> file;
    private volatile Process process;
    private volatile boolean isClosed;

    /** @param file the configuration to start with, asked at each start. */
    DataplaneChild(final String id, final Supplier<Path> file) {
        this.id = id;
        this.file = file;
    }

    /** Starts it once. */
    void start() {
        final List<String> command = ownCommand();
        command.addAll(List.of("dataplane", "run", "-c", file.get().toString(), "-i", id, "--parent", Long.toString(ProcessHandle.current().pid())));
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (final IOException e) {
            throw new CommandFailure("the dataplane cannot be started: " + e.getMessage() + "; is there memory for a second JVM?");
        }
    }

    /** Starts it again from now on. */
    void keepAlive() {
        Thread.ofPlatform().daemon().name("e8-dataplane-child").start(this::watch);
    }

    private void watch() {
        long pauseMs = FIRST_PAUSE_MS;
        try {
            while (!isClosed) {
                final long startedMs = System.currentTimeMillis();
                final int exitCode = process.waitFor();
                if (isClosed) {
                    return;
                }
                pauseMs = System.currentTimeMillis() - startedMs > GOOD_RUN_MS ? FIRST_PAUSE_MS : pauseMs;
                LOG.error("router id={} dataplane ended exitCode={}; starting it again in {} ms", id, exitCode, pauseMs);
                TimeUnit.MILLISECONDS.sleep(pauseMs);
                pauseMs = Math.min(LAST_PAUSE_MS, pauseMs * 2);
                startAgain();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What keeps it from starting now, such as memory, may be over at the next try. */
    private synchronized void startAgain() {
        if (!isClosed) {
            try {
                start();
            } catch (final RuntimeException e) {
                LOG.error("router id={} fault=host the dataplane was not started: {}; trying again", id, e.getMessage());
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end and waits. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            if (process == null) {
                return;
            }
            process.destroy();
        }
        try {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                LOG.error("router id={} fault=bug the dataplane did not end within {} s; it is killed", id, END_TIMEOUT_S);
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command line of this process up to the name of its main class. */
    private static List<String> ownCommand() {
        try {
            final List<String> words = List.of(Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1).split("\0"));
            final int main = words.indexOf(MAIN);
            if (main < 0) {
                throw new CommandFailure("this program was not started by its own main class; start the dataplane by itself with: ipv8 dataplane run");
            }
            final List<String> command = new ArrayList<>(words.subList(0, main + 1));
            command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            return command;
        } catch (final IOException e) {
            throw new CommandFailure("cannot read the own command line: " + e.getMessage());
        }
    }
}
