// SPDX-License-Identifier: Apache-2.0
// What the registry thinks of a route.
package io.eightfold.bgp8.rib;

import java.util.Locale;

/** What the registry thinks of a route: the verdicts of WHOIS8. The RIB's owner gives them; whether one may be used is the operator's policy. Thread: any. */
public enum Validity {
    VALID, INVALID, NOT_FOUND, UNVERIFIED, EXEMPT, PENDING;

    /** Its word in configuration, output and log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
