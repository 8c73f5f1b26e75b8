// SPDX-License-Identifier: Apache-2.0
/**
 * How soon after its start the worker is as fast as it gets: {@link io.eightfold.perf.startup.StartupBenchmark} starts
 * {@link io.eightfold.perf.startup.StartupProgram} several times as a process with the options of its own JVM and reads how many packets it forwarded in
 * each slice of 10 ms; {@link io.eightfold.perf.startup.StartupCurve} finds the moment in them. Both processes count time by the same clock of the kernel.
 */
package io.eightfold.perf.startup;
