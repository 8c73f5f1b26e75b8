// SPDX-License-Identifier: Apache-2.0
// The forwarding table written down as its definition.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every route of the destination's ASN is looked at, the longest that matches wins. Shares no code with {@link Fib}. */
final class NaiveFib {
    private final Map<Long, List<Route>> byAsn = new HashMap<>();
    private int defaultNextHop = -1;

    private record Route(long network, int hostLength, int nextHop) {
        boolean covers(final long host) {
            return hostLength == 0 || host >>> 32 - hostLength == network >>> 32 - hostLength;
        }
    }

    void put(final Ipv8Prefix prefix, final int nextHop) {
        remove(prefix);
        if (prefix.lengthBits() == 0) {
            defaultNextHop = nextHop;
        } else {
            final long bits = prefix.address().bits();
            byAsn.computeIfAbsent(bits >>> 32, k -> new ArrayList<>()).add(new Route(bits & 0xFFFF_FFFFL, prefix.lengthBits() - 32, nextHop));
        }
    }

    void remove(final Ipv8Prefix prefix) {
        if (prefix.lengthBits() == 0) {
            defaultNextHop = -1;
            return;
        }
        final long bits = prefix.address().bits();
        final List<Route> routes = byAsn.get(bits >>> 32);
        if (routes != null) {
            routes.removeIf(r -> r.network() == (bits & 0xFFFF_FFFFL) && r.hostLength() == prefix.lengthBits() - 32);
            if (routes.isEmpty()) {
                byAsn.remove(bits >>> 32);
            }
        }
    }

    int size() {
        return byAsn.values().stream().mapToInt(List::size).sum();
    }

    /** Next hop; -1 no route; -2 no route to the ASN. */
    int lookup(final long destination) {
        final long asn = destination >>> 32;
        final List<Route> routes = byAsn.get(asn);
        Route best = null;
        if (routes != null) {
            for (final Route route : routes) {
                if (route.covers(destination & 0xFFFF_FFFFL) && (best == null || route.hostLength() > best.hostLength())) {
                    best = route;
                }
            }
        }
        if (best != null) {
            return best.nextHop();
        }
        if (asn == 0) {
            return -1;
        }
        return defaultNextHop >= 0 ? defaultNextHop : routes == null ? -2 : -1;
    }
}
