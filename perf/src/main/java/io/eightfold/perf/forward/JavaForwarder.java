// SPDX-License-Identifier: Apache-2.0
// The router's own worker as a forwarder.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dataplane.worker.Boundary;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dataplane.worker.PolledQueue;
import io.eightfold.dpdk.EthPort;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link ForwardingWorker} exactly as the router runs it, with its counters. */
public final class JavaForwarder implements Forwarder {
    private static final int QUEUE = 0;
    private static final int RING = 4096;
    private static final int WRITERS = 2;

    private final Path file;
    private final CounterFile counters;
    private final CounterReader reader;
    private final ForwardingWorker worker;

    /** @throws UncheckedIOException when the counter file cannot be made. */
    public JavaForwarder(final ForwardPath path) {
        this(path, ForwardKind.PLAIN);
    }

    /** @throws UncheckedIOException when the counter file cannot be made. */
    public JavaForwarder(final ForwardPath path, final ForwardKind kind) {
        final List<InterfaceAddress> inAddress = List.of(InterfaceAddress.parse("64496.10.1.0.1/24"));
        final List<InterfaceAddress> outAddress = List.of(InterfaceAddress.parse("64496.10.2.0.1/24"));
        final List<RouterPort> ports = List.of(
            port(0, "in", path.in(), TestTraffic.IN_MAC, inAddress, kind), port(1, "out", path.out(), TestTraffic.OUT_MAC, outAddress, kind));
        try {
            file = Files.createTempFile(path.directory(), "ipv8-perf-counters", ".dat");
            counters = CounterFile.create(file, List.of("in", "out"), WRITERS);
            reader = new CounterReader(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make a counter file in " + path.directory() + ": " + e.getMessage(), e);
        }
        worker = new ForwardingWorker(QUEUE, ports, List.of(new PolledQueue(0, QUEUE, false)), null, FibTables.single(path.fib()), path.nextHops(), counters,
            new PacketRing(RING), new PacketRing(RING), path.pool().handle(), path.burst(), WorkerTrace.off(), new Boundary(kind.tunnels(), List.of()));
    }

    private static RouterPort port(final int index, final String name, final EthPort device, final long mac, final List<InterfaceAddress> addresses, final ForwardKind kind) {
        return new RouterPort(index, name, device.id(), device, mac, 1500, TestTraffic.ETHER_TYPE, addresses, List.of(), null, false, QueuePlan.single(), Vrf.DEFAULT,
            kind.border());
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
        worker.flush();
        worker.close();
        reader.close();
        counters.close();
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage() + "; delete it by hand", e);
        }
    }
}
