// SPDX-License-Identifier: Apache-2.0
/**
 * The forwarding rate of one worker, without a NIC: frames that {@code net_pcap} loops in memory, through the real worker, to {@code net_null}.
 *
 * <p>A {@link io.eightfold.perf.forward.Testbed} starts DPDK and gives the measuring thread its core; a
 * {@link io.eightfold.perf.forward.ForwardRig} holds one table, its frames and two devices, and makes
 * {@link io.eightfold.perf.forward.Forwarder}s between them. {@link io.eightfold.perf.forward.ForwardBenchmark} measures the worker alone, beside a
 * forwarder of the same process ({@link io.eightfold.perf.forward.InProcessPeer}), or with a large table beside a small one;
 * {@link io.eightfold.perf.forward.ExternalBenchmark} beside DPDK's programs. All check every frame against arithmetic of their own first
 * ({@link io.eightfold.perf.forward.TestTraffic}) and only then measure.
 */
package io.eightfold.perf.forward;
