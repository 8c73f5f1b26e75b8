// SPDX-License-Identifier: Apache-2.0
// How long a thread wanted a CPU and got none.
package io.eightfold.perf.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Run delay of one thread, from the kernel's scheduler statistics. A busy-polling thread that waits loses frames through no fault of its
 * own: the figure says how far a measurement was disturbed by other threads of the machine. Thread: any.
 */
public final class CpuWait {
    private static final int RUN_DELAY = 1;
    private final Path statistics;

    /** @param thread as {@link #current} of that thread gave it. */
    public CpuWait(final String thread) {
        statistics = Path.of("/proc", thread, "schedstat");
    }

    /** The calling thread's name in /proc: {@code PID/task/TID}. */
    public static String current() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
        } catch (final IOException e) {
            return "self";
        }
    }

    /** Time waited since the thread began, in ms; 0 where the kernel does not say. */
    public double waitedMs() {
        try {
            return (double) Long.parseLong(Files.readString(statistics).strip().split(" ")[RUN_DELAY]) / TimeUnit.MILLISECONDS.toNanos(1);
        } catch (final IOException e) {
            return 0;
        }
    }
}
