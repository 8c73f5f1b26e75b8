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

    Peers(final AttributePool pool) {
        this.pool = pool;
        byId[BgpRib.LOCAL] = new BgpPeer(BgpRib.LOCAL, null, pool);
    }

    BgpPeer add(final PeerSettings settings) {
        int id = 1;
        while (id < byId.length && byId[id] != null) {
            id++;
        }
        if (id >= MAX_PEERS) {
            throw new IllegalStateException("peers=" + id + " is the most that the RIB of BGP8 has; remove neighbours");
        }
        if (id == byId.length) {
            byId = Arrays.copyOf(byId, 2 * id);
        }
        byId[id] = new BgpPeer(id, settings, pool);
        return byId[id];
    }

    void remove(final int id) {
        byId[id] = null;
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
