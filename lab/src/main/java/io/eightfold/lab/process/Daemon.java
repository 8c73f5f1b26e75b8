// SPDX-License-Identifier: Apache-2.0
// A process that stays.
package io.eightfold.lab.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A router, a host or a capture: its command, its log, and the process that runs now. Thread: session, the lab's. */
public final class Daemon {
    private static final int STOP_WAIT_S = 10;
    /** Begins the first line of every error of the {@code ipv8} command; more lines may follow, with details. */
    private static final String MESSAGE = "ipv8: ";
    private final ProcessTable processes;
    private final String name;
    private final List<String> words;
    private final Path log;
    private Process process;

    private Daemon(ProcessTable processes, String name, List<String> words, Path log) {
        this.processes = processes;
        this.name = name;
        this.words = List.copyOf(words);
        this.log = log;
    }

    /** Starts a command; its output is appended to the log. */
    public static Daemon start(ProcessTable processes, String name, List<String> words, Path log) {
        Daemon daemon = new Daemon(processes, name, words, log);
        daemon.start();
        return daemon;
    }

    private void start() {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
            .redirectInput(new File("/dev/null")).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = processes.start(builder);
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and SIGKILL for one that does not follow; returns when the process is gone. */
    public void stop() {
        process.destroy();
        await();
    }

    /** SIGKILL: the process gets no chance to clean up. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts the same command again, once the process is gone. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " still runs as process " + process.pid());
        }
        start();
    }

    /** What the log holds so far. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Why a daemon that should run does not: exit code and the last message of the {@code ipv8} command, else the last line. */
    public String epitaph() {
        String last = output().strip().lines().reduce("it said nothing",
            (found, line) -> found.startsWith(MESSAGE) && !line.startsWith(MESSAGE) ? found : line);
        return name + " ended with exit code " + process.exitValue() + ": " + last;
    }

    private void await() {
        try {
            if (!process.waitFor(STOP_WAIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while " + name + " was being stopped", e);
        }
    }
}
