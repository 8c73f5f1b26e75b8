// SPDX-License-Identifier: Apache-2.0
// Tests of where the threads of this process run.
package io.eightfold.perf.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Hugepages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The last test moves the threads of this JVM, which surefire ends after the class. */
class PlacementIT {
    @Test
    void shouldReadTheKernelsLists() {
        assertArrayEquals(new int[] {0, 1, 2, 8}, CpuSet.parse("0-2,8").cpus());
        assertEquals("0,2", CpuSet.parse("0-2").without(1).toString());
        assertTrue(CpuSet.parse("3").without(3).isEmpty());
        assertTrue(CpuSet.parse("4-6").contains(5));
        assertFalse(CpuSet.parse("4-6").contains(7));
    }

    @Test
    void shouldRefuseACpuThatIsNotThere() {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Placement.pin(100_000));
        assertTrue(refused.getMessage().startsWith("core=100000 is not among the CPUs of this process, "), refused.getMessage());
    }

    @Test
    void shouldKeepAllOtherThreadsOffTheWorkersCore() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final CpuSet all = CpuSet.ofThisThread();
        Assumptions.assumeTrue(all.cpus().length > 1, "one CPU: nothing can be moved off it");
        final int core = all.cpus()[all.cpus().length - 1];
        // It has the threads of DPDK too.
        try (Eal eal = Eal.start(new Eal.Options(Hugepages.Policy.NEVER, Eal.Options.MIN_MEMORY_MIB, false, List.of()))) {
            assertFalse(eal.hasHugepages());
            final Placement placement = Placement.pin(core);
            assertTrue(placement.isExclusive());
            assertEquals(Integer.toString(core), CpuSet.ofThisThread().toString());
            assertOthersAreOff(core);
        }
    }

    private static void assertOthersAreOff(final int core) throws IOException {
        final Path self = Path.of("/proc/thread-self").toRealPath();
        int others = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (final Path thread : threads.toList()) {
                if (!thread.getFileName().equals(self.getFileName())) {
                    assertFalse(allowed(thread).contains(core), thread + " runs on " + allowed(thread));
                    others++;
                }
            }
        }
        assertTrue(others > 5, "threads of the JVM: " + others);
    }

    private static CpuSet allowed(final Path thread) throws IOException {
        final List<String> lines = Files.readAllLines(thread.resolve("status"));
        return CpuSet.parse(lines.stream().filter(l -> l.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow().split(":")[1].strip());
    }
}
