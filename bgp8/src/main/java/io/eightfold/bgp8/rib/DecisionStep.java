// SPDX-License-Identifier: Apache-2.0
// The steps of the decision.
package io.eightfold.bgp8.rib;

import java.util.Locale;

/** The steps of the decision, in order: the first in which two paths differ decides. Source: spec section 5, RFC 4271 §9.1.2.2 for what follows. Thread: any. */
public enum DecisionStep {
    /** A path that may be used, before one that may not. */
    USABLE("may not be used"),
    ORIGINATED_HERE("another route originates here"),
    /** RFC 8326. */
    GRACEFUL_SHUTDOWN("is being shut down gracefully"),
    /** RFC 9494. */
    LONG_LIVED_STALE("is stale for long"),
    /** Lowest total Cost Factor. */
    COST_FACTOR("higher total Cost Factor"),
    AS_PATH_LENGTH("longer AS path"),
    ORIGIN_ASN("higher origin ASN"),
    ORIGIN_CODE("worse origin"),
    EXTERNAL("internal, the other is external"),
    CLUSTER_LIST("longer cluster list"),
    ROUTER_ID("higher router id"),
    PEER_ADDRESS("higher peer address"),
    CARRIER("later carrier"),
    PATH_ID("higher path id"),
    /** The same path. */
    SAME("the same");

    private final String text;

    DecisionStep(final String text) {
        this.text = text;
    }

    /** Its word in output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why a path lost by it. */
    public String text() {
        return text;
    }
}
