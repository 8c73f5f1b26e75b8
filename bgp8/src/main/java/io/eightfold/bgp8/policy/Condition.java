// SPDX-License-Identifier: Apache-2.0
// A match with its list at hand.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.cost.CostFactor;
import io.eightfold.bgp8.rib.Validity;
import java.util.EnumSet;

/** A match with its list at hand. Answers do not allocate. Thread: any; immutable. */
@FunctionalInterface
interface Condition {
    boolean holds(long address, int lengthBits, AttributeSet attributes, Validity validity);

    /** @throws IllegalArgumentException when the list does not exist */
    static Condition of(final Match match, final ListUse lists) {
        return switch (match) {
            case Match.PrefixListed it -> prefixListed(lists.prefixList(it.list()));
            case Match.AsPathListed it -> asPathListed(lists.asPathList(it.list()));
            case Match.CommunityListed it -> communityListed(lists.communityList(it.list()), it.isExact());
            case Match.LargeCommunityListed it -> largeCommunityListed(lists.largeCommunityList(it.list()), it.isExact());
            case Match.RouteAsn it -> routeAsn(Numbers.sorted(it.asns()));
            case Match.OriginAsn it -> originAsn(Numbers.sorted(it.asns()));
            case Match.CostAtLeast it -> (_, _, attributes, _) -> Integer.compareUnsigned(CostFactor.external(attributes), it.least()) >= 0;
            case Match.CostAtMost it -> (_, _, attributes, _) -> Integer.compareUnsigned(CostFactor.external(attributes), it.most()) <= 0;
            case Match.VerdictIn it -> verdictIn(it);
            case Match.OriginIs it -> (_, _, attributes, _) -> attributes.origin() == it.origin();
        };
    }

    /** Whether the answer may differ between prefixes with the same attributes. */
    static boolean dependsOnPrefix(final Match match) {
        return match instanceof Match.PrefixListed || match instanceof Match.RouteAsn;
    }

    /** Whether the answer may differ with the validity. */
    static boolean dependsOnValidity(final Match match) {
        return match instanceof Match.VerdictIn;
    }

    private static Condition prefixListed(final PrefixList list) {
        return (address, lengthBits, _, _) -> list.permits(address, lengthBits);
    }

    private static Condition asPathListed(final AsPathList list) {
        return (_, _, attributes, _) -> list.permits(attributes.asPath());
    }

    private static Condition communityListed(final CommunityList list, final boolean isExact) {
        return (_, _, attributes, _) -> list.permits(attributes, isExact);
    }

    private static Condition largeCommunityListed(final LargeCommunityList list, final boolean isExact) {
        return (_, _, attributes, _) -> list.permits(attributes, isExact);
    }

    private static Condition routeAsn(final int[] asns) {
        return (address, lengthBits, _, _) -> lengthBits >= Integer.SIZE && Numbers.contains(asns, (int) (address >>> Integer.SIZE));
    }

    private static Condition originAsn(final int[] asns) {
        return (_, _, attributes, _) -> Numbers.contains(asns, attributes.asPath().originAsn());
    }

    private static Condition verdictIn(final Match.VerdictIn match) {
        final EnumSet<Validity> verdicts = EnumSet.noneOf(Validity.class);
        verdicts.addAll(match.verdicts());
        return (_, _, _, validity) -> verdicts.contains(validity);
    }
}
