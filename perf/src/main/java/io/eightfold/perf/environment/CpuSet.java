// SPDX-License-Identifier: Apache-2.0
// A set of CPUs in the form of the kernel.
package io.eightfold.perf.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers in ascending order. Thread: any. */
public record CpuSet(int[] cpus) {
    private static final String KEY = "Cpus_allowed_list:";
    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

    /** CPUs that are online and that the calling thread may use. */
    public static CpuSet ofThisThread() throws IOException {
        final String allowed = Files.readAllLines(Path.of("/proc/thread-self/status")).stream().filter(l -> l.startsWith(KEY)).findFirst()
            .orElseThrow(() -> new IOException("/proc/thread-self/status has no " + KEY)).substring(KEY.length()).strip();
        final String online = Files.readString(ONLINE).strip();
        return new CpuSet(parse(allowed).numbers().filter(c -> parse(online).contains(c)).toArray());
    }

    /** Reads a list such as {@code 0-3,8}. */
    public static CpuSet parse(final String list) {
        return new CpuSet(Arrays.stream(list.split(",")).flatMapToInt(range -> {
            final String[] ends = range.split("-");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }).sorted().toArray());
    }

    /** Whether a CPU is in it. */
    public boolean contains(final int cpu) {
        return numbers().anyMatch(c -> c == cpu);
    }

    /** All but one. */
    public CpuSet without(final int cpu) {
        return new CpuSet(numbers().filter(c -> c != cpu).toArray());
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return cpus.length == 0;
    }

    /** As {@code taskset -c} takes it: {@code 0,1}. */
    @Override
    public String toString() {
        return numbers().mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private IntStream numbers() {
        return Arrays.stream(cpus);
    }
}
