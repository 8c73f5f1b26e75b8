// SPDX-License-Identifier: Apache-2.0
// The RIB of BGP8: what came in, what is best, what goes out.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.SessionDown;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntHashSet;

/** The RIB of BGP8. Thread: control. */
public final class BgpRib {
    /** The "peer" of routes that originate here. */
    public static final int LOCAL = 0;

    public BgpRib(final LocalSettings local, final RouteInstaller installer, final NextHops nextHops, final RouteJudge judge, final PeerOutput output,
        final BgpRibListener listener) {
    }

    public int addPeer(final PeerSettings settings) {
        throw new UnsupportedOperationException();
    }

    public void changePeer(final int peer, final PeerSettings settings) {
        throw new UnsupportedOperationException();
    }

    public void removePeer(final int peer) {
        throw new UnsupportedOperationException();
    }

    public void up(final int peer, final SessionOptions options, final int localAddress, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    public void down(final int peer, final SessionDown down, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    public void update(final int peer, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    public void refresh(final int peer, final Carrier carrier, final int subtype, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    public void originate(final long address, final int lengthBits, final AttributeSet attributes, final long nowNs) {
        throw new UnsupportedOperationException();
    }

    public void withdrawOrigin(final long address, final int lengthBits) {
        throw new UnsupportedOperationException();
    }

    public void revalidate(final IntHashSet asns) {
        throw new UnsupportedOperationException();
    }

    public void revalidateAll() {
        throw new UnsupportedOperationException();
    }

    public void nextHopChanged(final int id) {
        throw new UnsupportedOperationException();
    }

    public void sessionCost(final int peer, final int cost) {
        throw new UnsupportedOperationException();
    }

    public void softOut(final int peer) {
        throw new UnsupportedOperationException();
    }

    public void startedAfterRestart(final long deferralUntilNs) {
        throw new UnsupportedOperationException();
    }

    public int turn(final long nowNs) {
        throw new UnsupportedOperationException();
    }

    public boolean hasWork() {
        throw new UnsupportedOperationException();
    }

    public PeerView peer(final int peer) {
        throw new UnsupportedOperationException();
    }

    public Explanation explain(final long address, final int lengthBits) {
        throw new UnsupportedOperationException();
    }

    public BgpRouteView exact(final long address, final int lengthBits) {
        throw new UnsupportedOperationException();
    }

    public BgpRouteView longestMatch(final long address) {
        throw new UnsupportedOperationException();
    }

    public BgpRoutePage all(final int from, final int limit) {
        throw new UnsupportedOperationException();
    }

    public BgpRoutePage received(final int peer, final int from, final int limit) {
        throw new UnsupportedOperationException();
    }

    public BgpRoutePage advertised(final int peer, final int from, final int limit) {
        throw new UnsupportedOperationException();
    }
}
