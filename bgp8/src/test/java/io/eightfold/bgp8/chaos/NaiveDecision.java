// SPDX-License-Identifier: Apache-2.0
// Which path should be best.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.PathView;
import io.eightfold.bgp8.rib.Validity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which path should be best, worked out from what was received and how the operator has set things, in the spec's order. */
final class NaiveDecision {
    private static final long MAX_COST = 0xFFFF_FFFFL;
    private final Speaker at;

    NaiveDecision(final Speaker at) {
        this.at = at;
    }

    private Plan.EndPlan end(final PathView path) {
        return at.ends.get(path.peer()).plan;
    }

    private static boolean isLocal(final PathView path) {
        return path.peer() == BgpRib.LOCAL;
    }

    /** The best, or null. */
    PathView best(final Plan.Prefix prefix, final List<PathView> paths) {
        final Comparator<PathView> order = Comparator.<PathView, Boolean>comparing(path -> !isLocal(path))
            .thenComparing(path -> used(prefix, path).hasCommunity(Community.GRACEFUL_SHUTDOWN))
            .thenComparing(path -> cost(path, used(prefix, path)))
            .thenComparing(path -> used(prefix, path).asPath().length())
            .thenComparing(path -> origin(used(prefix, path)) & MAX_COST)
            .thenComparing(path -> used(prefix, path).origin().ordinal())
            .thenComparing(path -> isLocal(path) || !end(path).isExternal())
            .thenComparing(path -> used(prefix, path).clusterList().length)
            .thenComparing(path -> used(prefix, path).originatorId() != 0 ? used(prefix, path).originatorId() : isLocal(path) ? 0 : end(path).other.address)
            .thenComparing(path -> isLocal(path) ? 0 : end(path).other.address)
            .thenComparing(path -> isLocal(path) ? 0 : path.carrier().ordinal());
        return paths.stream().filter(path -> isUsable(prefix, path)).min(order).orElse(null);
    }

    private long cost(final PathView path, final AttributeSet set) {
        final long session = isLocal(path) ? 0 : end(path).cost & MAX_COST;
        return Math.min(MAX_COST, session + (set.hasCostFactor() ? set.costFactor() & MAX_COST : isLocal(path) ? 0 : 100L * set.asPath().length()));
    }

    private int origin(final AttributeSet set) {
        return set.asPath().isEmpty() ? at.plan.asn : set.asPath().originAsn();
    }

    private Validity validity(final Plan.Prefix prefix, final PathView path) {
        return at.judge(prefix.address(), prefix.lengthBits(), end(path).isExternal(), origin(path.received()));
    }

    /** The attributes after the policy, or null. */
    AttributeSet used(final Plan.Prefix prefix, final PathView path) {
        return isLocal(path) ? path.received() : end(path).in.apply(prefix.address(), prefix.lengthBits(), path.received(), validity(prefix, path));
    }

    boolean isUsable(final Plan.Prefix prefix, final PathView path) {
        if (isLocal(path)) {
            return true;
        }
        final AttributeSet set = path.received();
        final boolean isLooped = set.asPath().contains(at.plan.asn) || set.originatorId() == at.plan.address
            || Arrays.stream(set.clusterList()).anyMatch(cluster -> cluster == at.plan.address);
        if (isLooped || end(path).isExternal() && isBarred(prefix) || !at.isUsable(validity(prefix, path))) {
            return false;
        }
        final AttributeSet used = used(prefix, path);
        return used != null && !at.plan.lostHops.contains(used.nextHop());
    }

    private static boolean isBarred(final Plan.Prefix prefix) {
        final int asn = (int) (prefix.address() >>> 32);
        final int hostBits = prefix.lengthBits() - 32;
        return hostBits > (asn == 0 ? 24 : 16) || asn != 0 && (asn >>> 24 == 127 || hostBits >= 8 && (int) prefix.address() >>> 24 == 222);
    }

    /** Whether a neighbour should be told of a best path. */
    boolean isTold(final Plan.Prefix prefix, final PathView best, final Plan.EndPlan to) {
        final AttributeSet set = used(prefix, best);
        final boolean isKeptBack = set.hasCommunity(Community.NO_ADVERTISE) || to.isExternal() && (set.hasCommunity(Community.NO_EXPORT) || isBarred(prefix));
        if (isKeptBack || !isLocal(best) && end(best) == to) {
            return false;
        }
        final boolean isInside = !isLocal(best) && !end(best).isExternal() && !to.isExternal();
        final Validity validity = isLocal(best) ? Validity.EXEMPT : validity(prefix, best);
        return !(isInside && !end(best).isClient && !to.isClient) && to.out.apply(prefix.address(), prefix.lengthBits(), set, validity) != null;
    }

    /** What should be installed for a best path. */
    Speaker.Route route(final Plan.Prefix prefix, final PathView best) {
        final AttributeSet used = used(prefix, best);
        return new Speaker.Route(end(best).isExternal(), origin(best.received()), (int) cost(best, used), used.nextHop());
    }
}
