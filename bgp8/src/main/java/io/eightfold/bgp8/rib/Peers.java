// SPDX-License-Identifier: Apache-2.0
// The peers by number.
package io.eightfold.bgp8.rib;

import java.util.Arrays;
import java.util.function.Consumer;

/** The peers by number; number 0 is this router itself. Thread: control. */
final class Peers {
    /** A path has 15 bits for the number. */
    static final int MAX_PEERS = Short.MAX_VALUE;

    private final AttributePool pool;
    private BgpPeer[] byId = new BgpPeer[16];
    private int count;
    /** The number given out last. */
    private int last;

    Peers(final AttributePool pool) {
        this.pool = pool;
        byId[BgpRib.LOCAL] = new BgpPeer(BgpRib.LOCAL, null, pool);
    }

    /**
     * Numbers go round: what a session of a removed neighbour said last may still be on its way to us, and must find nobody rather than the neighbour that came
     * after it. At least half of the numbers are free, so that one comes again only after many others.
     */
    BgpPeer add(final PeerSettings settings) {
        if (count >= MAX_PEERS - 1) {
            throw new IllegalStateException("peers=" + count + " is the most that the RIB of BGP8 has; remove neighbours");
        }
        if (2 * count >= byId.length && byId.length <= MAX_PEERS) {
            byId = Arrays.copyOf(byId, Math.min(2 * byId.length, MAX_PEERS + 1));
        }
        do {
            last = last + 1 < Math.min(byId.length, MAX_PEERS) ? last + 1 : 1;
        } while (byId[last] != null);
        count++;
        byId[last] = new BgpPeer(last, settings, pool);
        return byId[last];
    }

    void remove(final int id) {
        byId[id] = null;
        count--;
    }

    /** Numbers are below this. */
    int limit() {
        return byId.length;
    }

    /** Null when there is none. */
    BgpPeer get(final int id) {
        return byId[id];
    }

    /** @throws IllegalArgumentException when there is no such peer */
    BgpPeer require(final int id) {
        if (id <= BgpRib.LOCAL || id >= byId.length || byId[id] == null) {
            throw new IllegalArgumentException("peer=" + id + " is none that addPeer gave out");
        }
        return byId[id];
    }

    /** All but this router itself. */
    void forEach(final Consumer<BgpPeer> action) {
        for (int id = 1; id < byId.length; id++) {
            if (byId[id] != null) {
                action.accept(byId[id]);
            }
        }
    }
}
