// SPDX-License-Identifier: Apache-2.0
// Who hears of verdicts that change.
package io.eightfold.controlplane.rib;

import io.eightfold.whois8.validation.Verdict;

/** Hears of verdicts that change what becomes of a route, or may. It must not call the RIB back, and not take long: a revocation may concern every route. Thread: control. */
public interface VerdictListener {
    /** Nobody. */
    VerdictListener NONE = (_, _, _, _, _, _, _, _, _) -> {
    };

    /**
     * The verdict on a route is new, and so may be whether it is refused. Of routes that are offered for the first time only refused ones are told.
     *
     * @param before     null for a route that is offered for the first time
     * @param wasRefused whether it was kept out of use
     * @param isRefused  whether it is now
     */
    void verdict(int vrf, long address, int hostLength, RouteSource source, int originAsn, Verdict before, Verdict after, boolean wasRefused,
        boolean isRefused);
}
