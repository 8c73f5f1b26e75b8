// SPDX-License-Identifier: Apache-2.0
// The dataplane's counter file as the control plane's telemetry wants it.
package io.eightfold.cli.router;

import io.eightfold.controlplane.telemetry.PortCounterSource;
import io.eightfold.dataplane.counter.CounterReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps the counter file for each reading: a dataplane that restarts puts a new one in its place. Thread: any. */
public final class CounterFileSource implements PortCounterSource {
    private final Path file;

    public CounterFileSource(final Path file) {
        this.file = file;
    }

    @Override
    public Reading read() throws IOException {
        try (CounterReader reader = new CounterReader(file)) {
            final boolean isRunning = ProcessHandle.of(reader.pid()).filter(ProcessHandle::isAlive).isPresent();
            final List<Worker> workers = reader.workers().stream().map(w -> new Worker(w.worker(), w.turns(), w.emptyTurns(), w.packets())).toList();
            return new Reading(isRunning, reader.ports().stream().map(CounterFileSource::port).toList(), workers);
        }
    }

    private static Port port(final CounterReader.PortValues values) {
        final Map<String, Long> counters = new LinkedHashMap<>();
        values.values().forEach((counter, value) -> counters.put(counter.key(), value));
        final Map<String, Long> drops = new LinkedHashMap<>();
        values.drops().forEach((reason, value) -> drops.put(reason.label(), value));
        return new Port(values.name(), counters, drops);
    }
}
