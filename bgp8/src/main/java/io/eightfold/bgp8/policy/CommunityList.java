// SPDX-License-Identifier: Apache-2.0
// Communities that are permitted or denied.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.Arrays;
import java.util.List;

/**
 * A standard community-list: the first entry all of whose communities a route has decides, without one the route is denied. Answers do not allocate.
 * <p>Thread: any; immutable.
 */
public final class CommunityList {
    private final String name;
    private final List<CommunityRule> rules;
    /** Of each entry, as {@link AttributeSet} keeps them. */
    private final int[][] communities;

    /** @throws IllegalArgumentException when two entries have the same sequence */
    public CommunityList(final String name, final List<CommunityRule> rules) {
        this.name = name;
        this.rules = Sequences.ordered("bgp community-list", name, rules, CommunityRule::sequence);
        communities = this.rules.stream().map(rule -> Numbers.sorted(rule.communities())).toArray(int[][]::new);
    }

    public String name() {
        return name;
    }

    /** By sequence. */
    public List<CommunityRule> rules() {
        return rules;
    }

    /** @param isExact an entry matches a route only that has its communities and no others */
    public boolean permits(final AttributeSet attributes, final boolean isExact) {
        for (int i = 0; i < communities.length; i++) {
            if (isExact ? Arrays.equals(communities[i], attributes.communities()) : hasAll(attributes, communities[i])) {
                return rules.get(i).action() == Action.PERMIT;
            }
        }
        return false;
    }

    private static boolean hasAll(final AttributeSet attributes, final int[] wanted) {
        for (final int each : wanted) {
            if (!attributes.hasCommunity(each)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a route with that community alone is permitted. */
    boolean permitsAlone(final int community) {
        for (int i = 0; i < communities.length; i++) {
            if (communities[i].length == 0 || communities[i].length == 1 && communities[i][0] == community) {
                return rules.get(i).action() == Action.PERMIT;
            }
        }
        return false;
    }

    @Override
    public boolean equals(final Object other) {
        return this == other || other instanceof CommunityList list && name.equals(list.name) && rules.equals(list.rules);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + rules.hashCode();
    }

    @Override
    public String toString() {
        return "bgp community-list standard " + name;
    }
}
