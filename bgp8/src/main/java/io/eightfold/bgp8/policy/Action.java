// SPDX-License-Identifier: Apache-2.0
// What an entry of a list or route-map does with a route that matches.
package io.eightfold.bgp8.policy;

import java.util.Locale;

/** What an entry of a list or route-map does with a route that matches. Thread: any. */
public enum Action {
    PERMIT, DENY;

    /** Its word in configuration and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
