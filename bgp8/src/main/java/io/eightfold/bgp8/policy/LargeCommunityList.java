// SPDX-License-Identifier: Apache-2.0
// Large communities that are permitted or denied.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.LargeCommunities;
import java.util.Arrays;
import java.util.List;

/**
 * A standard large-community-list: the first entry all of whose communities a route has decides, without one the route is denied. Answers do not allocate.
 * <p>Thread: any; immutable.
 */
public final class LargeCommunityList {
    private static final int WORDS = LargeCommunities.WORDS;

    private final String name;
    private final List<LargeCommunityRule> rules;
    /** Of each entry, as {@link AttributeSet} keeps them. */
    private final int[][] communities;

    /** @throws IllegalArgumentException when two entries have the same sequence */
    public LargeCommunityList(final String name, final List<LargeCommunityRule> rules) {
        this.name = name;
        this.rules = Sequences.ordered("bgp large-community-list", name, rules, LargeCommunityRule::sequence);
        communities = this.rules.stream().map(LargeCommunityList::canonical).toArray(int[][]::new);
    }

    private static int[] canonical(final LargeCommunityRule rule) {
        return new AttributeSet.Builder().largeCommunities(Numbers.array(rule.communities())).build().largeCommunities();
    }

    public String name() {
        return name;
    }

    /** By sequence. */
    public List<LargeCommunityRule> rules() {
        return rules;
    }

    /** @param isExact an entry matches a route only that has its communities and no others */
    public boolean permits(final AttributeSet attributes, final boolean isExact) {
        final int[] there = attributes.largeCommunities();
        for (int i = 0; i < communities.length; i++) {
            if (isExact ? Arrays.equals(communities[i], there) : hasAll(there, communities[i])) {
                return rules.get(i).action() == Action.PERMIT;
            }
        }
        return false;
    }

    private static boolean hasAll(final int[] there, final int[] wanted) {
        for (int i = 0; i < wanted.length; i += WORDS) {
            if (!has(there, wanted, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(final int[] there, final int[] wanted, final int at) {
        for (int i = 0; i < there.length; i += WORDS) {
            if (isSame(there, i, wanted, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(final int[] a, final int i, final int[] b, final int k) {
        return a[i] == b[k] && a[i + 1] == b[k + 1] && a[i + 2] == b[k + 2];
    }

    /** Whether a route with the community at {@code at} alone is permitted. */
    boolean permitsAlone(final int[] there, final int at) {
        for (int i = 0; i < communities.length; i++) {
            if (communities[i].length == 0 || communities[i].length == WORDS && isSame(there, at, communities[i], 0)) {
                return rules.get(i).action() == Action.PERMIT;
            }
        }
        return false;
    }

    @Override
    public boolean equals(final Object other) {
        return this == other || other instanceof LargeCommunityList list && name.equals(list.name) && rules.equals(list.rules);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + rules.hashCode();
    }

    @Override
    public String toString() {
        return "bgp large-community-list standard " + name;
    }
}
