// SPDX-License-Identifier: Apache-2.0
// Which of two paths is better.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.cost.CostFactor;

/**
 * Which of two paths of a prefix is better, step by step as {@link DecisionStep} names them. LOCAL_PREF and MULTI_EXIT_DISC travel but do not decide: the spec's
 * order has neither. Thread: control.
 */
final class Decision {
    private final PathTable paths;
    private final AttributePool pool;
    private final Peers peers;
    private final PathJudgement judgement;
    private DecisionStep step = DecisionStep.SAME;

    Decision(final PathTable paths, final AttributePool pool, final Peers peers, final PathJudgement judgement) {
        this.paths = paths;
        this.pool = pool;
        this.peers = peers;
        this.judgement = judgement;
    }

    /** The step in which the last two compared differed. */
    DecisionStep step() {
        return step;
    }

    /** What the whole way costs, without a sign: that of the route and that of the session it came over. Source: spec section 5. */
    int totalCost(final int path) {
        final BgpPeer peer = peers.get(paths.peer(path));
        final AttributeSet set = pool.set(paths.used(path));
        // No hop lies before a route of our own, whatever path a policy has given it.
        return peer.isLocal() && !set.hasCostFactor() ? peer.sessionCost : CostFactor.sum(CostFactor.external(set), peer.sessionCost);
    }

    /** Negative when {@code a} is better. Both have attributes to be used; the steps before that are the caller's. */
    int compare(final int a, final int b) {
        final BgpPeer peerA = peers.get(paths.peer(a));
        final BgpPeer peerB = peers.get(paths.peer(b));
        final AttributeSet setA = pool.set(paths.used(a));
        final AttributeSet setB = pool.set(paths.used(b));
        if (differ(DecisionStep.ORIGINATED_HERE, Boolean.compare(!peerA.isLocal(), !peerB.isLocal()))
            || differ(DecisionStep.GRACEFUL_SHUTDOWN, Boolean.compare(setA.hasCommunity(Community.GRACEFUL_SHUTDOWN), setB.hasCommunity(Community.GRACEFUL_SHUTDOWN)))
            || differ(DecisionStep.LONG_LIVED_STALE, Boolean.compare(isLongLivedStale(a), isLongLivedStale(b)))
            || differ(DecisionStep.COST_FACTOR, Integer.compareUnsigned(totalCost(a), totalCost(b)))
            || differ(DecisionStep.AS_PATH_LENGTH, Integer.compare(setA.asPath().length(), setB.asPath().length()))
            || differ(DecisionStep.ORIGIN_ASN, Integer.compareUnsigned(judgement.originAsn(setA), judgement.originAsn(setB)))
            || differ(DecisionStep.ORIGIN_CODE, setA.origin().compareTo(setB.origin()))
            || differ(DecisionStep.EXTERNAL, Boolean.compare(!peerA.isExternal, !peerB.isExternal))
            || differ(DecisionStep.CLUSTER_LIST, Integer.compare(setA.clusterList().length, setB.clusterList().length))
            || differ(DecisionStep.ROUTER_ID, Integer.compareUnsigned(identifier(setA, peerA), identifier(setB, peerB)))
            || differ(DecisionStep.PEER_ADDRESS, Integer.compareUnsigned(address(peerA), address(peerB)))
            || differ(DecisionStep.CARRIER, Integer.compare(paths.carrier(a), paths.carrier(b)))
            || differ(DecisionStep.PATH_ID, Integer.compareUnsigned(paths.pathId(a), paths.pathId(b)))) {
            return result;
        }
        step = DecisionStep.SAME;
        // Two sessions with one address, as only a test or a mistake has them: the number decides, so that the order stays total.
        return Integer.compare(peerA.id, peerB.id);
    }

    private int result;

    private boolean differ(final DecisionStep at, final int order) {
        step = at;
        result = order;
        return order != 0;
    }

    /** Whether it is in the second phase of staleness, here or before (RFC 9494 §4.3). */
    boolean isLongLivedStale(final int path) {
        return isLongLivedHere(path) || pool.set(paths.used(path)).hasCommunity(Community.LLGR_STALE);
    }

    boolean isLongLivedHere(final int path) {
        return peers.get(paths.peer(path)).kind(paths.carrier(path), paths.epoch(path)) == OldPaths.LONG_LIVED;
    }

    private static int identifier(final AttributeSet set, final BgpPeer peer) {
        return set.originatorId() != 0 ? set.originatorId() : peer.identifier();
    }

    private static int address(final BgpPeer peer) {
        return peer.isLocal() ? 0 : peer.settings.address();
    }
}
