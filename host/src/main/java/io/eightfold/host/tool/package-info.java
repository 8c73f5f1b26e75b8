// SPDX-License-Identifier: Apache-2.0
// Describes the tool room: the host daemon, ping and traceroute.

/**
 * What a person runs on an IPv8 host.
 *
 * <p>{@link io.eightfold.host.tool.HostDaemon} keeps a {@code HostStack} on one interface and says so in a state file, one for each network namespace
 * and interface, in the run directory ({@link io.eightfold.host.tool.RunDirectory}). {@link io.eightfold.host.tool.HostState#find} lists
 * those of the current namespace; files of processes that are gone do not count.
 *
 * <p>{@link io.eightfold.host.tool.Ping} and {@link io.eightfold.host.tool.Traceroute} open a stack of their own, with the address and gateway of the
 * daemon in this namespace unless told otherwise ({@link io.eightfold.host.tool.HostSelection}). Beside a daemon they are guests of its
 * address, so that nothing is answered twice; without one they own the address as long as they run.
 *
 * <p>Callers are the {@code ipv8} command, which parses arguments, and the lab. The tools write to the stream they are given, never exit the process,
 * and throw {@link io.eightfold.host.tool.HostToolException} with an exit code for what the user has to mend.
 *
 * <p>Wording follows iputils ping and traceroute(8). ICMPv8 code 6, "no route to the ASN" (draft-thain-ipv8-02), is {@code !A} in a traceroute.
 */
package io.eightfold.host.tool;
