// SPDX-License-Identifier: Apache-2.0
// The lists that route-maps refer to, by name.
package io.eightfold.bgp8.policy;

import java.util.Map;

/** The lists that route-maps refer to, by name; each kind has names of its own. Thread: any; immutable. */
public record PolicyLists(
    Map<String, PrefixList> prefixLists,
    Map<String, AsPathList> asPathLists,
    Map<String, CommunityList> communityLists,
    Map<String, LargeCommunityList> largeCommunityLists) {
    public static final PolicyLists NONE = new PolicyLists(Map.of(), Map.of(), Map.of(), Map.of());

    public PolicyLists {
        prefixLists = Map.copyOf(prefixLists);
        asPathLists = Map.copyOf(asPathLists);
        communityLists = Map.copyOf(communityLists);
        largeCommunityLists = Map.copyOf(largeCommunityLists);
    }

    PrefixList prefixList(final String name) {
        return found("ipv8 prefix-list", name, prefixLists);
    }

    AsPathList asPathList(final String name) {
        return found("bgp as-path access-list", name, asPathLists);
    }

    CommunityList communityList(final String name) {
        return found("bgp community-list", name, communityLists);
    }

    LargeCommunityList largeCommunityList(final String name) {
        return found("bgp large-community-list", name, largeCommunityLists);
    }

    private static <T> T found(final String kind, final String name, final Map<String, T> lists) {
        final T list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException(kind + ' ' + name + " does not exist; make it, or correct the name");
        }
        return list;
    }
}
