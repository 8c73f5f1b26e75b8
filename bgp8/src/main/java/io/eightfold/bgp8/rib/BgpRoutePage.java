// SPDX-License-Identifier: Apache-2.0
// A piece of a long answer.
package io.eightfold.bgp8.rib;

import java.util.List;

/** A piece of a long answer. Thread: any; immutable. @param next where the next piece begins, or -1 when this was the last */
public record BgpRoutePage(List<BgpRouteView> routes, int next) {
    public BgpRoutePage {
        routes = List.copyOf(routes);
    }
}
