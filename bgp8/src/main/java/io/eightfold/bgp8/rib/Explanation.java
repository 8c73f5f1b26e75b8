// SPDX-License-Identifier: Apache-2.0
// Why a path of a prefix won.
package io.eightfold.bgp8.rib;

import java.util.List;

/**
 * Why a path of a prefix won. Thread: any; immutable.
 *
 * @param route   the prefix and its paths; each says why it lost
 * @param summary a line for each path, as operators read it
 */
public record Explanation(BgpRouteView route, List<String> summary) {
    public Explanation {
        summary = List.copyOf(summary);
    }
}
