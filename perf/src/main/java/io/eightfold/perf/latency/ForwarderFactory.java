// SPDX-License-Identifier: Apache-2.0
// Makes what is measured.
package io.eightfold.perf.latency;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.perf.forward.Forwarder;
import java.util.List;

/** Subject and peer of a latency measurement come by this: {@link WorkerFactory}, or a twin in C. Thread: startup. */
public interface ForwarderFactory {
    /** What it makes, for results. */
    String description();

    /** Makes one over ports, table and buffers that it shares with others of which only one forwards at a time. */
    Forwarder open(Setting setting);

    /**
     * @param ports    port 0 is received from; the next hops of all routes are on port 1.
     * @param fib      filled, and not changed while a forwarder is open.
     * @param nextHops resolved.
     * @param burst    most frames a turn.
     */
    record Setting(List<RouterPort> ports, Fib fib, NextHopTable nextHops, Mempool pool, int burst) {
    }
}
