// SPDX-License-Identifier: Apache-2.0
// What the RIB has of a peer, in figures.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import java.util.Map;
import java.util.Set;

/**
 * What the RIB has of a peer, in figures. Thread: any; immutable.
 *
 * @param isUp               whether its session is up
 * @param received           paths held, before any policy
 * @param accepted           of these, those that may be used
 * @param stale              of these, those from before its restart
 * @param advertised         prefixes it was told, or will be when it has caught up
 * @param owed               prefixes it still has to be told about
 * @param refused            paths held that are not used, by reason
 * @param refusals           how often paths were refused since it was added, and routes not told, by reason
 * @param errors             broken rules in its messages since it was added
 * @param endOfRibReceived   carriers in which it has told its first table
 * @param endOfRibSent       carriers in which it was told ours
 * @param updatesIn          messages read
 * @param updatesOut         messages sent
 * @param sessionCost        what the way to it costs, without a sign
 */
public record PeerView(
    boolean isUp,
    int received,
    int accepted,
    int stale,
    int advertised,
    int owed,
    Map<RefusalReason, Integer> refused,
    Map<RefusalReason, Long> refusals,
    Map<ErrorKind, Long> errors,
    Set<Carrier> endOfRibReceived,
    Set<Carrier> endOfRibSent,
    long updatesIn,
    long updatesOut,
    int sessionCost) {
}
