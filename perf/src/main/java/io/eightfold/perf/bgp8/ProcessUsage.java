// SPDX-License-Identifier: Apache-2.0
// What a process and the machine have used.
package io.eightfold.perf.bgp8;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process and the machine have used, as the kernel says. Thread: any. */
final class ProcessUsage {
    /** The kernel's ticks a second for user space: the same on all machines that Linux runs on today. */
    private static final double TICKS_PER_S = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;
    private static final Pattern HEAP_USED = Pattern.compile("used ([0-9]+)([KM])");

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

    /**
     * Resident memory of a process that is no file's, in bytes.
     *
     * @param anonymous what was allocated or is a stack; of a JVM all that is not its heap
     * @param shared    memory without a file that could be shared: the heap of a JVM with ZGC, as far as it was touched
     */
    record Resident(long anonymous, long shared) {
        long total() {
            return anonymous + shared;
        }
    }

    static Resident resident(final long pid) {
        try {
            final List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
            return new Resident(bytes(lines, "RssAnon:"), bytes(lines, "RssShmem:"));
        } catch (final IOException e) {
            throw new Bgp8Exception("process " + pid + " has ended: " + e.getMessage(), e);
        }
    }

    private static long bytes(final List<String> lines, final String key) {
        return lines.stream().filter(l -> l.startsWith(key)).mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) * 1024).findFirst().orElse(0);
    }

    /** Heap of a JVM that is used after a collection of all of it, in bytes. */
    static long heapBytes(final long pid) {
        jcmd(pid, "GC.run");
        final Matcher used = HEAP_USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new Bgp8Exception("jcmd does not say the heap of process " + pid + " as \"used NM\"; use the JDK that runs this");
        }
        return Long.parseLong(used.group(1)) * ("K".equals(used.group(2)) ? 1024L : 1024L * 1024);
    }

    private static String jcmd(final long pid, final String command) {
        try {
            final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Bgp8Exception("jcmd " + pid + ' ' + command + " failed: " + said);
            }
            return said;
        } catch (final IOException e) {
            throw new Bgp8Exception("jcmd of the JDK cannot be started: " + e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Bgp8Exception("interrupted", e);
        }
    }
}
