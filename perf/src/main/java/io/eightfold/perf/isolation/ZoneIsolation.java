// SPDX-License-Identifier: Apache-2.0
// Sends every internal zone through a worker by every way.
package io.eightfold.perf.isolation;

import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.perf.forward.Testbed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Three {@code net_ring} ports, whose send queue is their receive queue: what is put into one is received by the worker, what the worker sends to another is read back.
 * Thread: startup; it becomes the worker.
 */
public final class ZoneIsolation implements AutoCloseable {
    /** All of 127/8. */
    public static final int ALL_ZONES = 1 << 24;
    /** Memory that buffers and rings take. */
    public static final int MEMORY_MIB = 64;
    private static final int MBUFS = 8191;
    private static final int ROOM_BYTES = 2048;

    private final Testbed testbed;
    private final Mempool pool;
    private final List<EthPort> ports = new ArrayList<>();

    public ZoneIsolation(final Testbed testbed) {
        this.testbed = testbed;
        pool = Mempool.create("isolation", MBUFS, ROOM_BYTES);
        for (final Way.Port port : Way.Port.values()) {
            ports.add(testbed.openPort("net_ring", "zones" + port.ordinal(), Map.of(), pool));
        }
    }

    /** Every zone by every way, in a process of its own. */
    public static IsolationResult runAll(final int core) {
        try (Testbed testbed = Testbed.openQuickly(MEMORY_MIB, core); ZoneIsolation isolation = new ZoneIsolation(testbed)) {
            return isolation.run(ALL_ZONES);
        }
    }

    /** The first zones, by every way. */
    public IsolationResult run(final int zones) {
        final List<WayResult> results = new ArrayList<>();
        for (final Way way : Way.values()) {
            results.add(run(way, zones, true));
        }
        return new IsolationResult(results);
    }

    /**
     * The first zones, by one way.
     * @param zones     how many, 1 to {@link #ALL_ZONES}
     * @param isGuarded whether the outer port is configured as a border; without, packets cross there, or the run would show nothing
     */
    public WayResult run(final Way way, final int zones, final boolean isGuarded) {
        try (WayRun run = new WayRun(way, isGuarded, ports, pool, testbed.directory())) {
            return run.send(zones);
        }
    }

    @Override
    public void close() {
        ports.forEach(EthPort::close);
        pool.close();
    }
}
