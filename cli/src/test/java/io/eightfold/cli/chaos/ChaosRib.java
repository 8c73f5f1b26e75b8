// SPDX-License-Identifier: Apache-2.0
// What a RIB says should be forwarded, as a plain map.
package io.eightfold.cli.chaos;

import io.eightfold.controlplane.rib.FibSink;
import io.eightfold.controlplane.rib.FibWalk;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.NextHop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The RIB's whole state once it has nothing more to tell, and a longest-prefix match by looking at every route. */
final class ChaosRib implements FibSink {
    private record Route(int vrf, long address, int length, int setId, String rest) {
        boolean matches(final int ofVrf, final long destination) {
            if (vrf != ofVrf) {
                return false;
            }
            return length == FibWire.DEFAULT_ROUTE_LENGTH ? destination >>> 32 != 0
                : destination >>> 32 == address >>> 32 && (length == 0 || (destination ^ address) << 32 >>> 64 - length == 0);
        }
    }

    private final Map<Integer, List<NextHop>> sets = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();

    ChaosRib(final Rib rib) {
        final FibWalk walk = new FibWalk();
        while (!walk.isDone()) {
            rib.walk(walk, this, 1000);
        }
    }

    static String text(final List<NextHop> hops) {
        return hops.stream().map(NextHop::toString).sorted().toList().toString();
    }

    @Override
    public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        sets.put(setId, hops);
    }

    @Override
    public void forgetHopSet(final int setId) {
        throw new AssertionError("a walk forgets nothing");
    }

    @Override
    public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
                      final int previousSetId) {
        routes.add(new Route(vrf, address, hostLength, setId, " " + source + " " + distance));
    }

    @Override
    public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
        throw new AssertionError("a walk withdraws nothing");
    }

    Map<String, String> text() {
        final Map<String, String> text = new TreeMap<>();
        routes.forEach(r -> text.put(r.vrf + " " + Long.toHexString(r.address) + "/" + r.length, text(sets.get(r.setId)) + r.rest));
        return text;
    }

    /** The hops that a packet is to take, or null. */
    List<NextHop> lookup(final int vrf, final long destination) {
        Route best = null;
        for (final Route route : routes) {
            if (route.matches(vrf, destination) && (best == null || route.length > best.length)) {
                best = route;
            }
        }
        return best == null ? null : sets.get(best.setId);
    }

    /** First and last address of each route, and those beside them. */
    List<long[]> boundaries() {
        final List<long[]> boundaries = new ArrayList<>();
        for (final Route route : routes) {
            final long last = route.length <= 0 ? route.address | 0xFFFF_FFFFL : route.address | (1L << 32 - route.length) - 1;
            for (final long address : new long[] {route.address, last, route.address - 1, last + 1}) {
                boundaries.add(new long[] {route.vrf, address});
            }
        }
        return boundaries;
    }
}
