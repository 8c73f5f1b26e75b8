// SPDX-License-Identifier: Apache-2.0
// Whether a path may be used, and with which attributes.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.policy.RoutePolicy;

/**
 * Whether a path may be used, and with which attributes: border, loops, leaks, policy, verdict. The answer is kept with the path until something it depends on
 * changes. Sources: RFC 4271 §9.1.2, 4456 §8, 8212, 9234 §5. Thread: control.
 */
final class PathJudgement {
    private final LocalSettings local;
    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final RouteJudge judge;

    PathJudgement(final LocalSettings local, final EntryTable entries, final PathTable paths, final AttributePool pool, final RouteJudge judge) {
        this.local = local;
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.judge = judge;
    }

    /** Judges a path that is not judged. */
    void evaluate(final int path, final BgpPeer peer, final long nowNs) {
        final int before = paths.used(path);
        final int entry = paths.entry(path);
        final AttributeSet set = pool.set(paths.received(path));
        RefusalReason reason = peer.isLocal() ? RefusalReason.NONE : fault(entry, set, peer);
        int used = AttributePool.NONE;
        if (reason == RefusalReason.NONE) {
            paths.validity(path, peer.isLocal() ? Validity.EXEMPT : ask(entry, set, peer));
            used = peer.isLocal() ? pool.hold(paths.received(path)) : applyPolicy(path, entry, set, peer);
            reason = used == AttributePool.NONE ? denial(peer) : judge.isUsable(paths.validity(path)) ? RefusalReason.NONE : RefusalReason.VALIDITY;
        }
        paths.used(path, used);
        pool.release(before);
        paths.evaluated(path, true);
        reason(path, entry, peer, reason, nowNs);
    }

    /** Gives a path its reason, and counts. */
    void reason(final int path, final int entry, final BgpPeer peer, final RefusalReason reason, final long nowNs) {
        final RefusalReason before = paths.reason(path);
        if (before != reason) {
            peer.refusals.gauge(before, -1);
            peer.refusals.gauge(reason, 1);
            paths.reason(path, reason);
            if (reason != RefusalReason.NONE) {
                peer.refusals.refused(peer.settings.name(), reason, entries.address(entry), entries.lengthBits(entry), nowNs);
            }
        }
    }

    /** Asks for the verdict again; whether it, or what follows from it, is another. */
    boolean isVerdictChanged(final int path, final BgpPeer peer) {
        if (peer.isLocal() || !paths.isEvaluated(path) || paths.used(path) == AttributePool.NONE && !peer.settings.in().dependsOnValidity()) {
            return false;
        }
        final Validity before = paths.validity(path);
        final Validity now = ask(paths.entry(path), pool.set(paths.received(path)), peer);
        return now != before || judge.isUsable(now) == (paths.reason(path) == RefusalReason.VALIDITY);
    }

    /** The AS that a route began in; of an empty path ours. */
    int originAsn(final AttributeSet set) {
        return set.asPath().isEmpty() ? local.localAsn() : set.asPath().originAsn();
    }

    private Validity ask(final int entry, final AttributeSet set, final BgpPeer peer) {
        return judge.judge(entries.address(entry), entries.lengthBits(entry), peer.isExternal, originAsn(set));
    }

    private RefusalReason denial(final BgpPeer peer) {
        return peer.settings.in() == RoutePolicy.DENY && peer.isExternal ? RefusalReason.NO_POLICY : RefusalReason.POLICY;
    }

    private RefusalReason fault(final int entry, final AttributeSet set, final BgpPeer peer) {
        final RefusalReason atBorder = peer.isExternal ? BorderRules.check(entries.address(entry), entries.lengthBits(entry)) : RefusalReason.NONE;
        if (atBorder != RefusalReason.NONE) {
            return atBorder;
        }
        if (isLooped(set.asPath(), peer.settings.allowOwnAsn())) {
            return RefusalReason.OWN_AS_LOOP;
        }
        if (set.originatorId() == local.routerId()) {
            return RefusalReason.ORIGINATOR_LOOP;
        }
        for (final int cluster : set.clusterList()) {
            if (cluster == local.clusterId()) {
                return RefusalReason.CLUSTER_LOOP;
            }
        }
        return isLeak(set, peer) ? RefusalReason.OTC_LEAK : RefusalReason.NONE;
    }

    private boolean isLooped(final AsPath path, final int allowed) {
        if (!path.contains(local.localAsn())) {
            return false;
        }
        final int[] times = {0};
        path.forEach(asn -> times[0] += asn == local.localAsn() ? 1 : 0);
        return times[0] > allowed;
    }

    /** RFC 9234 §5, ingress: customers and clients do not send what is for customers only, and a peer only its own. */
    private static boolean isLeak(final AttributeSet set, final BgpPeer peer) {
        final Role role = role(peer);
        if (set.onlyToCustomer() == 0 || role == null) {
            return false;
        }
        return role == Role.PROVIDER || role == Role.ROUTE_SERVER || role == Role.PEER && set.onlyToCustomer() != peer.asn();
    }

    private static Role role(final BgpPeer peer) {
        return peer.lastOptions == null || !peer.isExternal ? null : peer.lastOptions.localRole();
    }

    /** RFC 9234 §5, ingress: what comes from a provider, peer or route server is for customers only from here on. */
    private static AttributeSet marked(final AttributeSet set, final BgpPeer peer) {
        final Role role = role(peer);
        final boolean isMarked = role == Role.CUSTOMER || role == Role.PEER || role == Role.ROUTE_SERVER_CLIENT;
        return isMarked && set.onlyToCustomer() == 0 ? set.with().onlyToCustomer(peer.asn()).build() : set;
    }

    /** The attributes after the policy, held; none when it denies. */
    private int applyPolicy(final int path, final int entry, final AttributeSet set, final BgpPeer peer) {
        final RoutePolicy policy = peer.settings.in();
        final int received = paths.received(path);
        if (policy.dependsOnPrefix() || policy == RoutePolicy.PERMIT) {
            return apply(policy, entry, set, peer, received, paths.validity(path));
        }
        final long condition = policy.dependsOnValidity() ? paths.validity(path).ordinal() : 0;
        final int known = peer.policyAnswers.find(received, condition);
        if (known != AnswerCache.MISS) {
            return pool.hold(known);
        }
        final int answer = apply(policy, entry, set, peer, received, paths.validity(path));
        peer.policyAnswers.keep(received, condition, answer);
        return answer;
    }

    private int apply(final RoutePolicy policy, final int entry, final AttributeSet set, final BgpPeer peer, final int received, final Validity validity) {
        final AttributeSet answer = policy.apply(entries.address(entry), entries.lengthBits(entry), marked(set, peer), validity);
        if (answer == null) {
            return AttributePool.NONE;
        }
        return answer == set ? pool.hold(received) : pool.intern(answer);
    }
}
