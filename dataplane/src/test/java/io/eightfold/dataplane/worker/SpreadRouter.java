// SPDX-License-Identifier: Apache-2.0
// Two workers, one of which receives from a device with a single queue.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dataplane.trace.PacketTracer;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.Turn;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Port 0 is spread in software and read by worker 0; port 1 is where routes lead, with one send queue for both workers, and read by the test.
 * The workers turn when the test says so, in its thread or in theirs.
 */
final class SpreadRouter {
    static final int WORKERS = 2;
    private static final int MBUFS = 8191;
    private static final int SLOW_RING_ENTRIES = 4096;
    private static int instances;

    private final int instance = instances++;
    private final Path counterFile;
    private final Mempool pool;
    private final List<RouterPort> ports;
    private final CounterFile counters;
    private final Fib fib = new Fib();
    private final FibTables tables = FibTables.single(fib);
    private final NextHopTable nextHops = new NextHopTable(4096);
    private final List<PacketRing> toSlow = List.of(new PacketRing(SLOW_RING_ENTRIES), new PacketRing(SLOW_RING_ENTRIES));
    private final List<PacketRing> fromSlow = List.of(new PacketRing(SLOW_RING_ENTRIES), new PacketRing(1));
    private final PacketTracer tracer;
    private final SlowPath slowPath;
    private final WorkerRings rings;
    private final List<ForwardingWorker> workers;
    private final TestBuffers buffers;
    private final long group = Memory.allocate(Turn.TX_GROUP_BYTES);
    private final long handles = Memory.allocate(Turn.BURST_MAX * 8L);

    /**
     * @param driver       of port 0; what the test sends into a net_ring comes in by it.
     * @param ringCapacity entries of the ring from worker 0 to worker 1.
     */
    SpreadRouter(final int ringCapacity, final String driver, final Map<String, String> arguments, final String outDriver) {
        DpdkFixture.start();
        pool = Mempool.create("spread" + instance, MBUFS, 2048);
        buffers = new TestBuffers(pool);
        ports = List.of(open(0, driver, arguments, new QueuePlan(WorkerSpread.SOFTWARE, "configured", 1, 1, 0), "64496.10.1.0.1/24", "10.1.0.1/24"),
            open(1, outDriver, Map.of(), new QueuePlan(WorkerSpread.NONE, "configured", 1, 1, 1), "64496.10.2.0.1/24", "10.2.0.1/24"));
        try {
            counterFile = Files.createTempFile("eightfold-test", ".counters");
            counterFile.toFile().deleteOnExit();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        counters = CounterFile.create(counterFile, ports.stream().map(RouterPort::name).toList(), WORKERS + 1);
        tracer = new PacketTracer(ports, WORKERS, nextHops);
        slowPath = new SlowPath(ports, tables, nextHops, counters, WORKERS, pool, toSlow, fromSlow, NeighborSettings.DEFAULT, new SlowPath.IcmpLimit(1_000, 100),
            tracer.slowPath());
        rings = new WorkerRings(WORKERS, ports, counters, ringCapacity);
        workers = List.of(worker(0, List.of(new PolledQueue(0, 0, true))), worker(1, List.of()));
        final RouteInstaller routes = new RouteInstaller(ports, tables, nextHops, slowPath.neighbors());
        routes.installOwn();
        routes.installFixed(List.of(TestRouter.via("64497.0.0.0.0/0", "64496.10.2.0.2"), TestRouter.via("10.9.0.0/16", "10.2.0.2")), System.nanoTime());
        hear("64496.10.2.0.2");
        hear("10.2.0.2");
    }

    PacketTracer tracer() {
        return tracer;
    }

    ForwardingWorker worker(final int index) {
        return workers.get(index);
    }

    /** How {@code worker} 0 would sort a frame of port 0. */
    FlowSpreader spreader() {
        return new FlowSpreader(0, rings, workers.getFirst().turnAddress(), new long[] {NextHopTable.macBits(TestPorts.mac(0))},
            new int[] {Short.toUnsignedInt(Short.reverseBytes((short) 0x8080))}, new long[] {counters.block(0, 0)}, null, WorkerTrace.off());
    }

    /** Lets frames come in by port 0, at most a burst. */
    void feed(final List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            Memory.putNativeLong(handles + i * 8L, buffers.fill(frames.get(i), ports.getFirst().dpdkId()));
        }
        Memory.putNativeLong(group + Turn.GROUP_MBUFS, handles);
        Memory.putNativeShort(group + Turn.GROUP_PORT, ports.getFirst().dpdkId());
        Memory.putNativeShort(group + Turn.GROUP_QUEUE, 0);
        Memory.putNativeShort(group + Turn.GROUP_COUNT, frames.size());
        assertEquals(frames.size(), Turn.send(group), "port 0 takes what the test feeds");
    }

    /** What left by port 1 since last asked. */
    List<byte[]> sent() {
        return buffers.receive(ports.get(1).dpdkId());
    }

    long mbuf(final byte[] frame) {
        return buffers.fill(frame, ports.getFirst().dpdkId());
    }

    void free(final long mbuf) {
        buffers.free(mbuf);
    }

    /** A counter of port 0 as one worker counted it. */
    long counted(final int worker, final PortCounter counter) {
        return Memory.acquireLong(counters.block(0, worker) + counter.ordinal() * 8L);
    }

    CounterReader.PortValues counters(final int port) {
        try (CounterReader reader = new CounterReader(counterFile)) {
            return reader.port(port);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends as the product does, the workers first; returns what port 0 counted. Every buffer must be home then. */
    CounterReader.PortValues end() {
        workers.forEach(ForwardingWorker::flush);
        workers.forEach(ForwardingWorker::close);
        rings.close();
        slowPath.drain();
        final CounterReader.PortValues values = counters(0);
        slowPath.close();
        tracer.close();
        nextHops.close();
        fib.close();
        counters.close();
        ports.forEach(p -> p.device().close());
        buffers.close();
        Memory.free(group);
        Memory.free(handles);
        final int leaked = pool.inUse();
        pool.close();
        assertEquals(0, leaked, "buffers that did not come home");
        assertEquals(0, values.inTransit(), values.toString());
        return values;
    }

    private void hear(final String address) {
        slowPath.neighbors().onHeard(1, TestPacket.bits(address), 0x02_00_00_00_EE_10L, true, true, System.nanoTime());
    }

    private ForwardingWorker worker(final int index, final List<PolledQueue> polled) {
        return new ForwardingWorker(index, ports, polled, rings, tables, nextHops, counters, toSlow.get(index), fromSlow.get(index), pool.handle(), 32,
            tracer.worker(index), Boundary.NONE);
    }

    private RouterPort open(final int index, final String driver, final Map<String, String> arguments, final QueuePlan plan, final String... addresses) {
        final EthPort device = EthPort.attach(DeviceArguments.virtual(driver, "s" + instance + "_" + index, arguments));
        device.start(new EthPort.Settings(1, 1, WORKERS, 512, 512, TestPorts.MTU), pool);
        return TestPorts.port(index, device.id(), device, TestPorts.MTU, null, plan, Vrf.DEFAULT, addresses);
    }
}
