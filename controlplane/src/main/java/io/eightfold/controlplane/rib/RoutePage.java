// SPDX-License-Identifier: Apache-2.0
// A piece of an answer that is too long for one.
package io.eightfold.controlplane.rib;

import java.util.List;

/**
 * A piece of an answer. Routes of a prefix stand together, the selected one where its preference puts it; prefixes stand in no order.
 * Thread: any.
 *
 * @param next where to go on, or {@link #END}; a page with no routes may still have a next
 */
public record RoutePage(List<RouteView> routes, int next) {
    /** There is no more. */
    public static final int END = -1;

    public RoutePage {
        routes = List.copyOf(routes);
    }
}
