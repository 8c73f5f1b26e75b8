// SPDX-License-Identifier: Apache-2.0
// Describes the lab: real routers in network namespaces, shown working.

/**
 * {@code ipv8 lab}: builds a network out of namespaces on one machine, runs real router processes in it, tries what users do, and shows the result.
 *
 * <p>{@link io.eightfold.lab.Lab} is the entry, called by the {@code ipv8} command. {@link io.eightfold.lab.LabRun} is the life of one lab: clean up
 * after dead ones, build, run the steps, report, wait, remove; whatever way it ends, a shutdown hook removes what it made. {@link
 * io.eightfold.lab.Scenario} pairs a topology with its steps; a further lab is one more of them. The rooms below: {@code topology} (plans),
 * {@code network} (namespaces), {@code process} (children), {@code capture}, {@code step} (what must hold), {@code nonstop}
 * (what must hold while processes die), {@code report}.
 *
 * <p>The lab uses Eightfold as a person does, by the {@code ipv8} command and its JSON; it links {@code wire}, for addresses, and {@code host}, for the
 * probes of {@code nonstop}.
 */
package io.eightfold.lab;
