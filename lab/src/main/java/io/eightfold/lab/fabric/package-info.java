// SPDX-License-Identifier: Apache-2.0
// Describes the fabric room: two ASNs, and what happens when a part of them breaks.

/**
 * The lab {@code fabric}: IPv8 from host to host between two ASNs across an AS that speaks IPv4 only.
 *
 * <p>{@link io.eightfold.lab.topology.Fabric} has the plan, {@code RouterFile} and {@code TransitRouter} the configurations, {@code FabricBench} what runs. Each
 * router is two processes. {@code EchoProbe} is a host of the lab's own beside {@code h8a} that pings {@code h8b} all the time: a break of the list {@code Break} is
 * done and mended under it, and what it lost and for how long is the result. {@code FabricView} asks the routers over their management sockets, which costs no
 * process, and {@code LiveView} draws that once a second.
 */
package io.eightfold.lab.fabric;
