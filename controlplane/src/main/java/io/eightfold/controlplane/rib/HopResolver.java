// SPDX-License-Identifier: Apache-2.0
// Finds where hop sets lead, and which of them a change concerns.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.agrona.collections.IntHashSet;

/**
 * Finds where hop sets lead. A gateway without a port is looked up in the RIB of its VRF, from the longest prefix to shorter ones until a prefix has a
 * usable candidate. Through a route onto a link it leads to the gateway on that port, through any other route to where that leads. A candidate that would
 * need the set being resolved, or lies more than {@value #MAX_DEPTH} sets deep, is not usable there: no route resolves through itself, and the answer
 * depends on nothing but the routes, ports and gateways there are at the time, not on the order in which they came.
 *
 * <p>Changes only mark the sets they may concern; {@link #settle} then finds the answers. A set remembers all sets that were looked at for it: the change
 * of a prefix concerns the sets that name a gateway inside, and those that looked at one of them.
 * <p>Thread: control.
 */
final class HopResolver implements HopSets.Listener {
    /** Sets one below the other. */
    static final int MAX_DEPTH = 8;
    /**
     * Gateways that one answer may look up, those not counted whose answers are stored on the way. Only sets that loop into each other in many ways come
     * near: what is left to look up then counts as unusable, and {@link #exhausted} tells.
     */
    static final int MAX_STEPS = 4096;

    /** Who acts on answers. */
    interface Listener {
        /**
         * A set leads elsewhere.
         * @param isElectionAffected whether it became usable, unusable, failed or not failed, so that other candidates may win
         */
        void resolved(HopSet set, boolean isElectionAffected);
    }

    private final EntryTable entries;
    private final CandidateTable candidates;
    private final HopSets sets;
    private final EgressCheck egress;
    private final Reachability reachability = new Reachability();
    private final HopIndex index = new HopIndex();
    private final List<HopSet> dirty = new ArrayList<>();
    /** The sets being resolved, each for the sake of the one before. */
    private final List<HopSet> path = new ArrayList<>();
    /** Made once: it is handed on with every update of a route. */
    private final IntConsumer markRecursive = this::markRecursive;
    private Listener listener;
    private int stepsLeft;
    private long exhausted;

    HopResolver(final EntryTable entries, final CandidateTable candidates, final HopSets sets, final EgressCheck egress) {
        this.egress = egress;
        this.entries = entries;
        this.candidates = candidates;
        this.sets = sets;
        sets.listener(this);
    }

    void listener(final Listener listener) {
        this.listener = listener;
    }

    /** How often an answer was given up after {@link #MAX_STEPS}. */
    long exhausted() {
        return exhausted;
    }

    @Override
    public void added(final HopSet set) {
        // A restricted one follows the set that it restricts.
        if (set.base == null) {
            index.add(set);
        }
        mark(set);
    }

    @Override
    public void removed(final HopSet set) {
        if (set.base == null) {
            index.remove(set);
        }
        depend(set, null);
        if (set.dependents != null) {
            // They are marked already: the last candidate that led them here was withdrawn.
            set.dependents.forEachInt(id -> sets.get(id).dependencies.remove(set.id));
            set.dependents = null;
        }
    }

    /** The candidates of a prefix changed. */
    void prefixChanged(final int vrf, final long address, final int hostLength) {
        index.forEachCovered(vrf, address, hostLength, markRecursive);
    }

    void portState(final String port, final boolean isUp) {
        if (reachability.port(port, isUp)) {
            index.forEachOfPort(port, this::mark);
        }
    }

    void gatewayState(final long address, final String port, final boolean isFailed) {
        if (reachability.gateway(address, port, isFailed)) {
            index.forEachOfGateway(address, this::mark);
        }
    }

    /** The egress check is of other ports. */
    void egressChanged() {
        for (int id = 0; id < sets.end(); id++) {
            if (sets.get(id) != null) {
                mark(sets.get(id));
            }
        }
    }

    boolean isSettled() {
        return dirty.isEmpty();
    }

    /** Finds the answers that changes since the last call may have touched. */
    void settle() {
        // The list grows while it is walked: who looked at a marked set is marked too.
        for (int i = 0; i < dirty.size(); i++) {
            if (dirty.get(i).dependents != null) {
                dirty.get(i).dependents.forEachInt(this::mark);
            }
        }
        for (final HopSet set : dirty) {
            if (set.isDirty && sets.get(set.id) == set) {
                resolve(set);
            }
        }
        dirty.clear();
    }

    private void resolve(final HopSet set) {
        stepsLeft = MAX_STEPS;
        final Resolution answer = resolve(set, 0);
        if (set.isDirty) {
            store(set, answer);
        }
        if (stepsLeft < 0) {
            exhausted++;
        }
    }

    private Resolution resolve(final HopSet set, final int depth) {
        final Resolution answer = new Resolution();
        final int stepsBefore = stepsLeft;
        set.isOnPath = true;
        path.add(set);
        if (set.base == null) {
            for (final RibHop hop : set.given) {
                resolve(set.vrf, hop, depth, answer);
            }
        } else {
            // Nobody resolves through a restricted set, so this is where the way begins: the other is no deeper.
            lookAt(set.base, depth, answer).hops.forEach(answer::add);
        }
        path.removeLast();
        set.isOnPath = false;
        answer.finish(reachability);
        if (set.base != null) {
            answer.isProhibited = egress.isProhibited(answer.hops);
            answer.hops = egress.restrict(answer.hops);
            answer.isFailed = reachability.isFailed(answer.hops);
        }
        if (!answer.isCut && set.isDirty) {
            // It met nothing of the way it was asked on: asked for its own sake, it would say the same. Nobody has to do this work again.
            store(set, answer);
            stepsLeft = stepsBefore;
        }
        return answer;
    }

    private void resolve(final int vrf, final RibHop hop, final int depth, final Resolution answer) {
        switch (hop) {
            case RibHop.Gateway(long gateway, String port) when port == null -> lookUp(vrf, gateway, depth, answer);
            case RibHop.Gateway(long gateway, String port) -> {
                if (reachability.isUp(port)) {
                    answer.add(new NextHop.Gateway(gateway, port));
                }
            }
            case RibHop.OnLink(String port) -> {
                if (reachability.isUp(port)) {
                    answer.add(new NextHop.OnLink(port));
                }
            }
            case RibHop.Blackhole _ -> answer.add(new NextHop.Blackhole());
            case RibHop.Unreachable _ -> answer.add(new NextHop.Unreachable());
            case RibHop.Prohibit _ -> answer.add(new NextHop.Prohibit());
            case RibHop.Tunnel tunnel -> {
                final Resolution under = new Resolution();
                lookUp(vrf, Integer.toUnsignedLong(tunnel.remote()), depth, under);
                answer.addTunnels(under, tunnel);
            }
        }
    }

    private void lookUp(final int vrf, final long gateway, final int depth, final Resolution answer) {
        if (--stepsLeft < 0) {
            answer.isCut = true;
            return;
        }
        int entry = entries.longestCover(vrf, gateway, PrefixRange.MAX_LENGTH);
        while (entry != EntryTable.NONE && !leads(entry, gateway, depth, answer)) {
            entry = entries.longestCover(vrf, gateway, entries.hostLength(entry) - 1);
        }
    }

    /** Adds where the prefix leads; false when it has no usable candidate. This is {@link Election} with answers as they are on this way. */
    private boolean leads(final int entry, final long gateway, final int depth, final Resolution answer) {
        int best = CandidateTable.NONE;
        int bestRank = HopSet.RANKS;
        Resolution throughBest = Resolution.NOWHERE;
        for (int candidate = entries.firstCandidate(entry); candidate != CandidateTable.NONE; candidate = candidates.next(candidate)) {
            if (candidates.isRefused(candidate)) {
                continue;
            }
            // Whether packets may leave is a question to the route that they take, not to the one that its gateway lies in.
            final HopSet set = sets.get(candidates.set(candidate));
            final Resolution through = lookAt(set.unrestricted(), depth + 1, answer);
            final int rank = set.base == null ? HopSet.rank(through.isFailed, false)
                : HopSet.rank(reachability.isFailed(egress.restrict(through.hops)), egress.isProhibited(through.hops));
            if (!through.hops.isEmpty() && rank == 0) {
                leadThrough(candidate, through, gateway, answer);
                return true;
            }
            if (!through.hops.isEmpty() && rank < bestRank) {
                best = candidate;
                bestRank = rank;
                throughBest = through;
            }
        }
        if (best != CandidateTable.NONE) {
            leadThrough(best, throughBest, gateway, answer);
        }
        return best != CandidateTable.NONE;
    }

    private void leadThrough(final int candidate, final Resolution route, final long gateway, final Resolution answer) {
        // An address of the router itself is no gateway, and no shorter prefix makes it one.
        if (candidates.source(candidate) != RouteSource.LOCAL.id()) {
            answer.addThrough(route, gateway);
        }
    }

    private Resolution lookAt(final HopSet set, final int depth, final Resolution asking) {
        asking.examined(set.id);
        if (set.isOnPath || depth > MAX_DEPTH) {
            asking.isCut = true;
            return Resolution.NOWHERE;
        }
        if (isAnswerGood(set, depth)) {
            asking.examined(set.dependencies, set.height);
            return stored(set);
        }
        final Resolution answer = resolve(set, depth);
        asking.examined(answer.examined, answer.height);
        asking.isCut |= answer.isCut;
        return answer;
    }

    /**
     * Whether the stored answer, which was found for the set's own sake, is the one that would be found here: nothing it looked at is on the way, so that
     * it would meet the same loops, and it ends above the depth limit.
     */
    private boolean isAnswerGood(final HopSet set, final int depth) {
        if (set.isDirty || depth + set.height > MAX_DEPTH) {
            return false;
        }
        final IntHashSet dependencies = set.dependencies;
        return dependencies == null || path.stream().noneMatch(above -> dependencies.contains(above.id));
    }

    private static Resolution stored(final HopSet set) {
        final Resolution answer = new Resolution();
        answer.hops = set.resolved;
        answer.isFailed = set.isFailed;
        return answer;
    }

    private void store(final HopSet set, final Resolution answer) {
        final boolean isElectionAffected = set.isUsable() == answer.hops.isEmpty() || set.isFailed != answer.isFailed || set.isProhibited != answer.isProhibited;
        final boolean isChanged = isElectionAffected || !set.resolved.equals(answer.hops);
        final boolean wasNew = set.isNew;
        depend(set, answer.examined);
        set.resolved = answer.hops;
        set.isFailed = answer.isFailed;
        set.isProhibited = answer.isProhibited;
        set.height = answer.height;
        set.isDirty = false;
        set.isNew = false;
        if (isChanged) {
            // The users of a new set are newer still, and marked on their own account.
            listener.resolved(set, isElectionAffected && !wasNew);
        }
    }

    private void depend(final HopSet set, final IntHashSet examined) {
        if (set.dependencies != null) {
            set.dependencies.forEachInt(id -> sets.get(id).dependents.remove(set.id));
        }
        set.dependencies = examined;
        if (examined != null) {
            examined.forEachInt(id -> dependents(sets.get(id)).add(set.id));
        }
    }

    private static IntHashSet dependents(final HopSet set) {
        if (set.dependents == null) {
            set.dependents = new IntHashSet();
        }
        return set.dependents;
    }

    private void markRecursive(final int setId) {
        if (sets.get(setId).isRecursive) {
            mark(setId);
        }
    }

    private void mark(final int setId) {
        mark(sets.get(setId));
    }

    private void mark(final HopSet set) {
        if (!set.isDirty) {
            set.isDirty = true;
            dirty.add(set);
        }
    }
}
