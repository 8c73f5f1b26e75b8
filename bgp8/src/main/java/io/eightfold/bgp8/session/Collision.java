// SPDX-License-Identifier: Apache-2.0
// Which of two connections stays.
package io.eightfold.bgp8.session;

/**
 * Which of two connections stays: the one that the router with the higher identifier opened, and with equal ones that of the higher ASN. Both routers decide the
 * same. Source: RFC 4271 §6.8, RFC 6286 §2.3. Thread: any; without state.
 */
final class Collision {
    private Collision() {
    }

    static Side winner(final NeighborSettings settings, final int peerIdentifier) {
        final int byIdentifier = Integer.compareUnsigned(settings.localIdentifier(), peerIdentifier);
        final int order = byIdentifier != 0 ? byIdentifier : Integer.compareUnsigned(settings.localAsn(), settings.remoteAsn());
        return order > 0 ? Side.OUTGOING : Side.INCOMING;
    }
}
