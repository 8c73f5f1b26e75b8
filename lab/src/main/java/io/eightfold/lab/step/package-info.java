// SPDX-License-Identifier: Apache-2.0
// Describes the step room: what must hold in a running lab.

/**
 * Steps: each does one thing a user of the network would do and judges what comes back.
 *
 * <p>A {@link io.eightfold.lab.step.Step} has a name, a title and a {@link io.eightfold.lab.step.Check}; checks take the stations they work between, so
 * that another topology uses them again. They act through the {@link io.eightfold.lab.step.Scene}: commands in namespaces, daemons, captures.
 * {@link io.eightfold.lab.step.StepRunner} runs a list in order, gives each step its log, and goes on after a failure unless the step is one that the
 * rest stands on. {@link io.eightfold.lab.step.TwoAsnsSteps} is the list of the topology {@code two-asns}.
 *
 * <p>A check that nothing happened ({@link io.eightfold.lab.step.VersionSelection}: no version 8 to an IPv4 host) also shows that it would have seen it.
 */
package io.eightfold.lab.step;
