// SPDX-License-Identifier: Apache-2.0
// Describes the topology room: what a lab is made of, as values.

/**
 * The plan of a lab, before anything exists.
 *
 * <p>A {@link io.eightfold.lab.topology.Topology} has segments and stations. A segment is an Ethernet that several stations share; also the link
 * between two routers is one, so that every link can be captured in the middle, where a packet socket sees each frame as it is on the wire (at the
 * ends it does not: AF_XDP passes by the kernel's taps). A station is a router, a user-space IPv8 host or a plain Linux IPv4 host.
 *
 * <p>Everything here is an immutable value that validates itself, with all problems in one message. {@link io.eightfold.lab.topology.RouterText}
 * writes a router's configuration file. The room {@code network} turns the plan into namespaces; {@code step} knows what must hold in it. A new
 * topology is a new plan and a new list of steps, and nothing else.
 */
package io.eightfold.lab.topology;
