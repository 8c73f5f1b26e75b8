// SPDX-License-Identifier: Apache-2.0
/**
 * What Eightfold's lookup is measured against, in C: {@link io.eightfold.perf.peer.TwoTierPeer} (rte_hash and rte_lpm) and
 * {@link io.eightfold.perf.peer.FibPeer} (rte_fib). {@link io.eightfold.perf.peer.PerfLibrary} loads {@code libeightfold-perf.so}, which
 * {@code perf/build} makes and which shares DPDK with the shim.
 *
 * <p>The functions are bound by hand: there are few of them and none is called once a burst. A call of {@code run} makes many bulk lookups, so
 * that the downcall costs nothing, and is bounded to some milliseconds by its caller; it is not critical, so no safepoint waits for it.
 */
package io.eightfold.perf.peer;
