// SPDX-License-Identifier: Apache-2.0
// What a session needs to know of a neighbour.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import io.eightfold.wire.address.Ipv8Address;
import java.util.Set;

/**
 * What a session needs to know of a neighbour; what happens to its routes is in {@code rib.PeerSettings}. Thread: any; immutable. {@code toString} hides the
 * password.
 *
 * @param address           the neighbour's, IPv4
 * @param port              TCP port to connect to, 179 unless a lab says otherwise
 * @param localAddress      IPv4 to connect from and to accept at; 0: what the kernel chooses
 * @param localAsn          ours, as the neighbour sees it
 * @param remoteAsn         theirs, never 0
 * @param localIdentifier   our router id, never 0
 * @param isShutdown        the operator wants no session
 * @param shutdownMessage   sent with the Cease (RFC 9003), may be empty
 * @param isPassive         never connects
 * @param holdTimeS         0, or 3 to 65535
 * @param connectRetryS     between attempts to connect
 * @param sendHoldS         the session ends when the peer takes nothing for so long (RFC 9687); 0: never
 * @param password          for TCP MD5 (RFC 2385), or null
 * @param ttlSecurityHops   GTSM: the peer is at most so many hops away (RFC 5082); 0: off
 * @param ttl               of packets to an external peer: 1, or more for multihop; ignored with GTSM and for internal peers
 * @param carriers          in which we carry routes, in the order of preference
 * @param role              ours (RFC 9234), or null
 * @param isRoleStrict      no session with a peer that does not say its role
 * @param gracefulRestart   what we say of our restarts, or null to leave the capability out
 * @param longLivedStaleS   for which we would keep stale routes (RFC 9494); 0: not
 * @param addPathReceive    of which we take several paths a prefix (RFC 7911)
 * @param isExtendedMessage whether we offer RFC 8654
 */
public record NeighborSettings(
    int address,
    int port,
    int localAddress,
    int localAsn,
    int remoteAsn,
    int localIdentifier,
    boolean isShutdown,
    String shutdownMessage,
    boolean isPassive,
    int holdTimeS,
    int connectRetryS,
    int sendHoldS,
    String password,
    int ttlSecurityHops,
    int ttl,
    Set<Carrier> carriers,
    Role role,
    boolean isRoleStrict,
    LocalRestart gracefulRestart,
    int longLivedStaleS,
    Set<Carrier> addPathReceive,
    boolean isExtendedMessage) {
    /** TCP port of BGP. */
    public static final int DEFAULT_PORT = 179;

    /**
     * What we say of our restarts. Source: RFC 4724 §3.
     *
     * @param hasRestarted we are just coming back
     * @param isPreserved  the dataplane forwarded all the time
     * @param restartTimeS within which we would come back, 1 to 4095
     */
    public record LocalRestart(boolean hasRestarted, boolean isPreserved, int restartTimeS) {
    }

    public NeighborSettings {
        addPathReceive = Set.copyOf(addPathReceive);
    }

    /** Whether the neighbour is in our own AS. */
    public boolean isInternal() {
        return localAsn == remoteAsn;
    }

    @Override
    public String toString() {
        return "neighbor " + Ipv8Address.fourOctets(address) + " remote-as " + Integer.toUnsignedString(remoteAsn);
    }
}
