// SPDX-License-Identifier: Apache-2.0
// The room of `ipv8 doctor`: what this machine lacks, and the command that mends it.
/**
 * Looks at the machine and reports, in one list, what the router would miss on it.
 *
 * <p>{@link io.eightfold.cli.doctor.Doctor} runs the checks in the order in which a newcomer meets them: what the build needs, what
 * the dataplane needs, what the lab needs. Each {@link io.eightfold.cli.doctor.Check} says what was found and, when that is not good
 * enough, the one command that mends it. {@link io.eightfold.cli.doctor.Machine} is the only class that touches the machine: it reads
 * files under /proc, /sys and /dev below a root directory that a test replaces, and starts short programs with a time limit.
 *
 * <p>FAIL means that a router does not start here; WARN that something works slower or not at all, and what. Nothing is changed:
 * the remedies are printed, never run. The command line, its options and the exit code belong to the caller.
 */
package io.eightfold.cli.doctor;
