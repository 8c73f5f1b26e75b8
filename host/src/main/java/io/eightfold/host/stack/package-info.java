// SPDX-License-Identifier: Apache-2.0
// Describes the stack room, a small user-space IPv8 and IPv4 host.

/**
 * A host's network layer in user space: one interface, one IPv8 address, and the IPv4 address that is its host part.
 *
 * <p>{@link io.eightfold.host.stack.HostStack} is the entry. Its owner thread calls {@code turn}, which takes frames from the link and hands each
 * to {@code FrameInput}: ARP and ARP8 go to {@code ArpService}, packets to {@code IpInput}, which validates the header, puts fragments together
 * ({@code Reassembler}) and delivers to {@code IcmpService} or {@code UdpService}. Every frame ends under exactly one counter of the group
 * {@code RECEIVE}; {@code frames-received} is their sum.
 *
 * <p>Outgoing packets go through {@code PacketOutput}: route, resolve the next hop ({@code NeighborTable}, dual probe), fragment, frame.
 * Destinations in ASN 0 are IPv4 addresses and go out as IPv4; everything else goes out as version 8,
 * never to a neighbor that answered plain ARP only.
 *
 * <p>What arrives for the tools (echo replies, ICMP errors, packets that could not be sent) is announced as a
 * {@link io.eightfold.host.stack.HostNotice}. A stack in the role {@code GUEST} uses the address of a daemon on the same interface: it resolves
 * neighbors and receives answers, and leaves every answer on behalf of the address to the daemon.
 *
 * <p>Left to others: TCP, path MTU memory, DHCP8, DNS8, more than one address or interface.
 *
 * <p>Standards: RFC 791, 792, 768, 826, 1122 (host requirements), 5722 (overlapping fragments, applied to both versions), draft-thain-ipv8-02
 * sections 2 (version selection) and the project's own choices for ARP8 and the version-8 pseudo-header.
 */
package io.eightfold.host.stack;
