// SPDX-License-Identifier: Apache-2.0
// Runs commands to their end and logs them.
package io.eightfold.lab.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Commands with a time limit; each is appended to the log as a line to repeat it by, with its output below. Thread: any. */
public final class Shell {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final int PIPE_WAIT_S = 2;
    private final ProcessTable processes;
    private final Path log;

    /** @param log file to append to, or null for none */
    public Shell(ProcessTable processes, Path log) {
        this.processes = processes;
        this.log = log;
    }

    /**
     * Runs a command; one that fails is an outcome, not an exception.
     *
     * @throws LabException if it cannot be started, or the lab is ending
     */
    public Outcome run(int limitS, List<String> words) {
        return run(limitS, words, null);
    }

    /** Runs a command that reads {@code input}. */
    public Outcome run(int limitS, List<String> words, String input) {
        long startNs = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(words);
        if (input == null) {
            builder.redirectInput(new File("/dev/null"));
        }
        Process process = processes.start(builder);
        CompletableFuture<String> out = read(process.getInputStream());
        CompletableFuture<String> err = read(process.getErrorStream());
        try {
            if (input != null) {
                feed(process, input);
            }
            boolean isInTime = process.waitFor(limitS, TimeUnit.SECONDS);
            if (!isInTime) {
                process.destroyForcibly().waitFor();
            }
            long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            Outcome outcome = new Outcome(isInTime ? process.exitValue() : Outcome.TIMED_OUT, text(out), text(err), durationMs);
            write(words, input, outcome);
            return outcome;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while `" + String.join(" ", words) + "` ran", e);
        }
    }

    /** Runs commands at the same time; outcomes in their order. */
    public List<Outcome> runAll(int limitS, List<List<String>> commands) {
        List<CompletableFuture<Outcome>> started = commands.stream()
            .map(words -> CompletableFuture.supplyAsync(() -> run(limitS, words), THREADS)).toList();
        return started.stream().map(Shell::join).toList();
    }

    /**
     * Runs a command that must succeed, and returns what it printed.
     *
     * @throws LabException if it fails, with its last line
     */
    public String require(int limitS, List<String> words, String input) {
        Outcome outcome = run(limitS, words, input);
        if (!outcome.isOk()) {
            throw new LabException("`" + String.join(" ", words) + "` ended with exit code " + outcome.exitCode() + ": " + outcome.lastLine());
        }
        return outcome.out();
    }

    private static Outcome join(CompletableFuture<Outcome> future) {
        try {
            return future.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof LabException cause ? cause : e;
        }
    }

    /** A program that ends before it has read everything says itself what is wrong. */
    private static void feed(Process process, String input) {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            process.onExit().join();
        }
    }

    private static CompletableFuture<String> read(InputStream in) {
        return CompletableFuture.supplyAsync(() -> {
            try (in) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        }, THREADS);
    }

    /** A grandchild may hold the pipe open after its parent was killed. */
    private static String text(CompletableFuture<String> future) {
        return future.completeOnTimeout("", PIPE_WAIT_S, TimeUnit.SECONDS).join();
    }

    /** The words as a shell takes them. */
    static String quoted(List<String> words) {
        return words.stream().map(word -> word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    }

    private synchronized void write(List<String> words, String input, Outcome outcome) {
        if (log == null) {
            return;
        }
        String entry = "$ " + quoted(words) + "\n" + (input == null ? "" : input.indent(2)) + outcome.out() + outcome.err()
            + (outcome.isOk() ? "" : "[exit code " + outcome.exitCode() + "]\n") + "\n";
        try {
            Files.writeString(log, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log " + log + ": " + e.getMessage() + "; choose another place with --output", e);
        }
    }
}
