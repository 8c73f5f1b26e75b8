// SPDX-License-Identifier: Apache-2.0
// Why a path that a peer sent is not used, or a route is not told to it.
package io.eightfold.bgp8.rib;

import java.util.Locale;

/** Why a path that a peer sent is not used, or a route is not told to it. The label is the counter's and the operator's word. Thread: any. */
public enum RefusalReason {
    /** Nothing speaks against it. */
    NONE("usable"),
    /** A prefix of another AS longer than /16, or of IPv4 longer than /24, at an AS border. Source: spec section 5. */
    TOO_LONG("prefix longer than crosses an AS border"),
    /** An ASN of 127/8 at an AS border. Source: spec section 1. */
    INTERNAL_ZONE("internal zone 127/8"),
    /** An ASN of 100/8 at an AS border. */
    RINE("peering link 100/8"),
    /** A multicast or broadcast ASN at an AS border. */
    MULTICAST("multicast or broadcast"),
    /** A host part in 222/8 at an AS border. */
    INTERIOR_LINK("interior link 222/8"),
    /** Our ASN is on the path. Source: RFC 4271 §9.1.2. */
    OWN_AS_LOOP("our AS is on the path"),
    /** We originated it. Source: RFC 4456 §8. */
    ORIGINATOR_LOOP("we are its originator"),
    /** Our cluster reflected it before. Source: RFC 4456 §8. */
    CLUSTER_LOOP("it passed our cluster"),
    /** A route only for customers came from the wrong side. Source: RFC 9234 §5. */
    OTC_LEAK("route leak by ONLY_TO_CUSTOMER"),
    /** The policy denies it. */
    POLICY("denied by policy"),
    /** An external peer without a policy. Source: RFC 8212. */
    NO_POLICY("external peer without policy"),
    /** The registry's verdict must not be used. */
    VALIDITY("verdict may not be used"),
    /** Its next hop cannot be reached. Source: RFC 4271 §9.1.2. */
    NEXT_HOP("next hop cannot be reached"),
    /** A stale route that must not be kept for long. Source: RFC 9494 §4.7. */
    NO_LLGR("stale and marked no-llgr"),
    /** IPv4 cannot tell two routes of different ASNs apart; the one of the lowest ASN is told. */
    CARRIER_COLLISION("another ASN has the same prefix in carrier ipv4"),
    /** The carrier cannot say it. */
    CARRIER_LIMIT("carrier has no form for it"),
    /** Its attributes do not fit a message. */
    TOO_LARGE("attributes do not fit a message");

    private final String text;

    RefusalReason(final String text) {
        this.text = text;
    }

    /** In counters, output and log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String text() {
        return text;
    }
}
