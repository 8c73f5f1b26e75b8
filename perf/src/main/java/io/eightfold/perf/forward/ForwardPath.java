// SPDX-License-Identifier: Apache-2.0
// What a forwarder works on.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import java.nio.file.Path;

/**
 * Packets of port index 0, {@code in}, with MAC {@link TestTraffic#IN_MAC}, go by the table to port index 1, {@code out}. Several forwarders may share a
 * path as long as one of them turns at a time and is flushed before another one does.
 *
 * @param in        receives; IPv8 has EtherType {@link TestTraffic#ETHER_TYPE}.
 * @param out       sends.
 * @param fib       routes.
 * @param nextHops  records that the routes point at; all neighbours are on port 1.
 * @param pool      buffers.
 * @param burst     most frames a turn receives.
 * @param directory for temporary files.
 */
public record ForwardPath(EthPort in, EthPort out, Fib fib, NextHopTable nextHops, Mempool pool, int burst, Path directory) {
}
