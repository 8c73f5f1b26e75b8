// SPDX-License-Identifier: Apache-2.0
// Policies that never make a route better.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.Validity;
import java.util.Arrays;

/**
 * Policies that deny routes or make them worse, never better: with such ones, and only with such ones, BGP comes to rest in one way, whatever happened before. Source: RFC 4264, and
 * Griffin, Shepherd and Wilfong, "The stable paths problem and interdomain routing".
 */
record RisingPolicy(int kind) implements RoutePolicy {
    static final int KINDS = 7;
    private static final int FOREIGN_ASN = 65_001;
    private static final int TAG = 77;
    private static final long MAX_COST = 0xFFFF_FFFFL;

    @Override
    public AttributeSet apply(final long address, final int lengthBits, final AttributeSet set, final Validity validity) {
        return switch (kind) {
            case 0 -> (address >>> 24 & 1) == 1 ? null : set;
            case 1 -> costlier(set, 37);
            case 2 -> (address >>> 16 & 1) == 1 ? set.with().asPath(set.asPath().prepend(FOREIGN_ASN, 1)).build() : set;
            case 3 -> validity == Validity.VALID ? tagged(set, TAG) : validity == Validity.UNVERIFIED ? null : set;
            case 4 -> lengthBits == 48 ? tagged(set, Community.GRACEFUL_SHUTDOWN) : set;
            case 5 -> set.with().med(lengthBits).build();
            default -> costlier(set, 0xFFFF_FF00L);
        };
    }

    private static AttributeSet costlier(final AttributeSet set, final long by) {
        final long before = set.hasCostFactor() ? set.costFactor() & MAX_COST : 100L * set.asPath().length();
        return set.with().costFactor((int) Math.min(MAX_COST, before + by)).build();
    }

    private static AttributeSet tagged(final AttributeSet set, final int community) {
        if (set.hasCommunity(community)) {
            return set;
        }
        final int[] more = Arrays.copyOf(set.communities(), set.communities().length + 1);
        more[more.length - 1] = community;
        return set.with().communities(more).build();
    }

    @Override
    public boolean dependsOnPrefix() {
        return kind == 0 || kind == 2 || kind == 4 || kind == 5;
    }

    @Override
    public boolean dependsOnValidity() {
        return kind == 3;
    }

    @Override
    public String name() {
        return "rising-" + kind;
    }
}
