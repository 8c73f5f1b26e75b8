// SPDX-License-Identifier: Apache-2.0
/**
 * The forwarding rate of one worker, without a NIC: frames that {@code net_pcap} loops in memory, through the real worker, to
 * {@code net_null}. {@link io.eightfold.perf.forward.ForwardBenchmark} checks every frame against its own arithmetic first and only then
 * measures.
 */
package io.eightfold.perf.forward;
