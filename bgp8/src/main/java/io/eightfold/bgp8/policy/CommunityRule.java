// SPDX-License-Identifier: Apache-2.0
// An entry of a community-list.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.Community;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An entry of a standard community-list. Thread: any; immutable.
 *
 * @param sequence    entries are tried from the lowest on; from 1
 * @param action      what becomes of a match
 * @param communities all of which a match has; of an empty list every route is a match
 */
public record CommunityRule(int sequence, Action action, List<Integer> communities) {
    public CommunityRule {
        Sequences.check("community-list", sequence);
        communities = List.copyOf(communities);
    }

    /** What follows the list's name in the configuration. */
    @Override
    public String toString() {
        return "seq " + sequence + ' ' + action.word() + ' ' + text(communities);
    }

    static String text(final List<Integer> communities) {
        return communities.stream().map(Community::text).collect(Collectors.joining(" "));
    }
}
