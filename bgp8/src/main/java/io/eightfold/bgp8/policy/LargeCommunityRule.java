// SPDX-License-Identifier: Apache-2.0
// An entry of a large-community-list.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.LargeCommunities;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a standard large-community-list. Thread: any; immutable.
 *
 * @param sequence    entries are tried from the lowest on; from 1
 * @param action      what becomes of a match
 * @param communities all of which a match has, three numbers of each as in {@link LargeCommunities#parse}; of an empty list every route is a match
 */
public record LargeCommunityRule(int sequence, Action action, List<Integer> communities) {
    public LargeCommunityRule {
        Sequences.check("large-community-list", sequence);
        communities = List.copyOf(communities);
        checkWhole(communities);
    }

    static void checkWhole(final List<Integer> communities) {
        if (communities.size() % LargeCommunities.WORDS != 0) {
            throw new IllegalArgumentException(communities.size() + " numbers are not three for each large community");
        }
    }

    /** What follows the list's name in the configuration. */
    @Override
    public String toString() {
        return "seq " + sequence + ' ' + action.word() + ' ' + text(communities);
    }

    static String text(final List<Integer> communities) {
        final int[] words = Numbers.array(communities);
        final List<String> each = new ArrayList<>();
        for (int i = 0; i < words.length; i += LargeCommunities.WORDS) {
            each.add(LargeCommunities.text(words, i));
        }
        return String.join(" ", each);
    }
}
