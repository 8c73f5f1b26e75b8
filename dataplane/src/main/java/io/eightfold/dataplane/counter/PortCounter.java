// SPDX-License-Identifier: Apache-2.0
// The counters every port has beside its drop reasons.
package io.eightfold.dataplane.counter;

/**
 * Counters of a port. The first five obey, once nothing is in transit,
 * {@code received = forwarded + delivered + punted + sum of all drop reasons}.
 */
public enum PortCounter {
    /** Frames that came in. */
    RECEIVED("received"),
    /** Received here and sent out by some port; a packet that was fragmented counts once. */
    FORWARDED("forwarded"),
    /** Received here and consumed by the router itself: echo, ARP, ARP8, ICMP. */
    DELIVERED("delivered"),
    /** Received here and handed to the kernel's TAP. */
    PUNTED("punted"),
    /** Bytes of the frames that came in, without FCS. */
    RECEIVED_BYTES("receivedBytes"),
    /** Frames that left by this port. */
    TRANSMITTED("transmitted"),
    /** Bytes of the frames that left by this port, without FCS. */
    TRANSMITTED_BYTES("transmittedBytes"),
    /** Frames the router made itself (ARP, ICMP, the kernel's) that left by this port. */
    ORIGINATED("originated"),
    /** Frames the router made itself that this port or a ring did not take. */
    ORIGINATED_LOST("originatedLost"),
    /** ICMP and ICMPv8 errors sent about packets that came in here. */
    ICMP_ERRORS_SENT("icmpErrorsSent"),
    /** Errors not sent, for the rate limit or the rules of RFC 1812 §4.3.2.7. */
    ICMP_ERRORS_SUPPRESSED("icmpErrorsSuppressed"),
    /** Fragments made of packets that came in here. */
    FRAGMENTS_CREATED("fragmentsCreated"),
    /** ARP and ARP8 requests sent to find neighbours. */
    ARP_PROBES("arpProbes"),
    /** Copies of frames given to the kernel beside their own end. */
    PUNT_COPIES("puntCopies"),
    /** Frames of the kernel's TAP that were neither IPv4 nor ARP. */
    TAP_IGNORED("tapIgnored"),
    /** IPv8 packets put into a tunnel that left by this port. */
    ENCAPSULATED("encapsulated"),
    /** IPv8 packets that came out of a tunnel here, those dropped afterwards among them. */
    DECAPSULATED("decapsulated"),
    /** ICMP errors of the IPv4 transit about our tunnels that came in here. */
    TUNNEL_ERRORS("tunnelErrors");

    /** Room the counter file keeps for these. */
    public static final int CAPACITY = 32;
    private final String key;

    PortCounter(final String key) {
        this.key = key;
    }

    /** Key in JSON. */
    public String key() {
        return key;
    }
}
