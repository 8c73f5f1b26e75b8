// SPDX-License-Identifier: Apache-2.0
// Gives the measuring thread a core of its own within this process.
package io.eightfold.perf.environment;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.process.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pins the caller to one CPU and moves all other threads of the process, the compilers' and the collector's among them, to the others. Threads
 * inherit this from the thread that starts them: those that the JVM starts later stay off the core; one that the caller starts itself must move
 * by {@link NativeThread#pin}.
 *
 * @param workerCore   CPU of the caller, negative when it is not pinned.
 * @param others       CPUs of the process' other threads.
 * @param isExclusive  whether the other threads are off the worker's core; not on a machine of one CPU.
 * @param all          CPUs the process had.
 */
public record Placement(int workerCore, CpuSet others, boolean isExclusive, CpuSet all) {
    private static final Path THREADS = Path.of("/proc/self/task");

    /**
     * Pins the calling thread.
     * @param core negative for any: then nothing is moved.
     * @throws IllegalArgumentException when the process may not use that CPU.
     */
    public static Placement pin(final int core) {
        try {
            final CpuSet all = CpuSet.ofThisThread();
            if (core < 0) {
                return new Placement(-1, all, false, all);
            }
            if (!all.contains(core)) {
                throw new IllegalArgumentException("core=" + core + " is not among the CPUs of this process, " + all + "; choose --core from these");
            }
            final CpuSet others = all.without(core);
            if (!others.isEmpty()) {
                moveAll(others);
            }
            NativeThread.pin(core);
            return new Placement(core, others.isEmpty() ? all : others, !others.isEmpty(), all);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot place the threads of this process: " + e.getMessage(), e);
        }
    }

    /** A CPU for a second thread of ours: the first of the others. */
    public int otherCore() {
        return others.cpus()[0];
    }

    /** For the environment block. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        if (workerCore < 0) {
            json.addProperty("worker", "not pinned");
        } else {
            json.addProperty("worker", "pinned to CPU " + workerCore);
        }
        json.addProperty("otherThreads", (isExclusive ? "compilers, collector and all others moved to CPU " : "not moved, on CPU ") + others);
        return json;
    }

    private static void moveAll(final CpuSet others) throws IOException {
        try (Stream<Path> threads = Files.list(THREADS)) {
            final List<Integer> tids = threads.map(t -> Integer.parseInt(t.getFileName().toString())).toList();
            for (final int tid : tids) {
                move(tid, others);
            }
        }
    }

    private static void move(final int tid, final CpuSet others) throws IOException {
        try {
            Libc.setAffinity(tid, others.cpus());
        } catch (final IOException e) {
            // It may have ended since it was listed.
            if (Files.exists(THREADS.resolve(Integer.toString(tid)))) {
                throw e;
            }
        }
    }
}
