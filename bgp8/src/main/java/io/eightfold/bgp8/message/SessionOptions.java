// SPDX-License-Identifier: Apache-2.0
// What both sides of a session agreed on.
package io.eightfold.bgp8.message;

import java.util.Map;
import java.util.Set;

/**
 * What both sides of a session agreed on by their OPENs, and the neighbour they are about: all that reading and writing UPDATEs needs to know. 4-octet ASNs are
 * always used when the peer can; {@code isFourOctetAsn} is false only with old peers. Thread: any; immutable.
 *
 * @param localAsn           ours
 * @param peerAsn            the peer's
 * @param localIdentifier    our router id
 * @param peerIdentifier     the peer's router id
 * @param holdTimeS          the smaller of both; 0: no keepalives
 * @param carriers           the families both can
 * @param addPathReceive     of which the peer sends path identifiers (RFC 7911)
 * @param addPathSend        of which the peer wants path identifiers
 * @param isFourOctetAsn     RFC 6793
 * @param isExtendedMessage  messages may have 65,535 bytes (RFC 8654)
 * @param isRouteRefresh     RFC 2918
 * @param isEnhancedRefresh  RFC 7313
 * @param gracefulRestart    what the peer said of its restarts, or null when it cannot (RFC 4724)
 * @param longLived          seconds for which its stale routes may be kept (RFC 9494), by carrier
 * @param localRole          ours, or null
 * @param peerRole           the peer's, or null (RFC 9234)
 */
public record SessionOptions(
    int localAsn,
    int peerAsn,
    int localIdentifier,
    int peerIdentifier,
    int holdTimeS,
    Set<Carrier> carriers,
    Set<Carrier> addPathReceive,
    Set<Carrier> addPathSend,
    boolean isFourOctetAsn,
    boolean isExtendedMessage,
    boolean isRouteRefresh,
    boolean isEnhancedRefresh,
    PeerRestart gracefulRestart,
    Map<Carrier, Integer> longLived,
    Role localRole,
    Role peerRole) {
    /** Bytes of a message without the extension. Source: RFC 4271 §4.1. */
    public static final int MAX_MESSAGE = 4096;
    /** Bytes of a message with it. Source: RFC 8654 §4. */
    public static final int MAX_EXTENDED_MESSAGE = 65_535;

    /**
     * Graceful restart as the peer announced it. Source: RFC 4724 §3, RFC 8538.
     *
     * @param hasRestarted   it has just restarted
     * @param isForNotification NOTIFICATIONs do not end it (RFC 8538)
     * @param restartTimeS   how long it takes to come back at most
     * @param carriers       it can keep forwarding for
     * @param preserved      of these it has kept its forwarding state
     */
    public record PeerRestart(boolean hasRestarted, boolean isForNotification, int restartTimeS, Set<Carrier> carriers, Set<Carrier> preserved) {
        public PeerRestart {
            carriers = Set.copyOf(carriers);
            preserved = Set.copyOf(preserved);
        }
    }

    public SessionOptions {
        carriers = Set.copyOf(carriers);
        addPathReceive = Set.copyOf(addPathReceive);
        addPathSend = Set.copyOf(addPathSend);
        longLived = Map.copyOf(longLived);
    }

    /** Whether the peer is in our own AS (IBGP8). */
    public boolean isInternal() {
        return localAsn == peerAsn;
    }

    /** Bytes of the longest message that may be sent. */
    public int maxMessageBytes() {
        return isExtendedMessage ? MAX_EXTENDED_MESSAGE : MAX_MESSAGE;
    }
}
