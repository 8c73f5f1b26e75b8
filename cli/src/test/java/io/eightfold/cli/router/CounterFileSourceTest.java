// SPDX-License-Identifier: Apache-2.0
// Counters on their way from the dataplane's file to metrics.
package io.eightfold.cli.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.telemetry.Metric;
import io.eightfold.controlplane.telemetry.PortCounterSource;
import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileSourceTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadPortsAndWorkers() throws IOException {
        final Path file = directory.resolve("counters.dat");
        try (CounterFile counters = CounterFile.create(file, List.of("wan", "lan"), 3)) {
            CounterFile.add(counters.block(0, 0), PortCounter.RECEIVED, 10);
            CounterFile.add(counters.block(0, 1), PortCounter.FORWARDED, 6);
            CounterFile.add(counters.block(1, 1), PortCounter.PUNTED, 2);
            CounterFile.drop(counters.block(0, 1), DropReason.NO_ROUTE.id(), 3);
            final PortCounterSource.Reading reading = new CounterFileSource(file).read();
            assertTrue(reading.isRunning());
            assertEquals(List.of("wan", "lan"), reading.ports().stream().map(PortCounterSource.Port::name).toList());
            assertEquals(10, reading.ports().getFirst().counters().get("received"));
            assertEquals(3, reading.ports().getFirst().drops().get("no-route"));
            assertEquals(0, reading.ports().getFirst().drops().get("ttl-expired"));
            assertEquals(List.of(0L, 11L), reading.workers().stream().map(PortCounterSource.Worker::packets).toList());
        }
    }

    @Test
    void shouldSayWhenThereIsNoFile() {
        assertThrows(IOException.class, () -> new CounterFileSource(directory.resolve("none")).read());
    }

    @Test
    void shouldShowEveryPortCounterAsAMetric() {
        final Set<String> shown = Arrays.stream(Metric.values()).map(Metric::portCounter).filter(Objects::nonNull).collect(Collectors.toSet());
        assertEquals(Arrays.stream(PortCounter.values()).map(PortCounter::key).collect(Collectors.toSet()), shown);
    }
}
