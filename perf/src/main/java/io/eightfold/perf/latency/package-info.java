// SPDX-License-Identifier: Apache-2.0
/**
 * Residence time: how long a frame is away between two rings with a worker between them.
 *
 * <p>{@link io.eightfold.perf.latency.Meter} is a loop in C that sends frames by an absolute schedule into one {@code net_ring} port and takes
 * them from another, so no pause of the JVM is the meter's, while every pause of the worker counts. The clock of a frame starts at its scheduled
 * instant: a subject that stands still does not thereby stop the measurement (coordinated omission). The meter's own absences (interrupts, other
 * threads of its core) are found by its own clock, move the schedule, and are stated beside the figures.
 * {@link io.eightfold.perf.latency.LatencyBenchmark} checks every frame, searches the zero-loss rate, and measures at half of it, subject and peer
 * in turns.
 */
package io.eightfold.perf.latency;
