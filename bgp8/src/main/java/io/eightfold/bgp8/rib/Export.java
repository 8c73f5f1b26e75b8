// SPDX-License-Identifier: Apache-2.0
// What a group is told of a path.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.policy.RoutePolicy;
import java.util.Arrays;

/**
 * What a group is told of a path: the rules of the protocol, then the policy, then what no policy may change. Sources: RFC 4271 §5 and §9.2, 1997, 4456, 8212, 9234 §5,
 * 9494 §4.3; spec section 5. Thread: control.
 */
final class Export {
    private static final int DEFAULT_LOCAL_PREFERENCE = 100;
    private static final int[] NO_CLUSTER = {};

    private final LocalSettings local;
    private final EntryTable entries;
    private final PathTable paths;
    private final AttributePool pool;
    private final Peers peers;
    private final Decision decision;

    Export(final LocalSettings local, final EntryTable entries, final PathTable paths, final AttributePool pool, final Peers peers, final Decision decision) {
        this.local = local;
        this.entries = entries;
        this.paths = paths;
        this.pool = pool;
        this.peers = peers;
        this.decision = decision;
    }

    /** The attributes in which the group is told the path, held; none when it is not. */
    int attributes(final int path, final UpdateGroup group) {
        final int entry = paths.entry(path);
        if (group.key.isExternal()) {
            final RefusalReason reason = BorderRules.check(entries.address(entry), entries.lengthBits(entry));
            if (reason != RefusalReason.NONE) {
                group.notTold[reason.ordinal()]++;
                return AttributePool.NONE;
            }
        }
        final int base = base(path, group);
        final int answer = base == AttributePool.NONE ? AttributePool.NONE : applyPolicy(base, path, entry, group);
        if (base != AttributePool.NONE && answer == AttributePool.NONE) {
            group.notTold[(group.key.out() == RoutePolicy.DENY ? RefusalReason.NO_POLICY : RefusalReason.POLICY).ordinal()]++;
        }
        pool.release(base);
        return answer;
    }

    private int base(final int path, final UpdateGroup group) {
        final boolean isStale = decision.isLongLivedHere(path);
        final int cost = decision.totalCost(path);
        final long condition = (long) paths.peer(path) << 33 | (isStale ? 1L << 32 : 0) | cost & 0xFFFF_FFFFL;
        final int used = paths.used(path);
        final int known = group.bases.find(used, condition);
        if (known != AnswerCache.MISS) {
            return pool.hold(known);
        }
        final AttributeSet set = beforePolicy(pool.set(used), peers.get(paths.peer(path)), cost, isStale, group.key);
        final int base = set == null ? AttributePool.NONE : pool.intern(set);
        group.bases.keep(used, condition, base);
        return base;
    }

    private AttributeSet beforePolicy(final AttributeSet set, final BgpPeer from, final int cost, final boolean isStale, final GroupKey key) {
        final boolean isReflected = !from.isLocal() && !from.isExternal && !key.isExternal();
        if (isKeptBack(set, key) || isReflected && !from.settings.isClient() && !key.isClient() || isStale && !key.isLongLived()) {
            return null;
        }
        final AttributeSet.Builder builder = set.with().costFactor(cost);
        if (isStale) {
            builder.communities(with(set.communities(), Community.LLGR_STALE));
        }
        if (key.isExternal()) {
            forExternal(builder, set, from, key);
        } else {
            forInternal(builder, set, from, key);
        }
        if (isReflected) {
            reflect(builder, set, from);
        }
        return builder.build();
    }

    /** Communities (RFC 1997) and roles (RFC 9234 §5, egress) that keep a route from going there. */
    private static boolean isKeptBack(final AttributeSet set, final GroupKey key) {
        if (set.hasCommunity(Community.NO_ADVERTISE)) {
            return true;
        }
        final boolean isForCustomers = set.onlyToCustomer() != 0;
        return key.isExternal() && (set.hasCommunity(Community.NO_EXPORT) || set.hasCommunity(Community.NO_EXPORT_SUBCONFED)
            || isForCustomers && (key.localRole() == Role.CUSTOMER || key.localRole() == Role.PEER || key.localRole() == Role.ROUTE_SERVER_CLIENT));
    }

    private void forExternal(final AttributeSet.Builder builder, final AttributeSet set, final BgpPeer from, final GroupKey key) {
        builder.noLocalPreference().originatorId(0).clusterList(NO_CLUSTER).nextHop(self(key));
        // RFC 4271 §5.1.4: what one neighbour AS prefers is not told to others.
        if (!from.isLocal()) {
            builder.noMed();
        }
        if (set.onlyToCustomer() == 0 && (key.localRole() == Role.PROVIDER || key.localRole() == Role.PEER || key.localRole() == Role.ROUTE_SERVER)) {
            builder.onlyToCustomer(local.localAsn());
        }
    }

    private static void forInternal(final AttributeSet.Builder builder, final AttributeSet set, final BgpPeer from, final GroupKey key) {
        if (!set.hasLocalPreference()) {
            builder.localPreference(DEFAULT_LOCAL_PREFERENCE);
        }
        if (from.isLocal() && set.nextHop() == 0 || from.isExternal && key.isNextHopSelf()) {
            builder.nextHop(self(key));
        }
    }

    private static long self(final GroupKey key) {
        return key.localAddress() & 0xFFFF_FFFFL;
    }

    /** RFC 4456 §8. */
    private void reflect(final AttributeSet.Builder builder, final AttributeSet set, final BgpPeer from) {
        final int[] clusters = new int[set.clusterList().length + 1];
        clusters[0] = local.clusterId();
        System.arraycopy(set.clusterList(), 0, clusters, 1, set.clusterList().length);
        builder.clusterList(clusters).originatorId(set.originatorId() != 0 ? set.originatorId() : from.identifier());
    }

    private static int[] with(final int[] communities, final int more) {
        final int[] all = Arrays.copyOf(communities, communities.length + 1);
        all[communities.length] = more;
        return all;
    }

    private int applyPolicy(final int base, final int path, final int entry, final UpdateGroup group) {
        final RoutePolicy policy = group.key.out();
        final Validity validity = paths.validity(path);
        final long condition = policy.dependsOnValidity() ? validity.ordinal() : 0;
        final boolean isGeneral = !policy.dependsOnPrefix();
        final int known = isGeneral ? group.answers.find(base, condition) : AnswerCache.MISS;
        if (known != AnswerCache.MISS) {
            return pool.hold(known);
        }
        final AttributeSet before = pool.set(base);
        final AttributeSet after = policy.apply(entries.address(entry), entries.lengthBits(entry), before, validity);
        if (isGeneral || after == before) {
            return general(base, after, condition, group);
        }
        return after == null ? AttributePool.NONE : pool.intern(afterPolicy(after, group.key));
    }

    /** An answer for all prefixes: either the policy looks at none, or it left the attributes as they were. */
    private int general(final int base, final AttributeSet after, final long condition, final UpdateGroup group) {
        final int known = group.answers.find(base, condition);
        if (known != AnswerCache.MISS) {
            return pool.hold(known);
        }
        final int answer = after == null ? AttributePool.NONE : pool.intern(afterPolicy(after, group.key));
        group.answers.keep(base, condition, answer);
        return answer;
    }

    private AttributeSet afterPolicy(final AttributeSet set, final GroupKey key) {
        return key.isExternal() ? set.with().asPath(set.asPath().prepend(local.localAsn(), 1)).noLocalPreference().build() : set;
    }
}
