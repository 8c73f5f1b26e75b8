// SPDX-License-Identifier: Apache-2.0
// Why a packet was not forwarded.
package io.eightfold.dataplane.counter;

import java.util.Arrays;
import java.util.List;

/**
 * Why a received packet was dropped. The id is stable across releases and is its place in the counter file; the label is what the
 * operator sees. Each counts packets, once, at the port they came in by.
 */
public enum DropReason {
    /** Frame shorter than an Ethernet header, or packet shorter than its fixed header. */
    TOO_SHORT(0, "too-short"),
    /** Frame in more segments than one buffer holds. */
    SEGMENTED(1, "segmented"),
    /** Destination MAC is another station's; the port is promiscuous. */
    NOT_OUR_MAC(2, "not-our-mac"),
    /** EtherType is neither IPv8, IPv4 nor ARP, and unknown types are not punted. */
    UNKNOWN_ETHERTYPE(3, "unknown-ethertype"),
    /** Version field is not the one its EtherType announces. */
    BAD_VERSION(4, "bad-version"),
    /** IHL below the minimum or beyond the packet. */
    BAD_HEADER_LENGTH(5, "bad-header-length"),
    /** Total length below the header or beyond the frame. */
    BAD_TOTAL_LENGTH(6, "bad-total-length"),
    /** Header checksum does not hold. */
    BAD_CHECKSUM(7, "bad-checksum"),
    /** Source is unspecified, loopback, multicast or broadcast (RFC 1812 §5.3.7). */
    BAD_SOURCE(8, "bad-source"),
    /** Destination is unspecified, loopback or reserved. */
    BAD_DESTINATION(9, "bad-destination"),
    /** Multicast, which is not routed yet and was not punted. */
    MULTICAST(10, "multicast"),
    /** Broadcast, of the link or of a connected prefix; never routed (RFC 2644). */
    BROADCAST(11, "broadcast"),
    /** Unicast destination in a link-layer broadcast or multicast frame (RFC 1812 §5.3.4). */
    UNICAST_IN_L2_BROADCAST(12, "unicast-in-l2-broadcast"),
    /** TTL ran out; time exceeded may have been sent. */
    TTL_EXPIRED(13, "ttl-expired"),
    /** No entry for the destination's ASN. */
    NO_ROUTE_TO_ASN(14, "no-route-to-asn"),
    /** The ASN is known, its host part has no route. */
    NO_ROUTE(15, "no-route"),
    /** A blackhole route. */
    BLACKHOLE(16, "blackhole"),
    /** An unreachable route; host unreachable may have been sent. */
    UNREACHABLE(17, "unreachable"),
    /** Longer than the next hop's MTU with DF set; fragmentation needed may have been sent. */
    FRAGMENTATION_NEEDED(18, "fragmentation-needed"),
    /** Needs fragmenting, and no buffers were free. */
    NO_BUFFERS(19, "no-buffers"),
    /** Version 8 for a neighbour that speaks IPv4 only; host unreachable may have been sent. */
    IPV4_ONLY_NEIGHBOR(20, "ipv4-only-neighbor"),
    /** The neighbour did not answer ARP8 nor ARP; host unreachable may have been sent. */
    NEIGHBOR_UNRESOLVED(21, "neighbor-unresolved"),
    /** Too many packets already wait for this neighbour. */
    NEIGHBOR_QUEUE_FULL(22, "neighbor-queue-full"),
    /** The table of neighbours is full. */
    NEIGHBOR_TABLE_FULL(23, "neighbor-table-full"),
    /** The sending device took no more frames. */
    TX_FULL(24, "tx-full"),
    /** The ring to the slow path was full. */
    SLOW_PATH_FULL(25, "slow-path-full"),
    /** For an own address, and nothing listens there; unreachable may have been sent. */
    NO_LISTENER(26, "no-listener"),
    /** A fragment for an own address that the kernel does not get. */
    FRAGMENT_TO_SELF(27, "fragment-to-self"),
    /** ICMP or ICMPv8 for an own address with a bad length or checksum. */
    BAD_ICMP(28, "bad-icmp"),
    /** ARP or ARP8 too short for what it announces. */
    BAD_ARP(29, "bad-arp"),
    /** ARP of another hardware, protocol or operation. */
    UNSUPPORTED_ARP(30, "unsupported-arp"),
    /** ARP whose sender is not on a prefix of this port, or is a group address. */
    ARP_BAD_SENDER(31, "arp-bad-sender"),
    /** ARP that asks for somebody else. */
    ARP_NOT_FOR_US(32, "arp-not-for-us"),
    /** Somebody else announces an address of ours. */
    ADDRESS_CONFLICT(33, "address-conflict"),
    /** The kernel's TAP took no more frames. */
    PUNT_FULL(34, "punt-full"),
    /** IPv8 arrived on an interface without an IPv8 address, or the router does not route IPv8. */
    IPV8_NOT_ENABLED(35, "ipv8-not-enabled"),
    /** Waiting for a neighbour or in a worker's ring when the router stopped. */
    SHUTDOWN(36, "shutdown"),
    /** A fragment that reaches beyond 65535 bytes and cannot be cut further. */
    BAD_FRAGMENT(37, "bad-fragment"),
    /** The ring to the worker that the flow belongs to was full. */
    WORKER_RING_FULL(38, "worker-ring-full"),
    /** A prohibit route, or no valid route through an interface with an egress check; administratively prohibited may have been sent. */
    PROHIBITED(39, "prohibited"),
    /** Source or destination in an internal zone (127/8), at the border of the AS in either direction. */
    BORDER_INTERNAL_ZONE(40, "border-internal-zone", Group.BORDER),
    /** Source or destination in 100/8, at a border that is no RINE link. */
    BORDER_RINE(41, "border-rine", Group.BORDER),
    /** Source or destination host in 222/8, interior links, at the border. */
    BORDER_INTERIOR_LINK(42, "border-interior-link", Group.BORDER),
    /** Source ASN that the peer at this border may not send for (BCP 38). */
    BORDER_SOURCE(43, "border-source", Group.BORDER),
    /** Multicast of routing protocols, 255.255.0.1 to .5, at the border. */
    BORDER_PROTOCOL_MULTICAST(44, "border-protocol-multicast", Group.BORDER),
    /** From one internal zone to another that it may not reach. */
    ZONE_ISOLATION(45, "zone-isolation"),
    /** Came out of a tunnel whose other end is not where its source ASN is reached. */
    TUNNEL_SOURCE(46, "tunnel-source", Group.TUNNEL),
    /** For our tunnel end, and no whole IPv8 packet inside, or by a way that is not accepted. */
    TUNNEL_MALFORMED(47, "tunnel-malformed", Group.TUNNEL),
    /** For a tunnel that cannot be entered: an IPv4 packet, or the HTTPS stream is not up. */
    TUNNEL_UNUSABLE(48, "tunnel-unusable", Group.TUNNEL);

    /** Room the counter file keeps for reasons. */
    public static final int CAPACITY = 64;
    private static final DropReason[] BY_ID = values();

    private final int id;
    private final String label;
    private final Group group;

    /** Reasons that the operator looks at together. */
    public enum Group {
        /** The rest. */
        OTHER,
        /** Rules of a border. */
        BORDER,
        /** What has to do with tunnels. */
        TUNNEL
    }

    DropReason(final int id, final String label) {
        this(id, label, Group.OTHER);
    }

    DropReason(final int id, final String label, final Group group) {
        this.id = id;
        this.label = label;
        this.group = group;
        assert id == ordinal() && id < CAPACITY : "reason ids are dense: " + label;
    }

    /** Place in the counter file. */
    public int id() {
        return id;
    }

    /** The operator's word. */
    public String label() {
        return label;
    }

    /** Reasons of a group, by id. */
    public static List<DropReason> of(final Group group) {
        return Arrays.stream(BY_ID).filter(reason -> reason.group == group).toList();
    }

    /** The reason with this id. */
    public static DropReason ofId(final int id) {
        return BY_ID[id];
    }
}
