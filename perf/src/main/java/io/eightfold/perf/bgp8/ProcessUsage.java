// SPDX-License-Identifier: Apache-2.0
// What a process and the machine have used.
package io.eightfold.perf.bgp8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a process and the machine have used, as the kernel says. Thread: any. */
final class ProcessUsage {
    /** The kernel's ticks a second for user space: the same on all machines that Linux runs on today. */
    private static final double TICKS_PER_S = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private ProcessUsage() {
    }

    /** CPU time of all threads of a process, in s. */
    static double cpuS(final long pid) {
        try {
            final String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            final String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_S;
        } catch (final IOException e) {
            throw new Bgp8Exception("process " + pid + " has ended: " + e.getMessage(), e);
        }
    }

    /** CPU time that anyone on the machine used, and that the hypervisor took, in s. */
    static double machineCpuS() {
        try {
            final String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
            final long[] fields = Arrays.stream(line.trim().split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
            return (Arrays.stream(fields, 0, STEAL + 1).sum() - fields[IDLE] - fields[IO_WAIT]) / TICKS_PER_S;
        } catch (final IOException e) {
            throw new Bgp8Exception("/proc/stat cannot be read: " + e.getMessage(), e);
        }
    }

    /** Resident memory of a process that no file backs and no other process shares, in bytes; for a JVM its heap counts as far as it was touched. */
    static long residentBytes(final long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream().filter(l -> l.startsWith("RssAnon:") || l.startsWith("RssShmem:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) * 1024).sum();
        } catch (final IOException e) {
            throw new Bgp8Exception("process " + pid + " has ended: " + e.getMessage(), e);
        }
    }
}
