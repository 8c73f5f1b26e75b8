// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ipv8 perf ndr}: the highest rates at which one worker loses nothing (NDR) and at most 0.5 % (PDR).
 *
 * <p>Two processes, each with a CPU: {@link io.eightfold.perf.ndr.RouterUnderTest} forwards between two memif ports, and the generator of
 * {@link io.eightfold.perf.pktgen} sits at the other ends. {@link io.eightfold.perf.ndr.RateSearch} is the search, which knows nothing of
 * packets; {@link io.eightfold.perf.ndr.NdrBenchmark} brings them together. A frame that the full ring of a memif does not take is lost, as in
 * the receive ring of a NIC.
 */
package io.eightfold.perf.ndr;
