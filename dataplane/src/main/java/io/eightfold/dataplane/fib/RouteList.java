// SPDX-License-Identifier: Apache-2.0
// A sorted list of routes of one ASN.
package io.eightfold.dataplane.fib;

import java.util.Arrays;

/** {@link PackedRoute}s in their order, in one array that grows by half. Thread: control. */
final class RouteList {
    private static final long[] NONE = {};

    private long[] routes = NONE;
    private int size;

    int size() {
        return size;
    }

    /** The array; valid up to {@link #size} and until the next change. */
    long[] array() {
        return routes;
    }

    /** Hop of exactly this prefix, or {@link Fib#NO_ROUTE}. */
    int get(final int host, final int length) {
        final int at = find(PackedRoute.key(host, length));
        return at < 0 ? Fib.NO_ROUTE : PackedRoute.hop(routes[at]);
    }

    /** Adds or replaces; returns the hop before, or {@link Fib#NO_ROUTE}. */
    int put(final int host, final int length, final int hop) {
        final long route = PackedRoute.of(host, length, hop);
        final int at = find(PackedRoute.key(host, length));
        if (at >= 0) {
            final int before = PackedRoute.hop(routes[at]);
            routes[at] = route;
            return before;
        }
        final int place = ~at;
        if (size == routes.length) {
            routes = Arrays.copyOf(routes, size < 4 ? size + 1 : size + (size >> 1));
        }
        System.arraycopy(routes, place, routes, place + 1, size - place);
        routes[place] = route;
        size++;
        return Fib.NO_ROUTE;
    }

    /** Removes; returns the hop before, or {@link Fib#NO_ROUTE}. */
    int remove(final int host, final int length) {
        final int at = find(PackedRoute.key(host, length));
        if (at < 0) {
            return Fib.NO_ROUTE;
        }
        final int before = PackedRoute.hop(routes[at]);
        size--;
        System.arraycopy(routes, at + 1, routes, at, size - at);
        if (size < routes.length >> 2) {
            routes = Arrays.copyOf(routes, size);
        }
        return before;
    }

    /** Appends a route that sorts behind all others. */
    void append(final long route) {
        if (size == routes.length) {
            routes = Arrays.copyOf(routes, Math.max(4, size + (size >> 1)));
        }
        routes[size++] = route;
    }

    private int find(final long key) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            if (PackedRoute.isSamePrefix(routes[middle], key)) {
                return middle;
            }
            if (Long.compareUnsigned(routes[middle], key) < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }
}
