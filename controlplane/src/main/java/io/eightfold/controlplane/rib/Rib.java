// SPDX-License-Identifier: Apache-2.0
// The routing information base: all routes of all sources.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.validation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.agrona.collections.IntHashSet;

/**
 * The routing information base: all routes of all sources, and what the dataplane must be told of them. See the package for how it works.
 *
 * <p>A prefix is a VRF, the lowest address and the host length: 0 to 32, or -32 with address 0 for the default route of IPv8, which does not cover ASN 0.
 * A source may offer several routes for a prefix with different distances (floating static routes); source and distance name a route.
 *
 * <p>Cost: an update is a few memory accesses. A port or gateway event, and a change of a prefix that covers a gateway, is worked off by the next
 * {@link #drain} or view: it resolves the hop sets concerned, and queues all routes of those that became usable or unusable (about 100 ns a route).
 * <p>Thread: control; all calls come from one thread, the owner of the RIB. Callbacks must not call back.
 */
public final class Rib {
    /** No hop set. */
    public static final int NO_SET = -1;
    /** The host length of the IPv8 default route. */
    public static final int DEFAULT_LENGTH = PrefixRange.DEFAULT_LENGTH;
    private static final int MAX_DISTANCE = 255;

    private final EntryTable entries = new EntryTable();
    private final CandidateTable candidates = new CandidateTable();
    private final HopSets sets = new HopSets();
    private final Election election = new Election(entries, candidates, sets);
    private final EgressCheck egress = new EgressCheck();
    private final HopResolver resolver = new HopResolver(entries, candidates, sets, egress);
    private final FibEmission emission = new FibEmission(entries, candidates, sets, election);
    private final RouteQuery query = new RouteQuery(entries, candidates, sets, election);
    private final RouteAdmission admission = new RouteAdmission(entries, candidates, new RouteAdmission.Listener() {
        @Override
        public void changed(final int entry, final int candidate) {
            Rib.this.changed(entry, candidate);
        }

        @Override
        public void judged(final int entry, final int candidate) {
            place(entry, candidate);
        }
    });
    private final int[][] counts = new int[Vrf.count()][RouteSource.ID_LIMIT];
    private RouteWatch watch = RouteWatch.NONE;
    private int nowS;
    private int sweepCursor;

    public Rib() {
        resolver.listener(this::resolved);
    }

    /** Tells the time, once a turn: what changes from now on changed then. Seconds of any clock that never goes back. */
    public void nowS(final int nowS) {
        this.nowS = nowS;
    }

    /**
     * The number of the set of these next hops, for the updates that follow; it is kept until {@link #release}.
     *
     * @param hops 1 to 64; neither their order nor repetition counts
     * @throws IllegalArgumentException when there are none or too many
     */
    public int hold(final int vrf, final List<RibHop> hops) {
        final HopSet set = sets.intern(Vrf.of(vrf).id(), hops);
        sets.reference(set);
        return set.id;
    }

    /** The number is not needed any more; routes keep their set. */
    public void release(final int setId) {
        sets.release(sets.get(setId));
    }

    /** As below, with the hops themselves. */
    public void update(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final int metric,
        final List<RibHop> hops) {
        check(vrf, address, hostLength, distance);
        update(vrf, address, hostLength, source, distance, metric, PrefixRange.asn(address), sets.intern(vrf, hops));
    }

    /**
     * A source offers a route, or offers it anew; a stale one is confirmed. Nothing changes when it says the same again.
     *
     * @param distance 0 to 255, lower wins
     * @param metric   as an unsigned number, lower wins among equal distances
     * @param setId    from {@link #hold}, for the same VRF
     * @throws IllegalArgumentException when an argument is out of its range
     */
    public void update(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final int metric,
        final int setId) {
        update(vrf, address, hostLength, source, distance, metric, PrefixRange.asn(address), setId);
    }

    /**
     * The same for a route that names its origin.
     *
     * @param originAsn the ASN that originated the route: the last of its AS path
     */
    public void update(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final int metric,
        final int originAsn, final int setId) {
        check(vrf, address, hostLength, distance);
        update(vrf, address, hostLength, source, distance, metric, originAsn, sets.require(vrf, setId));
    }

    /** A source offers a route no more; false when it did not. */
    public boolean withdraw(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance) {
        final int entry = entries.find(vrf, address, hostLength);
        final int candidate = entry == EntryTable.NONE ? CandidateTable.NONE : find(entry, source, distance);
        if (candidate != CandidateTable.NONE) {
            remove(entry, candidate);
        }
        return candidate != CandidateTable.NONE;
    }

    /**
     * Puts in a route from before a restart, stale until its source confirms it. One that is there already is newer and stays as it is. While the validator
     * is not ready its verdict is {@link Verdict#PENDING}: it was let in before, and stays so also when its source confirms it.
     *
     * @param hops where it led then
     */
    public void restore(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final List<NextHop> hops) {
        check(vrf, address, hostLength, distance);
        restore(vrf, address, hostLength, source, distance, sets.intern(vrf, hops.stream().map(RibHop::of).toList()));
    }

    /** The same with the number of a set from {@link #hold}: quicker when many routes share it. */
    public void restore(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final int setId) {
        check(vrf, address, hostLength, distance);
        restore(vrf, address, hostLength, source, distance, sets.require(vrf, setId));
    }

    /** All routes of a source are stale until it offers them again. Looks at every route: about 1 ns each. */
    public void markStale(final RouteSource source) {
        candidates.markStale(source.id());
    }

    /** Routes of a source that are stale. */
    public int staleCount(final RouteSource source) {
        return candidates.staleCount(source.id());
    }

    /** Withdraws routes of a source that are still stale, at most {@code limit}; returns how many. 0 means that none is left. */
    public int sweepStale(final RouteSource source, final int limit) {
        int swept = 0;
        while (swept < limit && candidates.staleCount(source.id()) > 0) {
            sweepCursor = sweepCursor < candidates.end() ? sweepCursor : 0;
            if (candidates.isStale(sweepCursor) && candidates.source(sweepCursor) == source.id()) {
                remove(candidates.entry(sweepCursor), sweepCursor);
                swept++;
            }
            sweepCursor++;
        }
        return swept;
    }

    /** The same for all sources. */
    public int sweepStale(final int limit) {
        return sweepStale(limit, _ -> false);
    }

    /** The same for all but those that are kept. */
    public int sweepStale(final int limit, final Predicate<RouteSource> isKept) {
        int swept = 0;
        for (final RouteSource source : RouteSource.values()) {
            swept += isKept.test(source) ? 0 : sweepStale(source, limit - swept);
        }
        return swept;
    }

    /** A port came up or went down: routes over a port that is down are unusable. A port nobody spoke of is up. */
    public void portState(final String port, final boolean isUp) {
        resolver.portState(port, isUp);
    }

    /** A gateway answers no more, or again. Routes whose gateways have all failed give way to any other usable one of their prefix. */
    public void gatewayState(final long address, final String port, final boolean isFailed) {
        resolver.gatewayState(address, port, isFailed);
    }

    /** Who says the verdicts from now on; {@link #revalidateAll} asks about the routes that are there. */
    public void validator(final RouteValidator validator) {
        admission.validator(validator);
    }

    /** Who hears of next hops and of the prefixes that sources other than BGP8 have routes for. */
    public void watch(final RouteWatch by) {
        watch = by;
    }

    /** Whether a held set leads somewhere now. */
    public boolean isUsable(final int setId) {
        resolver.settle();
        return sets.get(setId).isUsable();
    }

    /** The source whose route is used for a prefix, or null when there is none. */
    public RouteSource selected(final int vrf, final long address, final int hostLength) {
        resolver.settle();
        final int entry = entries.find(vrf, address, hostLength);
        final int winner = entry == EntryTable.NONE ? CandidateTable.NONE : election.winner(entry);
        return winner == CandidateTable.NONE ? null : RouteSource.of(candidates.source(winner));
    }

    /** What is done about verdicts from now on; {@link #revalidateAll} takes it to the routes that are there. */
    public void policy(final InstallPolicy policy) {
        admission.policy(policy);
    }

    /** Who hears of verdicts that change. */
    public void verdictListener(final VerdictListener listener) {
        admission.listener(listener);
    }

    /**
     * Through which ports foreign ASNs are reached by valid routes only; {@link #revalidate} takes it to the routes that are there. Other routes lose their hops
     * through these ports, and prohibit what they cover when none is left.
     *
     * @param ownAsn which is not foreign, 0: none
     */
    public void egressCheck(final Set<String> ports, final int ownAsn) {
        if (egress.configure(ports, ownAsn)) {
            resolver.egressChanged();
            admission.allChanged();
        }
    }

    /** What is known of these ASNs has changed: the verdicts on their routes are asked for again, by {@link #revalidate}. */
    public void revalidate(final IntHashSet asns) {
        admission.changed(asns);
        watch.verdictsChanged(asns);
    }

    /** The same for all routes. */
    public void revalidateAll() {
        admission.allChanged();
        watch.verdictsChanged(null);
    }

    /** Asks again for the next piece of the verdicts that may have changed; returns 0 when there are none left. A piece takes about a millisecond. */
    public int revalidate() {
        return admission.step();
    }

    /** Whether verdicts are still to be asked for again. */
    public boolean isRevalidating() {
        return admission.hasWork();
    }

    /** Routes with that verdict. */
    public int verdictCount(final Verdict verdict) {
        return candidates.verdictCount(verdict);
    }

    /** Routes that are kept and not used, because of their verdicts. */
    public int refusedCount() {
        return candidates.refusedCount();
    }

    /** Whether a source's route is kept and not used, because of its verdict; false too when there is no such route. */
    public boolean isRefused(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance) {
        final int entry = entries.find(vrf, address, hostLength);
        final int candidate = entry == EntryTable.NONE ? CandidateTable.NONE : find(entry, source, distance);
        return candidate != CandidateTable.NONE && candidates.isRefused(candidate);
    }

    /** Whether the source has a route to the prefix with that distance. */
    public boolean holds(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance) {
        final int entry = entries.find(vrf, address, hostLength);
        return entry != EntryTable.NONE && find(entry, source, distance) != CandidateTable.NONE;
    }

    /** Verdicts that changed after they were first given. */
    public long verdictChanges() {
        return admission.changes();
    }

    /** Whether {@link #drain} may have something to tell. */
    public boolean hasWork() {
        return !resolver.isSettled() || emission.hasWork();
    }

    /**
     * Tells what has changed: first the hop sets that lead elsewhere, then at most {@code limit} routes, each with its set before it if that is new, at last
     * the sets to forget. Prefixes whose state is what was told last are skipped.
     *
     * @return messages told; with many prefixes to skip it may be 0 although {@link #hasWork} is still true
     */
    public int drain(final FibSink sink, final int limit) {
        resolver.settle();
        return emission.drain(sink, limit);
    }

    /**
     * The other side starts with nothing: what was told is forgotten, and {@link #drain} tells the whole table, then what has changed meanwhile. Set
     * numbers start anew: no {@code forgetHopSet} comes for sets from before. Looks at every prefix: about 1 ns each.
     */
    public void startSnapshot() {
        emission.startSnapshot();
    }

    /** Whether the whole table was told since {@link #startSnapshot}; changes may be left. */
    public boolean isSnapshotDone() {
        return emission.isSnapshotDone();
    }

    /**
     * Tells the next piece of what was told before, at most {@code limit} messages: hop sets in use first, then routes. What changes behind the position
     * is not told again.
     */
    public void walk(final FibWalk position, final FibSink sink, final int limit) {
        position.advance(entries, sets, sink, limit);
    }

    /**
     * Routes to show.
     *
     * @param from  0 at first, then {@link RoutePage#next}
     * @param limit the page ends with the prefix that reaches it
     */
    public RoutePage routes(final RouteFilter filter, final int from, final int limit) {
        resolver.settle();
        return query.page(filter, from, limit, nowS);
    }

    /** Counts for each VRF and source that has routes. */
    public List<RouteCount> summary() {
        final List<RouteCount> summary = new ArrayList<>();
        for (int vrf = 0; vrf < counts.length; vrf++) {
            for (final RouteSource source : RouteSource.values()) {
                if (counts[vrf][source.id()] > 0 || emission.emittedCount(vrf, source.id()) > 0) {
                    summary.add(new RouteCount(vrf, source, counts[vrf][source.id()], emission.emittedCount(vrf, source.id())));
                }
            }
        }
        return summary;
    }

    /** Prefixes held, with those whose withdrawal was not told yet. */
    public int prefixCount() {
        return entries.size();
    }

    /** Routes offered. */
    public int routeCount() {
        return candidates.size();
    }

    /** Routes the dataplane has been told, and not told to forget. */
    public int fibCount() {
        return emission.emittedSize();
    }

    /** Hop sets held. */
    public int hopSetCount() {
        return sets.size();
    }

    /** Changes that needed no message of their own, because the one before was not told yet. */
    public long coalesced() {
        return emission.coalesced();
    }

    /** Hop sets whose resolution was given up because it looped through too many others; 0 in any sane network. */
    public long resolutionsGivenUp() {
        return resolver.exhausted();
    }

    /** Memory of the tables, in bytes; hop sets, which are few, come on top. */
    public long memoryBytes() {
        return entries.memoryBytes() + candidates.memoryBytes() + emission.memoryBytes();
    }

    private void update(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final int metric,
        final int originAsn, final HopSet set) {
        int entry = entries.find(vrf, address, hostLength);
        entry = entry == EntryTable.NONE ? entries.add(vrf, address, hostLength) : entry;
        final int candidate = find(entry, source, distance);
        if (candidate == CandidateTable.NONE) {
            admission.offered(entry, add(entry, source, distance, metric, set), originAsn);
        } else {
            change(entry, candidate, metric, set);
            admission.offeredAgain(entry, candidate, originAsn);
        }
    }

    private void restore(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final HopSet set) {
        int entry = entries.find(vrf, address, hostLength);
        entry = entry == EntryTable.NONE ? entries.add(vrf, address, hostLength) : entry;
        if (find(entry, source, distance) == CandidateTable.NONE) {
            final int candidate = add(entry, source, distance, 0, set);
            candidates.stale(candidate, true);
            admission.restored(entry, candidate);
        } else {
            discard(set);
        }
    }

    private int find(final int entry, final RouteSource source, final int distance) {
        int candidate = entries.firstCandidate(entry);
        while (candidate != CandidateTable.NONE && (candidates.source(candidate) != source.id() || candidates.distance(candidate) != distance)) {
            candidate = candidates.next(candidate);
        }
        return candidate;
    }

    private int add(final int entry, final RouteSource source, final int distance, final int metric, final HopSet set) {
        final int candidate = candidates.add(entry, source, distance, metric);
        sets.reference(set);
        candidates.join(candidate, set);
        entries.firstCandidate(entry, candidates.insert(entries.firstCandidate(entry), candidate));
        counts[entries.vrf(entry)][source.id()]++;
        changed(entry, candidate);
        return candidate;
    }

    private void change(final int entry, final int candidate, final int metric, final HopSet set) {
        candidates.stale(candidate, false);
        final HopSet before = sets.get(candidates.set(candidate));
        if (before.unrestricted() == set && candidates.metric(candidate) == metric) {
            return;
        }
        if (before.unrestricted() != set) {
            move(candidate, before, before.base == null ? set : sets.restricted(set));
        }
        if (candidates.metric(candidate) != metric) {
            final int others = candidates.unlink(entries.firstCandidate(entry), candidate);
            candidates.metric(candidate, metric);
            entries.firstCandidate(entry, candidates.insert(others, candidate));
        }
        changed(entry, candidate);
    }

    private void move(final int candidate, final HopSet from, final HopSet to) {
        sets.reference(to);
        candidates.leave(candidate, from);
        candidates.join(candidate, to);
        sets.release(from);
    }

    /** The verdict decides whether a route leads where its source said, or only where the egress check lets it. */
    private void place(final int entry, final int candidate) {
        if (!egress.isActive() && sets.restrictedCount() == 0) {
            return;
        }
        final HopSet now = sets.get(candidates.set(candidate));
        final boolean isRestricted = !RouteSource.of(candidates.source(candidate)).isOwnedByDataplane()
            && egress.isRestricted(entries.address(entry), entries.hostLength(entry), candidates.verdict(candidate));
        final HopSet wanted = isRestricted ? sets.restricted(now.unrestricted()) : now.unrestricted();
        if (wanted != now) {
            move(candidate, now, wanted);
            changed(entry, candidate);
        }
    }

    private void changed(final int entry, final int candidate) {
        candidates.changedAtS(candidate, nowS);
        resolver.prefixChanged(entries.vrf(entry), entries.address(entry), entries.hostLength(entry));
        emission.changed(entry);
        tell(entry);
    }

    private void resolved(final HopSet set, final boolean isElectionAffected) {
        emission.resolved(set, isElectionAffected);
        if (isElectionAffected && watch != RouteWatch.NONE) {
            watch.hopSetChanged(set.id);
            for (int user = set.firstUser; user != CandidateTable.NONE; user = candidates.nextUser(user)) {
                tell(candidates.entry(user));
            }
        }
    }

    /** A change of BGP8's own route counts too where another source has one: which of them is in use may have changed. */
    private void tell(final int entry) {
        int candidate = entries.firstCandidate(entry);
        while (candidate != CandidateTable.NONE && RouteSource.of(candidates.source(candidate)).isBgp8()) {
            candidate = candidates.next(candidate);
        }
        if (candidate != CandidateTable.NONE) {
            watch.routeChanged(entries.vrf(entry), entries.address(entry), entries.hostLength(entry));
        }
    }

    private void remove(final int entry, final int candidate) {
        final HopSet set = sets.get(candidates.set(candidate));
        // While the row is known to be this prefix's; who hears of it asks later.
        tell(entry);
        entries.firstCandidate(entry, candidates.unlink(entries.firstCandidate(entry), candidate));
        counts[entries.vrf(entry)][candidates.source(candidate)]--;
        candidates.leave(candidate, set);
        candidates.free(candidate);
        // Before the set goes: those that looked at it are found by what they looked at.
        resolver.prefixChanged(entries.vrf(entry), entries.address(entry), entries.hostLength(entry));
        sets.release(set);
        if (entries.firstCandidate(entry) == CandidateTable.NONE && entries.emittedSet(entry) == NO_SET) {
            entries.free(entry);
        } else {
            emission.changed(entry);
        }
    }

    /** A set interned for nothing must not stay. */
    private void discard(final HopSet set) {
        sets.reference(set);
        sets.release(set);
    }

    private static void check(final int vrf, final long address, final int hostLength, final int distance) {
        if (vrf < 0 || vrf >= Vrf.count()) {
            throw new IllegalArgumentException("vrf=" + vrf + " of a route is not 0 to " + (Vrf.count() - 1));
        }
        PrefixRange.check(address, hostLength);
        if (distance < 0 || distance > MAX_DISTANCE) {
            throw new IllegalArgumentException("distance=" + distance + " of a route is not 0 to " + MAX_DISTANCE);
        }
    }
}
