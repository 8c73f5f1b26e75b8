// SPDX-License-Identifier: Apache-2.0
// Looks up lists and remembers which.
package io.eightfold.bgp8.policy;

import java.util.ArrayList;
import java.util.List;

/** Looks up lists for a route-map and remembers which: they are part of what it is. Thread: startup. */
final class ListUse {
    private final PolicyLists lists;
    private final List<Object> used = new ArrayList<>();

    ListUse(final PolicyLists lists) {
        this.lists = lists;
    }

    PrefixList prefixList(final String name) {
        return remember(lists.prefixList(name));
    }

    AsPathList asPathList(final String name) {
        return remember(lists.asPathList(name));
    }

    CommunityList communityList(final String name) {
        return remember(lists.communityList(name));
    }

    LargeCommunityList largeCommunityList(final String name) {
        return remember(lists.largeCommunityList(name));
    }

    private <T> T remember(final T list) {
        used.add(list);
        return list;
    }

    List<Object> used() {
        return List.copyOf(used);
    }
}
