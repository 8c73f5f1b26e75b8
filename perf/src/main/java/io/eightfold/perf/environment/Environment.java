// SPDX-License-Identifier: Apache-2.0
// The environment block of every result.
package io.eightfold.perf.environment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.dpdk.MbufLayout;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Date, commit, CPU, kernel, clock, JDK, collector, flags, DPDK. Thread: any. */
public final class Environment {
    /** Instruction sets that matter to DPDK's libraries and to the compilers. */
    private static final Set<String> FLAGS_OF_INTEREST = Set.of("sse4_2", "avx2", "avx512f", "avx512bw", "avx512vl", "avx512vbmi", "bmi2",
        "constant_tsc", "nonstop_tsc", "hypervisor", "asimd", "sve");
    private static final Path CLOCK = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
    private static final long GIT_TIMEOUT_MS = 2000;

    private Environment() {
    }

    /**
     * To be called before the measuring thread is pinned: afterwards the JVM counts only the CPUs that thread may run on.
     * @param hasHugepages whether packet buffers lie in hugepages.
     */
    public static JsonObject json(final boolean hasHugepages) {
        final JsonObject environment = new JsonObject();
        environment.addProperty("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        environment.addProperty("commit", commit());
        environment.addProperty("cpu", cpuInfo("model name"));
        environment.addProperty("cpuFlags", Arrays.stream(cpuInfo("flags").split(" ")).filter(FLAGS_OF_INTEREST::contains).sorted()
            .collect(Collectors.joining(" ")));
        environment.addProperty("l2", cache(2));
        environment.addProperty("l3", cache(3));
        environment.addProperty("cpus", Runtime.getRuntime().availableProcessors());
        environment.addProperty("clock", firstLine(CLOCK));
        environment.addProperty("kernel", System.getProperty("os.version"));
        environment.addProperty("java", Runtime.version().toString());
        environment.addProperty("collector", ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).sorted()
            .collect(Collectors.joining(", ")));
        environment.addProperty("dpdk", MbufLayout.DPDK_RELEASE);
        environment.addProperty("hugepages", hasHugepages);
        final JsonArray flags = new JsonArray();
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(a -> a.startsWith("-X")).forEach(flags::add);
        environment.add("jvmFlags", flags);
        return environment;
    }

    /** Time the hypervisor took from this machine since boot, in USER_HZ ticks; -1 when unknown. */
    public static long stealTicks() {
        try {
            final String[] cpu = Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split("\\s+");
            return Long.parseLong(cpu[8]);
        } catch (final IOException | RuntimeException e) {
            return -1;
        }
    }

    private static String cpuInfo(final String key) {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith(key)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (final IOException e) {
            return "unknown";
        }
        return "unknown";
    }

    /** Size of a cache that CPU 0 has or shares. */
    private static String cache(final int level) {
        for (int i = 0; Files.exists(CACHES.resolve("index" + i)); i++) {
            if (firstLine(CACHES.resolve("index" + i + "/level")).equals(Integer.toString(level))) {
                return firstLine(CACHES.resolve("index" + i + "/size"));
            }
        }
        return "unknown";
    }

    /** Of the working tree that the launcher named, with a mark when that has changes; a copy without git has none. */
    private static String commit() {
        final String home = System.getProperty("eightfold.home", ".");
        try {
            final Process git = new ProcessBuilder("git", "-C", home, "describe", "--always", "--dirty", "--abbrev=12")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                final boolean isDone = git.waitFor(GIT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
                return isDone && git.exitValue() == 0 ? new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip() : "unknown";
            } finally {
                git.destroyForcibly();
            }
        } catch (final IOException e) {
            return "unknown";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static String firstLine(final Path file) {
        try {
            return Files.readString(file).strip();
        } catch (final IOException e) {
            return "unknown";
        }
    }
}
