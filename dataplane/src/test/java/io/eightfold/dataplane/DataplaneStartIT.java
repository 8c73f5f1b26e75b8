// SPDX-License-Identifier: Apache-2.0
// Starts that must fail with one clear sentence, and starts after a sudden end.
package io.eightfold.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.DataplaneProcess.Case;
import io.eightfold.dataplane.testing.DpdkFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataplaneStartIT {
    private static final int LONGEST_MESSAGE = 500;
    private final String own = "e" + ProcessHandle.current().pid() % 1_000_000 + "x";

    @TempDir
    private Path directory;

    @BeforeEach
    void requireTap() {
        DpdkFixture.assumeRoot();
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun; run: modprobe tun");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        UNKNOWN_INTERFACE        | 'nosuch0' does not exist      | ip link add
        UNKNOWN_PCI_DEVICE       | no PCI device 0000:99:00.0    | dpdk-devbind.py
        NO_HUGEPAGES             | no hugepages                  | hugepages auto
        MORE_WORKERS_THAN_QUEUES | offers 1 rx queues, 2 wanted  | `worker-spread software`
        UNREADABLE_CAPTURE       | nosuch.pcap                   | correct the path
        SAME_DEVICE_TWICE        | the port is in use            | give each its own
        BAD_DEVICE_ARGUMENT      | nosuch=1                      | check the device's arguments
        UNKNOWN_PORT_IN_ROUTE    | no interface 'nosuch'         | configure it
        GATEWAY_OFF_LINK         | 64496.10.77.0.1               | give an interface an address
        TOO_FEW_MBUFS            | mbufs=1023 is below           | set `mbufs
        TOO_MANY_MBUFS           | mbufs=1000000                 | raise `memory`
        CORE_THAT_DOES_NOT_EXIST | worker-cores names CPU 999    | taskset
        NO_COUNTER_DIRECTORY     | cannot create the counter file | check the run directory
        """)
    void shouldRefuseInOneSentenceAndLeaveNothingOpen(final Case which, final String fault, final String remedy) throws Exception {
        final List<String> lines = DataplaneProcess.run(which, own, directory);
        final String message = lines.stream().filter(l -> l.startsWith("refused ")).findFirst().orElseThrow(() -> new AssertionError(lines));
        assertTrue(message.contains(fault), message);
        assertTrue(message.contains(remedy), message);
        assertFalse(message.contains("\\n"), message);
        assertTrue(message.length() < LONGEST_MESSAGE, message);
        assertTrue(lines.contains("left []"), lines.toString());
    }

    @Test
    void shouldStartAgainAfterItWasKilled() throws Exception {
        final Process killed = DataplaneProcess.start(Case.SOUND, own, directory);
        try {
            assertEquals("started", awaitLine(killed));
            assertTrue(Files.exists(Path.of("/sys/class/net", own + "p")), "the TAP is there while the dataplane runs");
        } finally {
            killed.destroyForcibly().waitFor();
        }
        final List<String> lines = DataplaneProcess.run(Case.SOUND, own, directory);
        assertEquals(List.of("started", "leaked 0", "left []"), lines);
    }

    private static String awaitLine(final Process child) throws IOException {
        final BufferedReader reader = child.inputReader();
        return reader.readLine();
    }
}
