// SPDX-License-Identifier: Apache-2.0
// Answers what operators ask.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** Answers what operators ask, in pieces: none looks at more than some ten thousand rows. Thread: control. */
final class RibQueries {
    private static final int ROWS_A_PAGE = 64 * 1024;
    private static final int END = -1;
    private static final Carrier[] CARRIERS = Carrier.values();

    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final Peers peers;
    private final Decision decision;

    RibQueries(final EntryTable entries, final PathTable paths, final AttributePool pool, final Peers peers, final Decision decision) {
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.peers = peers;
        this.decision = decision;
    }

    PeerView peer(final BgpPeer peer) {
        final Map<RefusalReason, Long> refusals = peer.refusals.ever();
        if (peer.member != null) {
            addNotTold(refusals, peer.member.group.notTold);
        }
        final Map<ErrorKind, Long> errors = new EnumMap<>(ErrorKind.class);
        for (final ErrorKind kind : ErrorKind.values()) {
            if (peer.errors[kind.ordinal()] > 0) {
                errors.put(kind, peer.errors[kind.ordinal()]);
            }
        }
        return new PeerView(peer.isUp(), peer.received(), peer.refusals.usable(), peer.stale(), peer.member == null ? 0 : peer.member.group.advertisedTo(peer.id),
            peer.member == null ? 0 : peer.member.owed.size(), peer.refusals.now(), refusals, errors, carriers(peer.endOfRibReceived), carriers(peer.endOfRibSent),
            peer.updatesIn, peer.updatesOut, peer.sessionCost);
    }

    private static void addNotTold(final Map<RefusalReason, Long> refusals, final long[] notTold) {
        for (final RefusalReason reason : RefusalReason.values()) {
            if (notTold[reason.ordinal()] > 0) {
                refusals.merge(reason, notTold[reason.ordinal()], Long::sum);
            }
        }
    }

    private static Set<Carrier> carriers(final int bits) {
        final Set<Carrier> set = EnumSet.noneOf(Carrier.class);
        for (final Carrier carrier : CARRIERS) {
            if ((bits & 1 << carrier.ordinal()) != 0) {
                set.add(carrier);
            }
        }
        return set;
    }

    /** Null when there is no such prefix. */
    BgpRouteView exact(final long address, final int lengthBits) {
        final int entry = entries.find(address, lengthBits);
        return entry == EntryTable.NONE ? null : route(entry, null);
    }

    /** The longest prefix with a path that covers the address, or null. */
    BgpRouteView longestMatch(final long address) {
        int entry = entries.longestCover(address, Long.SIZE);
        while (entry != EntryTable.NONE && entries.firstPath(entry) == PathTable.NONE) {
            entry = entries.lengthBits(entry) == 0 ? EntryTable.NONE : entries.longestCover(address, entries.lengthBits(entry) - 1);
        }
        return entry == EntryTable.NONE ? null : route(entry, null);
    }

    BgpRoutePage all(final int from, final int limit) {
        return page(from, limit, entry -> entries.firstPath(entry) != PathTable.NONE, null);
    }

    BgpRoutePage advertised(final BgpPeer peer, final int from, final int limit) {
        if (peer.member == null) {
            return new BgpRoutePage(List.of(), END);
        }
        final UpdateGroup group = peer.member.group;
        return page(from, limit, entry -> group.isAdvertisedTo(peer.id, entry), group);
    }

    private BgpRoutePage page(final int from, final int limit, final IntPredicate filter, final UpdateGroup group) {
        final List<BgpRouteView> routes = new ArrayList<>();
        int entry = from;
        for (int left = ROWS_A_PAGE; left > 0 && entry < entries.end() && routes.size() < limit; entry++, left--) {
            if (entries.isUsed(entry) && filter.test(entry)) {
                routes.add(route(entry, group));
            }
        }
        return new BgpRoutePage(routes, entry < entries.end() ? entry : END);
    }

    BgpRoutePage received(final BgpPeer peer, final int from, final int limit) {
        final List<BgpRouteView> routes = new ArrayList<>();
        int path = from;
        for (int left = ROWS_A_PAGE; left > 0 && path < paths.end() && routes.size() < limit; path++, left--) {
            if (paths.isUsed(path) && paths.peer(path) == peer.id && !isDead(path)) {
                final int entry = paths.entry(path);
                routes.add(new BgpRouteView(entries.address(entry), entries.lengthBits(entry), List.of(view(entry, path)), null));
            }
        }
        return new BgpRoutePage(routes, path < paths.end() ? path : END);
    }

    private boolean isDead(final int path) {
        return kind(path) == OldPaths.DEAD;
    }

    private OldPaths kind(final int path) {
        return peers.get(paths.peer(path)).kind(paths.carrier(path), paths.epoch(path));
    }

    private BgpRouteView route(final int entry, final UpdateGroup group) {
        final List<PathView> views = new ArrayList<>();
        for (int path = entries.firstPath(entry); path != PathTable.NONE; path = paths.next(path)) {
            if (!isDead(path)) {
                views.add(path == entries.best(entry) ? 0 : views.size(), view(entry, path));
            }
        }
        return new BgpRouteView(entries.address(entry), entries.lengthBits(entry), views, group == null ? null : pool.set(group.advertised(entry)));
    }

    private PathView view(final int entry, final int path) {
        final int best = entries.best(entry);
        final int used = paths.used(path);
        final RefusalReason reason = paths.reason(path);
        DecisionStep lostBy = null;
        if (reason != RefusalReason.NONE || used == AttributePool.NONE) {
            lostBy = DecisionStep.USABLE;
        } else if (best != PathTable.NONE && best != path) {
            decision.compare(best, path);
            lostBy = decision.step();
        }
        final boolean isLocal = paths.carrier(path) == BgpPeer.NO_CARRIER;
        final OldPaths kind = kind(path);
        return new PathView(paths.peer(path), isLocal ? null : CARRIERS[paths.carrier(path)], paths.pathId(path), pool.set(paths.received(path)), pool.set(used), reason,
            paths.validity(path), used == AttributePool.NONE ? 0 : decision.totalCost(path), peers.get(paths.peer(path)).isExternal,
            kind == OldPaths.STALE || kind == OldPaths.LONG_LIVED, path == best, path == best ? null : lostBy, TimeUnit.SECONDS.toNanos(paths.sinceS(path)));
    }

    /** Null when there is no such prefix. */
    Explanation explain(final long address, final int lengthBits) {
        final BgpRouteView route = exact(address, lengthBits);
        if (route == null) {
            return null;
        }
        final List<String> lines = new ArrayList<>();
        lines.add(new Ipv8Prefix(Ipv8Address.ofBits(address), lengthBits) + ": " + route.paths().size() + " paths");
        for (final PathView path : route.paths()) {
            lines.add(line(path));
        }
        return new Explanation(route, lines);
    }

    private String line(final PathView path) {
        final AttributeSet set = path.used() == null ? path.received() : path.used();
        final String name = path.peer() == BgpRib.LOCAL ? "originated here" : "from " + peers.get(path.peer()).settings.name() + ' ' + path.carrier().word();
        final String outcome = path.isBest() ? "best"
            : path.reason() != RefusalReason.NONE ? "refused (" + path.reason().label() + "): " + path.reason().text()
            : path.lostBy() == null ? "not decided yet" : "lost (" + path.lostBy().word() + "): " + path.lostBy().text();
        return "  " + name + " cost=" + Integer.toUnsignedString(path.totalCost()) + " path=\"" + set.asPath() + "\" verdict=" + path.validity().word() + ' ' + outcome;
    }
}
