// SPDX-License-Identifier: Apache-2.0
// The environment block of every result.
package io.eightfold.perf.environment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.dpdk.MbufLayout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Date, CPU, kernel, JDK, flags, DPDK. Thread: any. */
public final class Environment {
    private Environment() {
    }

    /**
     * To be called before the measuring thread is pinned: afterwards the JVM counts only the CPUs that thread may run on.
     * @param hasHugepages whether packet buffers lie in hugepages.
     */
    public static JsonObject json(final boolean hasHugepages) {
        final JsonObject environment = new JsonObject();
        environment.addProperty("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        environment.addProperty("cpu", cpuModel());
        environment.addProperty("cpus", Runtime.getRuntime().availableProcessors());
        environment.addProperty("kernel", System.getProperty("os.version"));
        environment.addProperty("java", Runtime.version().toString());
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

    private static String cpuModel() {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (final IOException e) {
            return "unknown";
        }
        return "unknown";
    }
}
