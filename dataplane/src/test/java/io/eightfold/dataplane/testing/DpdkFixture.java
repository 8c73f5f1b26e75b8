// SPDX-License-Identifier: Apache-2.0
// Starts DPDK once in a test's process.
package io.eightfold.dataplane.testing;

import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Hugepages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** EAL without hugepages and without PCI. It starts once a process, which is why every test class runs in a JVM of its own (see the pom). */
public final class DpdkFixture {
    /** Memory of the tests' processes, enough for 16k buffers of 2 KiB. */
    public static final int MEMORY_MIB = 128;
    private static boolean isStarted;

    private DpdkFixture() {
    }

    /** Options that start on any machine. */
    public static Eal.Options options() {
        return new Eal.Options(Hugepages.Policy.NEVER, MEMORY_MIB, false, List.of());
    }

    /** Skips the test unless it may open devices. */
    public static void assumeRoot() {
        Assumptions.assumeTrue(isRoot(), "needs root for DPDK's devices; run the tests as root");
    }

    /** Starts EAL on first use, or skips the test. The calling thread keeps lcore 0, so all of a class's tests run on one thread. */
    public static synchronized void start() {
        assumeRoot();
        if (!isStarted) {
            Eal.start(options());
            isStarted = true;
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (final IOException e) {
            return false;
        }
    }
}
