// SPDX-License-Identifier: Apache-2.0
// Decides about prefixes.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;

/**
 * Decides about prefixes that wait for it, and tells the installer and the update groups. When the verdicts leave no path, the best of those refused is installed all the
 * same: the router's RIB judges it again and shows why it is not used; nobody is told of it. Thread: control.
 */
final class LocRib {
    private static final int ENTRIES_A_TURN = 2048;
    private static final int ROWS_A_SWEEP = 32 * 1024;

    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final Peers peers;
    private final PathJudgement judgement;
    private final Decision decision;
    private final NextHops nextHops;
    private final RouteInstaller installer;
    private final UpdateGroups groups;
    private final IntQueue dirty;
    private int sweepCursor = Integer.MAX_VALUE;
    private long version;

    LocRib(final EntryTable entries, final PathTable paths, final AttributePool pool, final Peers peers, final PathJudgement judgement, final Decision decision,
        final NextHops nextHops, final RouteInstaller installer, final UpdateGroups groups, final IntQueue dirty) {
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.peers = peers;
        this.judgement = judgement;
        this.decision = decision;
        this.nextHops = nextHops;
        this.installer = installer;
        this.groups = groups;
        this.dirty = dirty;
    }

    /** Changes of best paths since the start. */
    long version() {
        return version;
    }

    int turn(final long nowNs) {
        int done = 0;
        for (; done < ENTRIES_A_TURN && !dirty.isEmpty(); done++) {
            decide(dirty.remove(), nowNs);
        }
        return done;
    }

    /** Somebody who had still to hear of prefixes that are gone is gone too: they are looked for. */
    void sweep() {
        sweepCursor = 0;
    }

    boolean hasSweep() {
        return sweepCursor < entries.end();
    }

    int sweepStep() {
        int done = 0;
        for (; done < ROWS_A_SWEEP && sweepCursor < entries.end(); done++) {
            freeIfForgotten(sweepCursor++);
        }
        sweepCursor = hasSweep() ? sweepCursor : Integer.MAX_VALUE;
        return done;
    }

    private void decide(final int entry, final long nowNs) {
        int best = PathTable.NONE;
        int refused = PathTable.NONE;
        for (int path = entries.firstPath(entry); path != PathTable.NONE; path = paths.next(path)) {
            final RefusalReason reason = reason(entry, path, nowNs);
            if (reason == RefusalReason.NONE) {
                best = better(path, best);
            } else if (reason == RefusalReason.VALIDITY && isReachable(path)) {
                refused = better(path, refused);
            }
        }
        entries.best(entry, best);
        install(entry, best != PathTable.NONE ? best : refused);
        groups.mark(entry);
        if (entries.firstPath(entry) == PathTable.NONE) {
            freeIfForgotten(entry);
        }
    }

    private int better(final int path, final int than) {
        return than == PathTable.NONE || decision.compare(path, than) < 0 ? path : than;
    }

    /** Why the path is not used, or {@link RefusalReason#NONE}. What is as good as gone counts as without a next hop. */
    private RefusalReason reason(final int entry, final int path, final long nowNs) {
        final BgpPeer peer = peers.get(paths.peer(path));
        final OldPaths kind = peer.kind(paths.carrier(path), paths.epoch(path));
        if (kind == OldPaths.DEAD) {
            return RefusalReason.NEXT_HOP;
        }
        if (!paths.isEvaluated(path)) {
            judgement.evaluate(path, peer, nowNs);
        }
        final RefusalReason kept = paths.reason(path);
        if (kept == RefusalReason.NONE || kept == RefusalReason.NEXT_HOP || kept == RefusalReason.NO_LLGR) {
            judgement.reason(path, entry, peer, momentary(path, kind), nowNs);
        }
        return paths.reason(path);
    }

    private RefusalReason momentary(final int path, final OldPaths kind) {
        if (kind == OldPaths.LONG_LIVED && pool.set(paths.used(path)).hasCommunity(Community.NO_LLGR)) {
            return RefusalReason.NO_LLGR;
        }
        return isReachable(path) ? RefusalReason.NONE : RefusalReason.NEXT_HOP;
    }

    private boolean isReachable(final int path) {
        return paths.carrier(path) == BgpPeer.NO_CARRIER || nextHops.isUsable(pool.hop(paths.used(path)));
    }

    private void install(final int entry, final int path) {
        if (path == PathTable.NONE || paths.carrier(path) == BgpPeer.NO_CARRIER) {
            uninstall(entry);
            return;
        }
        final int used = paths.used(path);
        final int metric = decision.totalCost(path);
        final boolean isExternal = peers.get(paths.peer(path)).isExternal;
        final int before = entries.installed(entry);
        final boolean wasExternal = entries.isInstalledExternal(entry);
        if (before == used && wasExternal == isExternal && entries.installedMetric(entry) == metric) {
            return;
        }
        final AttributeSet received = pool.set(paths.received(path));
        version++;
        entries.installed(entry, pool.hold(used), metric, isExternal);
        installer.install(entries.address(entry), entries.lengthBits(entry), isExternal, judgement.originAsn(received), metric, pool.hop(used));
        // The other source's route goes after this one's came: no gap.
        if (before != AttributePool.NONE && wasExternal != isExternal) {
            installer.withdraw(entries.address(entry), entries.lengthBits(entry), wasExternal);
        }
        pool.release(before);
    }

    private void uninstall(final int entry) {
        final int before = entries.installed(entry);
        if (before != AttributePool.NONE) {
            version++;
            installer.withdraw(entries.address(entry), entries.lengthBits(entry), entries.isInstalledExternal(entry));
            entries.installed(entry, AttributePool.NONE, 0, false);
            pool.release(before);
        }
    }

    /** A prefix without paths goes when everybody who was told of it has heard that it is gone. */
    void freeIfForgotten(final int entry) {
        if (entries.isUsed(entry) && entries.firstPath(entry) == PathTable.NONE && entries.installed(entry) == AttributePool.NONE && !dirty.contains(entry)
            && groups.isForgotten(entry)) {
            entries.free(entry);
        }
    }
}
