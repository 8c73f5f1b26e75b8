// SPDX-License-Identifier: Apache-2.0
/**
 * Other people's forwarders in processes of their own, on the worker's core: {@link io.eightfold.perf.process.ExternalForwarder} starts one, lets
 * it run for its trial and stops it in between (SIGSTOP, SIGCONT), and reads its counters through DPDK's telemetry socket
 * ({@link io.eightfold.perf.process.TelemetrySocket}). {@link io.eightfold.perf.process.Libc} has the few system calls for that which Java lacks.
 * Nothing is left: a child dies with the thread that started it, and its run-time directory lies in the caller's temporary one.
 */
package io.eightfold.perf.process;
