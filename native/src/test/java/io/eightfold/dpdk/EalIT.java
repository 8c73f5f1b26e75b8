// SPDX-License-Identifier: Apache-2.0
// EAL's life: one start, one stop, what it says meanwhile.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EalIT {
    private static String cpusBefore;
    private static Eal eal;

    @BeforeAll
    static void start() throws IOException {
        cpusBefore = allowedCpus();
        eal = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, Eal.Options.MIN_MEMORY_MIB, false, List.of("--log-level=lib.eal:debug")));
    }

    /** The environment ends with everything given back; a second close must not reach DPDK again. */
    @AfterAll
    static void stop() {
        eal.close();
        eal.close();
    }

    @Test
    void shouldLeaveTheStartingThreadItsCpus() throws IOException {
        assertEquals(cpusBefore, allowedCpus());
    }

    @Test
    void shouldRefuseToStartTwice() {
        final Eal.Options options = new Eal.Options(Hugepages.Policy.NEVER, Eal.Options.MIN_MEMORY_MIB, false, List.of());

        TestEal.assertRefused(() -> Eal.start(options), "already started in this process");
    }

    @Test
    void shouldSayWhatIsLostWithoutHugepages() {
        if (eal.hasHugepages()) {
            assertEquals("", eal.warning());
        } else {
            TestEal.assertSentence(eal.warning(), "without hugepages", Eal.Options.MIN_MEMORY_MIB + " MiB wanted", "echo 32 > /proc/sys/vm/nr_hugepages");
        }
    }

    @Test
    void shouldKeepTheNewestOfDpdksLog() {
        assertTrue(Eal.logTail().contains("EAL: "), Eal.logTail());
        assertTrue(Eal.logTail().length() < 4096, "the tail fits its buffer");
    }

    @Test
    void shouldNameTheReleaseItRunsOn() {
        assertTrue(MbufLayout.DPDK_RELEASE.matches("2\\d\\.\\d\\d\\.\\d+"), MbufLayout.DPDK_RELEASE);
    }

    @Test
    void shouldRefuseMemoryOutsideItsRange() {
        for (final int memoryMib : new int[] {Eal.Options.MIN_MEMORY_MIB - 1, Eal.Options.MAX_MEMORY_MIB + 1}) {
            final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new Eal.Options(Hugepages.Policy.AUTO, memoryMib, false, List.of()));
            TestEal.assertSentence(refused.getMessage(), memoryMib + " MiB", "" + Eal.Options.MIN_MEMORY_MIB, "" + Eal.Options.MAX_MEMORY_MIB, "change `memory`");
        }
    }

    private static String allowedCpus() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream().filter(l -> l.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow();
    }
}
