// SPDX-License-Identifier: Apache-2.0
// Goes through all paths for what concerns many of them.
package io.eightfold.bgp8.rib;

import java.util.Arrays;
import org.agrona.collections.IntHashSet;

/**
 * Goes through all paths, a piece each turn, for what concerns many of them: peers that are gone, policies, costs, next hops and verdicts that changed. There is no
 * index by any of these: looking at a row costs some nanoseconds. What comes while a walk is under way is for the next. Thread: control.
 */
final class RibWalk {
    /** Old paths that are dead go. */
    static final int REMOVE = 1;
    /** The decision is made again. */
    static final int DECIDE = 2;
    /** The policy is asked again. */
    static final int EVALUATE = 4;
    /** All paths go. */
    static final int REMOVE_ALL = 8;
    private static final int IDLE = -1;
    private static final int ROWS_A_STEP = 32 * 1024;
    /** Acting on a row costs as much as looking at so many. */
    private static final int ROWS_AN_ACTION = 16;
    /** With more than this, asking about all is not much more. */
    private static final int MAX_ASNS = 64 * 1024;

    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final Peers peers;
    private final AdjRibIn adjRibIn;
    private final PathJudgement judgement;
    private final IntQueue dirty;
    private int cursor = IDLE;
    private Work now = new Work();
    private Work next = new Work();

    /** What a walk is for. */
    private static final class Work {
        private int[] peerFlags = {};
        private boolean hasPeers;
        private boolean isOfAllAsns;
        private IntHashSet asns = new IntHashSet();
        private IntHashSet hops = new IntHashSet();

        private boolean isEmpty() {
            return !hasPeers && !isOfAllAsns && asns.isEmpty() && hops.isEmpty();
        }

        private void clear() {
            Arrays.fill(peerFlags, 0);
            hasPeers = false;
            isOfAllAsns = false;
            asns = asns.isEmpty() ? asns : new IntHashSet();
            hops = hops.isEmpty() ? hops : new IntHashSet();
        }
    }

    RibWalk(final EntryTable entries, final PathTable paths, final AttributePool pool, final Peers peers, final AdjRibIn adjRibIn, final PathJudgement judgement,
        final IntQueue dirty) {
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.peers = peers;
        this.adjRibIn = adjRibIn;
        this.judgement = judgement;
        this.dirty = dirty;
    }

    /** Asks for something to be done with all paths of a peer. */
    void peer(final int id, final int flags) {
        if (id >= next.peerFlags.length) {
            next.peerFlags = Arrays.copyOf(next.peerFlags, id + 16);
        }
        next.peerFlags[id] |= flags;
        next.hasPeers = true;
    }

    void hop(final int id) {
        next.hops.add(id);
    }

    void asns(final IntHashSet changed) {
        next.isOfAllAsns |= next.asns.size() + changed.size() > MAX_ASNS;
        if (!next.isOfAllAsns) {
            next.asns.addAll(changed);
        }
    }

    void allAsns() {
        next.isOfAllAsns = true;
    }

    boolean hasWork() {
        return cursor != IDLE || !next.isEmpty();
    }

    /** Does the next piece; returns how many rows it looked at. */
    int step() {
        if (!hasWork()) {
            return 0;
        }
        if (cursor == IDLE) {
            final Work empty = now;
            now = next;
            next = empty;
            cursor = 0;
        }
        final int from = cursor;
        for (int left = ROWS_A_STEP; left > 0 && cursor < paths.end(); cursor++) {
            left -= paths.isUsed(cursor) && act(cursor) ? ROWS_AN_ACTION : 1;
        }
        final int looked = cursor - from;
        if (cursor >= paths.end()) {
            cursor = IDLE;
            now.clear();
        }
        return looked + 1;
    }

    /** Does all of it at once: for what is rare and must not overtake itself. */
    void finish() {
        while (hasWork()) {
            step();
        }
    }

    private boolean act(final int path) {
        final int id = paths.peer(path);
        final int flags = id < now.peerFlags.length ? now.peerFlags[id] : 0;
        final BgpPeer peer = peers.get(id);
        if ((flags & REMOVE_ALL) != 0 || (flags & REMOVE) != 0 && peer.kind(paths.carrier(path), paths.epoch(path)) == OldPaths.DEAD) {
            adjRibIn.remove(path, peer);
            return true;
        }
        if ((flags & EVALUATE) != 0) {
            paths.evaluated(path, false);
        }
        // All are asked: the last marks the path.
        final boolean isConcerned = (flags & (DECIDE | EVALUATE)) != 0 | isHopConcerned(path) | isVerdictConcerned(path, peer);
        if (isConcerned) {
            dirty.add(paths.entry(path));
        }
        return isConcerned;
    }

    private boolean isHopConcerned(final int path) {
        return !now.hops.isEmpty() && paths.used(path) != AttributePool.NONE && paths.carrier(path) != BgpPeer.NO_CARRIER
            && now.hops.contains(pool.hop(paths.used(path)));
    }

    private boolean isVerdictConcerned(final int path, final BgpPeer peer) {
        final boolean isAsked = now.isOfAllAsns || !now.asns.isEmpty() && now.asns.contains(entries.asn(paths.entry(path)));
        if (!isAsked || !judgement.isVerdictChanged(path, peer)) {
            return false;
        }
        paths.evaluated(path, false);
        return true;
    }
}
