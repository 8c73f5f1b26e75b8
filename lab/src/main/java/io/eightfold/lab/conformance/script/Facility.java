// SPDX-License-Identifier: Apache-2.0
// What a case needs besides ports.
package io.eightfold.lab.conformance.script;

import java.util.Locale;

/** Without it the case is skipped. */
public enum Facility {
    /** A BGP8 session of the tester with the router. */
    BGP,
    /** A WHOIS8 registry that the router follows, and that answers text queries. */
    WHOIS8,
    /** Port C is external, with the draft's filters. */
    BORDER,
    /** The router has the 8to4 tunnel end 198.51.100.1. */
    TUNNEL;

    /** As cases write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
