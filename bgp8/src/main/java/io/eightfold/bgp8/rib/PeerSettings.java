// SPDX-License-Identifier: Apache-2.0
// What happens to the routes of a neighbour.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.policy.RoutePolicy;

/**
 * What happens to the routes of a neighbour. Thread: any; immutable.
 *
 * @param name              for output and log, such as {@code 192.0.2.1}
 * @param address           IPv4 of the neighbour, the last tie-breaker
 * @param in                policy for what it says
 * @param out               policy for what it is told
 * @param isClient          a route reflection client (RFC 4456); internal neighbours only
 * @param isNextHopSelf     internal neighbours get our address as next hop of external routes
 * @param allowOwnAsn       how often our ASN may be on a path from it
 * @param isFirstAsEnforced the first AS of a path must be the neighbour's
 * @param maxPrefixes       routes taken at most, in all carriers together; 0: no limit
 * @param warnPercent       of that, from which a warning is logged; 1 to 100
 * @param isWarningOnly     more are taken, with a warning
 * @param restartS          after which a session that had too many may start again; 0: when cleared
 * @param staleTimeS        for which routes of a restarting neighbour stay at most; 0: as long as it says itself
 * @param longLivedStaleS   for which they stay after that, least preferred (RFC 9494); 0: not
 * @param sessionCost       what the way to the neighbour costs to begin with, without a sign; {@code BgpRib.sessionCost} changes it
 */
public record PeerSettings(
    String name,
    int address,
    RoutePolicy in,
    RoutePolicy out,
    boolean isClient,
    boolean isNextHopSelf,
    int allowOwnAsn,
    boolean isFirstAsEnforced,
    int maxPrefixes,
    int warnPercent,
    boolean isWarningOnly,
    int restartS,
    int staleTimeS,
    int longLivedStaleS,
    int sessionCost) {
}
