// SPDX-License-Identifier: Apache-2.0
// Counters written by one side and read by the other.
package io.eightfold.dataplane.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldAddWritersUpAndKeepPortsApart() throws IOException {
        final Path file = directory.resolve("counters");
        try (CounterFile counters = CounterFile.create(file, List.of("eth0", "eth1", "eth2"), 3); CounterReader reader = new CounterReader(file)) {
            for (int port = 0; port < 3; port++) {
                for (int writer = 0; writer < 3; writer++) {
                    for (final PortCounter counter : PortCounter.values()) {
                        CounterFile.add(counters.block(port, writer), counter, 100L * port + counter.ordinal());
                    }
                    for (final DropReason reason : DropReason.values()) {
                        CounterFile.drop(counters.block(port, writer), reason.id(), 10_000L * port + reason.id());
                    }
                }
            }
            for (int port = 0; port < 3; port++) {
                final CounterReader.PortValues values = reader.port(port);
                assertEquals("eth" + port, values.name());
                for (final PortCounter counter : PortCounter.values()) {
                    assertEquals(3 * (100L * port + counter.ordinal()), values.of(counter), counter.key());
                }
                for (final DropReason reason : DropReason.values()) {
                    assertEquals(3 * (10_000L * port + reason.id()), values.drops().get(reason), reason.label());
                }
            }
            assertEquals(ProcessHandle.current().pid(), reader.pid());
        }
    }

    @Test
    void shouldCountTurnsOfWorkersButNotOfTheSlowPath() throws IOException {
        final Path file = directory.resolve("counters");
        try (CounterFile counters = CounterFile.create(file, List.of("eth0"), 3); CounterReader reader = new CounterReader(file)) {
            Memory.putNativeLong(counters.workerBlock(1) + CounterFile.TURNS, 7);
            Memory.putNativeLong(counters.workerBlock(1) + CounterFile.EMPTY_TURNS, 5);
            CounterFile.add(counters.block(0, 1), PortCounter.FORWARDED, 3);
            CounterFile.drop(counters.block(0, 1), DropReason.NO_ROUTE.id(), 2);
            assertEquals(List.of(new CounterReader.WorkerValues(0, 0, 0, 0), new CounterReader.WorkerValues(1, 7, 5, 5)), reader.workers());
        }
    }

    @Test
    void shouldSayWhatIsInTransit() throws IOException {
        final Path file = directory.resolve("counters");
        try (CounterFile counters = CounterFile.create(file, List.of("eth0"), 1); CounterReader reader = new CounterReader(file)) {
            CounterFile.add(counters.block(0, 0), PortCounter.RECEIVED, 10);
            CounterFile.add(counters.block(0, 0), PortCounter.FORWARDED, 1);
            CounterFile.add(counters.block(0, 0), PortCounter.DELIVERED, 2);
            CounterFile.add(counters.block(0, 0), PortCounter.PUNTED, 3);
            CounterFile.drop(counters.block(0, 0), DropReason.NO_ROUTE.id(), 1);
            assertEquals(1, reader.port(0).dropped());
            assertEquals(3, reader.port(0).inTransit());
        }
    }

    @Test
    void shouldLeaveOlderReadersTheirFile() throws IOException {
        final Path file = directory.resolve("counters");
        try (CounterFile old = CounterFile.create(file, List.of("eth0"), 1); CounterReader oldReader = new CounterReader(file);
             CounterFile fresh = CounterFile.create(file, List.of("eth0", "eth1"), 1); CounterReader freshReader = new CounterReader(file)) {
            CounterFile.add(old.block(0, 0), PortCounter.RECEIVED, 1);
            CounterFile.add(fresh.block(0, 0), PortCounter.RECEIVED, 2);
            assertEquals(1, oldReader.ports().size());
            assertEquals(1, oldReader.port(0).of(PortCounter.RECEIVED));
            assertEquals(2, freshReader.ports().size());
            assertEquals(2, freshReader.port(0).of(PortCounter.RECEIVED));
        }
    }

    @Test
    void shouldCutNamesThatAreTooLong() throws IOException {
        final Path file = directory.resolve("counters");
        try (CounterFile counters = CounterFile.create(file, List.of("x".repeat(40), "short"), 1); CounterReader reader = new CounterReader(file)) {
            assertEquals("x".repeat(31), reader.port(0).name());
            assertEquals("short", reader.port(1).name());
            CounterFile.add(counters.block(0, 0), PortCounter.RECEIVED, 1);
        }
    }

    @Test
    void shouldRefuseWhatIsNoCounterFile() throws IOException {
        final Path empty = Files.createFile(directory.resolve("empty"));
        assertTrue(assertThrows(IOException.class, () -> new CounterReader(empty)).getMessage().contains("is not a counter file"));
        final Path noise = Files.write(directory.resolve("noise"), new byte[10_000]);
        assertTrue(assertThrows(IOException.class, () -> new CounterReader(noise)).getMessage().contains("not a counter file of this release"));
        final Path file = directory.resolve("counters");
        CounterFile.create(file, List.of("eth0"), 1).close();
        final Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(Files.readAllBytes(file), 500));
        assertThrows(IOException.class, () -> new CounterReader(cut));
    }

    @Test
    void shouldNameFileAndRemedyWhenItCannotBeCreated() {
        final Path nowhere = directory.resolve("nosuch").resolve("counters");
        final String message = assertThrows(UncheckedIOException.class, () -> CounterFile.create(nowhere, List.of("eth0"), 1)).getMessage();
        assertTrue(message.contains(nowhere.toString()) && message.contains("check the run directory"), message);
    }

    @Test
    void shouldHaveOneLabelForEachReasonAndKeyForEachCounter() {
        assertEquals(DropReason.values().length, Arrays.stream(DropReason.values()).map(DropReason::label).distinct().count());
        assertEquals(PortCounter.values().length, Arrays.stream(PortCounter.values()).map(PortCounter::key).distinct().count());
        for (final DropReason reason : DropReason.values()) {
            assertEquals(reason, DropReason.ofId(reason.id()));
            assertTrue(reason.label().matches("[a-z0-9-]+"), reason.label());
        }
        assertTrue(PortCounter.values().length <= PortCounter.CAPACITY);
        assertTrue(DropReason.values().length <= DropReason.CAPACITY);
    }
}
