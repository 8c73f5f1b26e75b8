// SPDX-License-Identifier: Apache-2.0
// How much the JIT compiler works.
package io.eightfold.perf.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * State and CPU time of this JVM's compiler threads. The JVM's own figure counts a compilation when it ends, so it says nothing of one that is under way
 * and lacks a CPU. Thread: any.
 */
final class CompilerThreads {
    private static final Path TASKS = Path.of("/proc/self/task");
    /** "C1 CompilerThread0", as the kernel cuts it. */
    private static final String NAME = "CompilerThre";
    /** USER_HZ is 100 on every Linux platform of the JDK. */
    private static final long MS_A_TICK = 10;
    /** Of what follows the name in /proc/PID/stat. */
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final String RUNNABLE = "R";
    private static final Activity IDLE = new Activity(0, false);

    private CompilerThreads() {
    }

    /**
     * @param cpuMs  milliseconds since the JVM started, of the threads that live.
     * @param isBusy whether one runs or waits for a CPU.
     */
    record Activity(long cpuMs, boolean isBusy) {
        private Activity plus(final Activity other) {
            return new Activity(cpuMs + other.cpuMs, isBusy || other.isBusy);
        }
    }

    /** All of them. */
    static Activity activity() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.map(CompilerThreads::activity).reduce(IDLE, Activity::plus);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot list " + TASKS + ": " + e.getMessage() + "; mount /proc", e);
        }
    }

    private static Activity activity(final Path task) {
        try {
            final String stat = Files.readString(task.resolve("stat"));
            final int nameEnd = stat.lastIndexOf(')');
            if (!stat.substring(0, nameEnd).contains(NAME)) {
                return IDLE;
            }
            final String[] fields = stat.substring(nameEnd + 2).split(" ");
            return new Activity((Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MS_A_TICK, RUNNABLE.equals(fields[0]));
        } catch (final IOException ended) {
            return IDLE;
        }
    }
}
