// SPDX-License-Identifier: Apache-2.0
// The names under which a host counts what happened.
package io.eightfold.host.stack;

/** What a host counts. Labels are stable and the same in text, JSON and documents. */
public enum HostCounter {
    /** Frames taken from the link: the sum of the group {@link Group#RECEIVE}. */
    FRAMES_RECEIVED(Group.TOTAL, "frames-received"),
    /** Frames the link took. */
    FRAMES_SENT(Group.TOTAL, "frames-sent"),

    // How a received frame ended: accepted.
    ECHO_ANSWERED(Group.RECEIVE, "echo-answered"),
    ECHO_REPLY(Group.RECEIVE, "echo-reply"),
    ICMP_ERROR(Group.RECEIVE, "icmp-error"),
    UDP_DELIVERED(Group.RECEIVE, "udp-delivered"),
    FRAGMENT_HELD(Group.RECEIVE, "fragment-held"),
    ARP_ANSWERED(Group.RECEIVE, "arp-answered"),
    ARP_LEARNED(Group.RECEIVE, "arp-learned"),
    /** For the stack in the role of owner to answer; this one is a guest. */
    LEFT_TO_OWNER(Group.RECEIVE, "left-to-owner"),

    // How a received frame ended: not for us.
    NOT_OUR_MAC(Group.RECEIVE, "not-our-mac"),
    UNKNOWN_ETHERTYPE(Group.RECEIVE, "unknown-ethertype"),
    NOT_OUR_ADDRESS(Group.RECEIVE, "not-our-address"),
    ARP_NOT_FOR_US(Group.RECEIVE, "arp-not-for-us"),
    ICMP_IGNORED(Group.RECEIVE, "icmp-ignored"),
    /** An ICMP error about a packet this host did not send. */
    ICMP_ERROR_NOT_OURS(Group.RECEIVE, "icmp-error-not-ours"),
    PORT_UNREACHABLE(Group.RECEIVE, "port-unreachable"),
    PROTOCOL_UNREACHABLE(Group.RECEIVE, "protocol-unreachable"),

    // How a received frame ended: malformed or refused.
    FRAME_TOO_SHORT(Group.RECEIVE, "frame-too-short"),
    HEADER_TOO_SHORT(Group.RECEIVE, "header-too-short"),
    BAD_VERSION(Group.RECEIVE, "bad-version"),
    BAD_HEADER_LENGTH(Group.RECEIVE, "bad-header-length"),
    BAD_TOTAL_LENGTH(Group.RECEIVE, "bad-total-length"),
    BAD_CHECKSUM(Group.RECEIVE, "bad-checksum"),
    /** The source is own, multicast, loopback or unspecified (RFC 1122 section 3.2.1.3). */
    BAD_SOURCE(Group.RECEIVE, "bad-source"),
    ICMP_TOO_SHORT(Group.RECEIVE, "icmp-too-short"),
    ICMP_BAD_CHECKSUM(Group.RECEIVE, "icmp-bad-checksum"),
    /** An ICMP error that quotes less than a header and 8 bytes. */
    ICMP_BAD_QUOTE(Group.RECEIVE, "icmp-bad-quote"),
    UDP_BAD_LENGTH(Group.RECEIVE, "udp-bad-length"),
    UDP_BAD_CHECKSUM(Group.RECEIVE, "udp-bad-checksum"),
    /** A datagram from a service port, which would be echoed for ever. */
    UDP_ECHO_LOOP(Group.RECEIVE, "udp-echo-loop"),
    ARP_TOO_SHORT(Group.RECEIVE, "arp-too-short"),
    ARP_UNSUPPORTED(Group.RECEIVE, "arp-unsupported"),
    ARP_BAD_SENDER(Group.RECEIVE, "arp-bad-sender"),
    /** Another machine claims our address. */
    ARP_CONFLICT(Group.RECEIVE, "arp-conflict"),
    FRAGMENT_MALFORMED(Group.RECEIVE, "fragment-malformed"),
    FRAGMENT_DUPLICATE(Group.RECEIVE, "fragment-duplicate"),
    FRAGMENT_OVERLAP(Group.RECEIVE, "fragment-overlap"),
    FRAGMENT_LIMIT(Group.RECEIVE, "fragment-limit"),

    // Packets that did not leave. Each packet counts under one of them at most.
    NO_ROUTE(Group.SEND, "no-route"),
    OWN_ADDRESS(Group.SEND, "own-address"),
    TOO_BIG(Group.SEND, "too-big"),
    NEIGHBOR_QUEUE_FULL(Group.SEND, "neighbor-queue-full"),
    NEIGHBOR_TABLE_FULL(Group.SEND, "neighbor-table-full"),
    NEIGHBOR_UNREACHABLE(Group.SEND, "neighbor-unreachable"),
    /** Version 8 for a neighbor that answered plain ARP only. */
    NEIGHBOR_IPV4_ONLY(Group.SEND, "neighbor-ipv4-only"),
    SEND_FAILED(Group.SEND, "send-failed"),
    ICMP_RATE_LIMITED(Group.SEND, "icmp-rate-limited"),

    // Other events.
    PROBES_SENT(Group.EVENT, "probes-sent"),
    ICMP_ERRORS_SENT(Group.EVENT, "icmp-errors-sent"),
    PACKETS_FRAGMENTED(Group.EVENT, "packets-fragmented"),
    DATAGRAMS_REASSEMBLED(Group.EVENT, "datagrams-reassembled"),
    REASSEMBLY_TIMED_OUT(Group.EVENT, "reassembly-timed-out"),
    DISCARD_DATAGRAMS(Group.EVENT, "discard-datagrams"),
    DISCARD_BYTES(Group.EVENT, "discard-bytes");

    /** What a counter belongs to. */
    public enum Group { TOTAL, RECEIVE, SEND, EVENT }

    private final Group group;
    private final String label;

    HostCounter(Group group, String label) {
        this.group = group;
        this.label = label;
    }

    public Group group() {
        return group;
    }

    /** What the operator sees. */
    public String label() {
        return label;
    }
}
