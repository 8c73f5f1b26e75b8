// SPDX-License-Identifier: Apache-2.0
// The product's worker as a subject.
package io.eightfold.perf.latency;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.perf.forward.Forwarder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link ForwardingWorker} with rings to a slow path that nobody serves: the traffic must not need it. */
final class WorkerForwarder implements Forwarder {
    private static final int SLOW_RING_ENTRIES = 4096;
    /** Counters live in memory: the write-back of a page of a file on disk stops the worker that writes into it. */
    private static final Path MEMORY_FILES = Path.of("/dev/shm");

    private final Path file;
    private final CounterFile counters;
    private final CounterReader reader;
    private final ForwardingWorker worker;

    private WorkerForwarder(final ForwarderFactory.Setting setting) {
        try {
            file = Files.isWritable(MEMORY_FILES) ? Files.createTempFile(MEMORY_FILES, "ipv8-perf", ".counters")
                : Files.createTempFile("ipv8-perf", ".counters");
            counters = CounterFile.create(file, setting.ports().stream().map(RouterPort::name).toList(), 2);
            reader = new CounterReader(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("perf latency cannot keep its counters: " + e.getMessage() + "; make /dev/shm or the temporary directory writable", e);
        }
        worker = new ForwardingWorker(0, setting.ports(), new int[] {0}, setting.fib(), setting.nextHops(), counters,
            new PacketRing(SLOW_RING_ENTRIES), new PacketRing(SLOW_RING_ENTRIES), setting.pool().handle(), setting.burst());
    }

    /** The worker in Java, as the router runs it. */
    static ForwarderFactory factory() {
        return new ForwarderFactory() {
            @Override
            public String description() {
                return "eightfold worker (Java), busy loop";
            }

            @Override
            public Forwarder open(final Setting setting) {
                return new WorkerForwarder(setting);
            }
        };
    }

    @Override
    public void turns(final int count) {
        for (int i = 0; i < count; i++) {
            worker.turn();
        }
    }

    @Override
    public void flush() {
        worker.flush();
    }

    @Override
    public long received() {
        return reader.port(0).of(PortCounter.RECEIVED);
    }

    @Override
    public long forwarded() {
        return reader.port(0).of(PortCounter.FORWARDED);
    }

    @Override
    public void close() {
        worker.close();
        reader.close();
        counters.close();
        try {
            Files.delete(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("perf latency cannot delete " + file + ": " + e.getMessage() + "; delete it by hand", e);
        }
    }
}
