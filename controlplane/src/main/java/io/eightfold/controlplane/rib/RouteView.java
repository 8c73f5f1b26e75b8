// SPDX-License-Identifier: Apache-2.0
// A route as it is shown.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import java.util.List;

/**
 * A route as it is shown. Thread: any; a copy of the moment it was made.
 *
 * @param metric       0 to 4,294,967,295
 * @param ageS         since it last changed, in seconds
 * @param setId        the number of its hop set
 * @param given        the next hops as its source said them
 * @param hops         where they lead now; empty when it is unresolved
 * @param isSelected   it wins its prefix
 * @param isFib        the dataplane forwards by it: it was told so, or knows the route without being told
 * @param isStale      known from before a restart, and not confirmed since
 * @param isFailed     all its gateways have failed; it is used when there is nothing else
 * @param isUnresolved it leads nowhere: no way to its gateways, or its ports are down
 * @param originAsn    the ASN that originated it; that of its prefix where its source does not say
 * @param verdict      of the registry
 * @param isRefused    it is kept and not used, because of its verdict
 * @param isRestricted the egress check has taken next hops from it
 */
public record RouteView(int vrf, long address, int hostLength, RouteSource source, int distance, long metric, int ageS, int setId, List<RibHop> given,
    List<NextHop> hops, boolean isSelected, boolean isFib, boolean isStale, boolean isFailed, boolean isUnresolved, int originAsn,
    Verdict verdict, boolean isRefused, boolean isRestricted) {
}
