// SPDX-License-Identifier: Apache-2.0
// Describes the network room: plans become namespaces, and go away again.

/**
 * Network namespaces, cables and bridges, by iproute2 and ethtool.
 *
 * <p>{@link io.eightfold.lab.network.LabNetwork} builds a topology: a namespace for each station and each segment, a bridge in each segment, and a
 * veth pair for each port. Names end in the process id of the lab ({@link io.eightfold.lab.network.NamespaceName}), so that labs do not meet and a
 * later one can tell what a dead one has left ({@link io.eightfold.lab.network.Leftovers}): nothing that is on record only in the memory of a process
 * is needed to clean up.
 *
 * <p>Offloads are off wherever a Linux stack sends: a veth hands frames on with checksums that hardware should have filled in, and AF_XDP and packet
 * sockets pass them to DPDK as they are.
 */
package io.eightfold.lab.network;
