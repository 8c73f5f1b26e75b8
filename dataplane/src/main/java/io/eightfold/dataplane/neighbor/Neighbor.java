// SPDX-License-Identifier: Apache-2.0
// One neighbour on one port.
package io.eightfold.dataplane.neighbor;

import java.util.ArrayDeque;

/** What is known of a station on a link. Thread: control, its owner. */
final class Neighbor {
    /** Where the search for it stands. */
    enum State {
        /** Asked for, never answered. */
        INCOMPLETE("incomplete"),
        /** Answered, and its lifetime is not over. */
        REACHABLE("reachable"),
        /** Answered before, is being asked again, and is used meanwhile. */
        PROBE("probe"),
        /** Did not answer; not asked again for a while. */
        FAILED("failed");

        private final String label;

        State(final String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Which versions it takes (draft section 2). */
    enum Capability {
        UNKNOWN("unknown"), IPV8("ipv8"), IPV4_ONLY("ipv4-only");

        private final String label;

        Capability(final String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** A packet that waits. */
    record Waiting(long mbuf, long data, int lengthBytes) {
    }

    final int port;
    final long address;
    /** Index of the next-hop record, which routes point at. */
    final int record;
    final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    /** It did not answer when it was looked for last, and has not since: being asked again is no sign of life. */
    boolean isDown;
    State state = State.INCOMPLETE;
    Capability capability = Capability.UNKNOWN;
    long mac;
    /** On-link route to this very address, which the neighbour's own hides; put back when the neighbour goes. */
    int hiddenRoute;
    /** A route to this very address leads elsewhere, or it is a gateway on no link of its port: the neighbour has no route of its own. */
    boolean isOverridden;
    /** Sets of next hops that name it: never removed while there are any. */
    int gatewayUses;
    /** In the list of those being looked for. */
    boolean isListed;
    /** Attempts made in this search. */
    int attempts;
    /** In this attempt plain ARP was sent too. */
    boolean isArpSent;
    /** Plain ARP was answered from here while ARP8 was not, in this search; 0 when it was not. */
    long arpAnswerMac;
    /** Removed from the table. */
    boolean isForgotten;
    /** When something is to be done next: fall back, retry, expire. */
    long deadlineNs;
    long answeredNs;

    Neighbor(final int port, final long address, final int record) {
        this.port = port;
        this.address = address;
        this.record = record;
    }

    boolean isGateway() {
        return gatewayUses > 0;
    }

    boolean isIpv4() {
        return address >>> 32 == 0;
    }

    boolean isUsable() {
        return state == State.REACHABLE || state == State.PROBE;
    }

    boolean isSearching() {
        return state == State.INCOMPLETE || state == State.PROBE;
    }
}
