// SPDX-License-Identifier: Apache-2.0
/**
 * Lookups in the forwarding table: {@link io.eightfold.perf.lookup.FibBenchmark} compares their rate with that of DPDK's own tables in C, and
 * {@link io.eightfold.perf.lookup.FibMemory} says what a route takes.
 *
 * <p>Subject and peer look the same destinations up, bulk by bulk, and both first put the bulk's destinations into an array of their own, as a
 * worker does with those of a burst. Before any rate is reported, the answer for every destination is compared with what
 * {@link io.eightfold.perf.table.RouteOracle} says.
 */
package io.eightfold.perf.lookup;
