// SPDX-License-Identifier: Apache-2.0
// What became of a packet given to the stack for sending.
package io.eightfold.host.stack;

/**
 * Outcome of a send. {@link #QUEUED} packets wait for their neighbor; if it does not answer, a {@link HostNotice.SendFailure} tells.
 */
public enum SendResult {
    SENT("sent"),
    QUEUED("waits for the neighbor to answer"),
    NO_ROUTE("no route to the destination"),
    OWN_ADDRESS("it is this host's own address, and packets are not looped back"),
    TOO_BIG("message too long"),
    NEIGHBOR_QUEUE_FULL("too many packets wait for the neighbor"),
    NEIGHBOR_TABLE_FULL("too many neighbors"),
    NEIGHBOR_UNREACHABLE("the next hop does not answer ARP8 or ARP"),
    NEIGHBOR_IPV4_ONLY("the next hop is IPv4-only and never gets version 8"),
    LINK_FAILED("the interface did not take the frame");

    private final String words;

    SendResult(String words) {
        this.words = words;
    }

    /** The outcome in words, to follow the name of a destination. */
    public String words() {
        return words;
    }

    /** Whether the packet is on its way or waits for its turn. */
    public boolean isAccepted() {
        return this == SENT || this == QUEUED;
    }
}
