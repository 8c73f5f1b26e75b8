// SPDX-License-Identifier: Apache-2.0
// Environment, ports, table and meter of the latency measurement.
package io.eightfold.perf.latency;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.forward.Forwarder;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.wire.address.InterfaceAddress;
import java.util.List;
import java.util.Map;

/**
 * Two {@code net_ring} ports, whose send queue is their receive queue: the meter sends to the first, where the forwarder receives, and takes
 * from the second, where it sends. Frames pass by pointer. Thread: the one that measures.
 */
final class LatencyRig implements AutoCloseable {
    private static final int MEMORY_MIB = 128;
    private static final int MBUFS = 8_191;
    private static final int FRAMES = 4096;

    private final Eal eal;
    private final Mempool pool;
    private final Fib fib = new Fib();
    private final NextHopTable nextHops = new NextHopTable(1024);
    private final EthPort in;
    private final EthPort out;
    private final Meter meter;
    private final ForwarderFactory.Setting setting;

    /**
     * Starts DPDK, once a process.
     * @param asns  ASNs in the table.
     * @param burst most frames a turn of the forwarder.
     */
    LatencyRig(final int asns, final int burst) {
        final TestTraffic traffic = new TestTraffic(asns, FRAMES);
        eal = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, MEMORY_MIB, false, List.of()));
        NativeThread.register();
        pool = Mempool.create("perf", MBUFS, 2048);
        traffic.install(fib, nextHops, 1);
        in = open("in");
        out = open("out");
        meter = new Meter(pool, traffic);
        final List<InterfaceAddress> inAddress = List.of(InterfaceAddress.parse("64496.10.1.0.1/24"));
        final List<InterfaceAddress> outAddress = List.of(InterfaceAddress.parse("64496.10.2.0.1/24"));
        setting = new ForwarderFactory.Setting(List.of(
            new RouterPort(0, "in", in.id(), in, TestTraffic.IN_MAC, 1500, TestTraffic.ETHER_TYPE, inAddress, List.of(), null, false),
            new RouterPort(1, "out", out.id(), out, TestTraffic.OUT_MAC, 1500, TestTraffic.ETHER_TYPE, outAddress, List.of(), null, false)),
            fib, nextHops, pool, burst);
    }

    /** Whether buffers lie in hugepages. */
    boolean hasHugepages() {
        return eal.hasHugepages();
    }

    /** Makes a subject or peer over this rig. */
    Forwarder open(final ForwarderFactory factory) {
        return factory.open(setting);
    }

    /** Measures what runs between the two ports at this moment. */
    MeterReading measure(final Meter.Load load) {
        return meter.run(load, in.id(), out.id());
    }

    /** Measures the meter itself: what it sends into a ring it takes out of it. */
    MeterReading measureLoop(final Meter.Load load) {
        return meter.run(load, out.id(), out.id());
    }

    @Override
    public void close() {
        meter.close();
        in.close();
        out.close();
        final int leaked = pool.inUse();
        pool.close();
        eal.close();
        nextHops.close();
        fib.close();
        if (leaked != 0) {
            throw new IllegalStateException("perf latency: " + leaked + " buffers did not come home; the accounting of the run is wrong");
        }
    }

    private EthPort open(final String suffix) {
        final EthPort port = EthPort.attach(DeviceArguments.virtual("net_ring", suffix, Map.of()));
        port.start(new EthPort.Settings(1, 1, 512, 512, 1500), pool);
        return port;
    }
}
