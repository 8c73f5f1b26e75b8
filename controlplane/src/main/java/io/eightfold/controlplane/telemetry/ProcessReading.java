// SPDX-License-Identifier: Apache-2.0
// Basics of this process and its JVM.
package io.eightfold.controlplane.telemetry;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Basics of this process and its JVM, under the names that every Prometheus client uses for them. Thread: any. */
final class ProcessReading {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String RESIDENT = "VmRSS:";
    private static final long KIB = 1024;
    private static final double MILLIS_PER_SECOND = 1_000;

    private ProcessReading() {
    }

    static void collect(final Exposition out) throws IOException {
        final ProcessHandle.Info process = ProcessHandle.current().info();
        process.totalCpuDuration().ifPresent(cpu -> out.add(Metric.PROCESS_CPU, seconds(cpu)));
        process.startInstant().ifPresent(start -> out.add(Metric.PROCESS_START, start.toEpochMilli() / MILLIS_PER_SECOND));
        out.add(Metric.PROCESS_RESIDENT, residentBytes());
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            out.add(Metric.PROCESS_FDS, open.count());
        }
        out.add(Metric.JVM_MEMORY, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), "heap");
        out.add(Metric.JVM_MEMORY, ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(), "nonheap");
        out.add(Metric.JVM_THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            out.addSummary(Metric.JVM_GC, collector.getCollectionCount(), collector.getCollectionTime() / MILLIS_PER_SECOND, collector.getName());
        }
    }

    private static double seconds(final Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }

    private static long residentBytes() throws IOException {
        for (final String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(RESIDENT)) {
                return Long.parseLong(line.substring(RESIDENT.length()).replace("kB", "").strip()) * KIB;
            }
        }
        throw new IOException("no " + RESIDENT + " in " + STATUS);
    }
}
