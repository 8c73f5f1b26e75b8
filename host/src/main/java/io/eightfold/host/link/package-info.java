// SPDX-License-Identifier: Apache-2.0
// Describes the link room, the way a host's frames reach and leave a network interface.

/**
 * How frames get in and out of the host.
 *
 * <p>A {@link io.eightfold.host.link.RawLink} moves whole Ethernet frames, without preamble and FCS, between native memory and one interface.
 * {@link io.eightfold.host.link.PacketSocketLink} does it with an {@code AF_PACKET} socket of the kernel, called through the foreign
 * function interface (JEP 454), so a host runs on any Linux interface of its network namespace: no DPDK, no driver change.
 * {@link io.eightfold.host.link.LinkPair} joins two ends in memory, for tests and demonstrations.
 *
 * <p>Callers are {@code io.eightfold.host.stack.HostStack}, which owns a link for as long as it lives, and the tools that open one for it.
 * The room knows nothing of addresses or protocols. A link has one owner thread; only {@code close} may come from another one.
 *
 * <p>A packet socket sees frames before the kernel's own stack does and does not keep them from it. Do not give the interface's kernel side
 * the address that the host answers for, or both answer.
 */
package io.eightfold.host.link;
