// SPDX-License-Identifier: Apache-2.0
// Finds the routes to show.
package io.eightfold.controlplane.rib;

import io.eightfold.controlplane.rib.RouteFilter.Match;
import io.eightfold.fibprotocol.Vrf;
import java.util.ArrayList;
import java.util.List;

/** Finds the routes to show. A call looks at a bounded number of rows, so that it never holds up the RIB. Hop sets must be settled. Thread: control. */
final class RouteQuery {
    /** Rows a call looks at when few match: about a millisecond. */
    static final int EXAMINED = 64 * 1024;

    private final EntryTable entries;
    private final CandidateTable candidates;
    private final HopSets sets;
    private final Election election;

    RouteQuery(final EntryTable entries, final CandidateTable candidates, final HopSets sets, final Election election) {
        this.entries = entries;
        this.candidates = candidates;
        this.sets = sets;
        this.election = election;
    }

    RoutePage page(final RouteFilter filter, final int from, final int limit, final int nowS) {
        final List<RouteView> views = new ArrayList<>();
        if (filter.match() == Match.EXACT || filter.match() == Match.LONGEST) {
            for (int vrf = 0; vrf < Vrf.count(); vrf++) {
                final int entry = filter.isVrf(vrf) ? probe(filter, vrf) : EntryTable.NONE;
                if (entry != EntryTable.NONE) {
                    show(entry, filter, views, nowS);
                }
            }
            return new RoutePage(views, RoutePage.END);
        }
        if (filter.match() == Match.COVERING) {
            covering(filter, views, nowS);
            return new RoutePage(views, RoutePage.END);
        }
        int entry = Math.max(from, 0);
        for (int left = EXAMINED; entry < entries.end() && left > 0 && views.size() < limit; left--, entry++) {
            if (isWanted(entry, filter)) {
                show(entry, filter, views, nowS);
            }
        }
        return new RoutePage(views, entry < entries.end() ? entry : RoutePage.END);
    }

    private void covering(final RouteFilter filter, final List<RouteView> views, final int nowS) {
        int entry = entries.longestCover(filter.vrf(), filter.address(), PrefixRange.MAX_LENGTH);
        while (entry != EntryTable.NONE) {
            show(entry, filter, views, nowS);
            final int length = entries.hostLength(entry);
            entry = length == PrefixRange.DEFAULT_LENGTH ? EntryTable.NONE : entries.longestCover(filter.vrf(), filter.address(), length - 1);
        }
    }

    private int probe(final RouteFilter filter, final int vrf) {
        if (filter.match() == Match.EXACT) {
            return entries.find(vrf, filter.address(), filter.hostLength());
        }
        int entry = entries.longestCover(vrf, filter.address(), PrefixRange.MAX_LENGTH);
        while (entry != EntryTable.NONE && election.winner(entry) == CandidateTable.NONE) {
            entry = entries.longestCover(vrf, filter.address(), entries.hostLength(entry) - 1);
        }
        return entry;
    }

    private boolean isWanted(final int entry, final RouteFilter filter) {
        return entries.isUsed(entry) && filter.isVrf(entries.vrf(entry)) && (filter.match() == Match.ALL
            || PrefixRange.covers(filter.address(), filter.hostLength(), entries.address(entry), entries.hostLength(entry)));
    }

    private void show(final int entry, final RouteFilter filter, final List<RouteView> views, final int nowS) {
        if (!isAnyShown(entry, filter)) {
            return;
        }
        final int winner = election.winner(entry);
        for (int candidate = entries.firstCandidate(entry); candidate != CandidateTable.NONE; candidate = candidates.next(candidate)) {
            if (isShown(candidate, filter)) {
                views.add(view(entry, candidate, candidate == winner, nowS));
            }
        }
    }

    private boolean isShown(final int candidate, final RouteFilter filter) {
        return (filter.source() == null || filter.source().id() == candidates.source(candidate))
            && (filter.verdict() == null || filter.verdict() == candidates.verdict(candidate));
    }

    private boolean isAnyShown(final int entry, final RouteFilter filter) {
        int candidate = entries.firstCandidate(entry);
        while (candidate != CandidateTable.NONE && !isShown(candidate, filter)) {
            candidate = candidates.next(candidate);
        }
        return candidate != CandidateTable.NONE;
    }

    private RouteView view(final int entry, final int candidate, final boolean isSelected, final int nowS) {
        final HopSet set = sets.get(candidates.set(candidate));
        return new RouteView(entries.vrf(entry), entries.address(entry), entries.hostLength(entry), RouteSource.of(candidates.source(candidate)),
            candidates.distance(candidate), Integer.toUnsignedLong(candidates.metric(candidate)), nowS - candidates.changedAtS(candidate), set.id,
            set.given, set.resolved, isSelected, isSelected && isInFib(entry, candidate), candidates.isStale(candidate), set.isFailed, !set.isUsable(),
            candidates.originAsn(candidate, PrefixRange.asn(entries.address(entry))), candidates.verdict(candidate), candidates.isRefused(candidate),
            !set.resolved.equals(set.unrestricted().resolved));
    }

    private boolean isInFib(final int entry, final int candidate) {
        return RouteSource.of(candidates.source(candidate)).isOwnedByDataplane()
            || entries.emittedSet(entry) == candidates.set(candidate) && entries.emittedSource(entry) == candidates.source(candidate)
            && entries.emittedDistance(entry) == candidates.distance(candidate);
    }
}
