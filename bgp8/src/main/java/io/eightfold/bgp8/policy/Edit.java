// SPDX-License-Identifier: Apache-2.0
// A change with its list at hand.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.bgp8.cost.CostFactor;
import java.util.Arrays;

/** A change with its list at hand. Thread: any; immutable. */
@FunctionalInterface
interface Edit {
    AttributeSet apply(AttributeSet attributes);

    /** @throws IllegalArgumentException when the list does not exist */
    static Edit of(final Change change, final ListUse lists) {
        return switch (change) {
            case Change.CostTo it -> attributes -> attributes.with().costFactor(it.value()).build();
            case Change.CostBy it -> attributes -> costBy(attributes, it.delta());
            case Change.Prepend it -> prepend(Numbers.array(it.asns()));
            case Change.CommunitiesTo it -> communities(Numbers.array(it.communities()), it.isAdditive());
            case Change.LargeCommunitiesTo it -> largeCommunities(Numbers.array(it.communities()), it.isAdditive());
            case Change.CommunitiesDelete it -> delete(lists.communityList(it.list()));
            case Change.LargeCommunitiesDelete it -> delete(lists.largeCommunityList(it.list()));
            case Change.MedTo it -> attributes -> attributes.with().med(it.value()).build();
            case Change.LocalPreferenceTo it -> attributes -> attributes.with().localPreference(it.value()).build();
            case Change.OriginTo it -> attributes -> attributes.with().origin(it.origin()).build();
            case Change.NextHopTo it -> attributes -> attributes.with().nextHop(it.address()).build();
        };
    }

    private static AttributeSet costBy(final AttributeSet attributes, final long delta) {
        final long now = Integer.toUnsignedLong(CostFactor.external(attributes));
        return attributes.with().costFactor(CostFactor.saturated(now + delta)).build();
    }

    private static Edit prepend(final int[] asns) {
        return attributes -> {
            AsPath path = attributes.asPath();
            // The first one named ends up nearest.
            for (int i = asns.length - 1; i >= 0; i--) {
                path = path.prepend(asns[i], 1);
            }
            return attributes.with().asPath(path).build();
        };
    }

    private static Edit communities(final int[] values, final boolean isAdditive) {
        return attributes -> attributes.with().communities(isAdditive ? Numbers.joined(attributes.communities(), values) : values).build();
    }

    private static Edit largeCommunities(final int[] values, final boolean isAdditive) {
        return attributes -> attributes.with().largeCommunities(isAdditive ? Numbers.joined(attributes.largeCommunities(), values) : values).build();
    }

    private static Edit delete(final CommunityList list) {
        return attributes -> attributes.with().communities(Arrays.stream(attributes.communities()).filter(each -> !list.permitsAlone(each)).toArray()).build();
    }

    private static Edit delete(final LargeCommunityList list) {
        return attributes -> {
            final int[] there = attributes.largeCommunities();
            final int[] kept = new int[there.length];
            int size = 0;
            for (int i = 0; i < there.length; i += LargeCommunities.WORDS) {
                if (!list.permitsAlone(there, i)) {
                    System.arraycopy(there, i, kept, size, LargeCommunities.WORDS);
                    size += LargeCommunities.WORDS;
                }
            }
            return attributes.with().largeCommunities(Arrays.copyOf(kept, size)).build();
        };
    }
}
