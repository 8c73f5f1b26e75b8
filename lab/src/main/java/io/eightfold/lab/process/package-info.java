// SPDX-License-Identifier: Apache-2.0
// Describes the process room: what a lab starts and how it ends it.

/**
 * The child processes of a lab.
 *
 * <p>Everything a lab starts goes through one {@link io.eightfold.lab.process.ProcessTable}: it marks each child in its environment, so that a
 * later lab can tell the children of a dead one from everybody else's, and it ends them all when the lab ends. After that it refuses to start
 * more, which is how an interrupted lab stops in the middle of a step.
 *
 * <p>{@link io.eightfold.lab.process.Shell} runs commands to their end and writes them with their output to a log that a person can read and repeat;
 * {@link io.eightfold.lab.process.Daemon} is a process that stays: a router, a host, a capture. What the commands mean is the business of the rooms
 * {@code network}, {@code capture} and {@code step}.
 */
package io.eightfold.lab.process;
