// SPDX-License-Identifier: Apache-2.0
// The answer to where a hop set leads, while it is being found.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.IntHashSet;

/** Where a hop set leads, while it is being found and when it is. Thread: control. */
final class Resolution {
    static final Resolution NOWHERE = new Resolution();

    /** All sets looked at; null for none. */
    IntHashSet examined;
    /** Sets met one below the other. */
    int height;
    /** A loop or a limit cut the search: the answer is good only for the way it was met on. */
    boolean isCut;
    List<NextHop> hops = List.of();
    boolean isFailed;
    boolean isProhibited;
    private final Set<NextHop> found = new LinkedHashSet<>();

    void add(final NextHop hop) {
        found.add(hop);
    }

    /** Takes over where a covering route leads; what is on its link is the gateway itself there. */
    void addThrough(final Resolution route, final long gateway) {
        for (final NextHop hop : route.hops) {
            found.add(hop instanceof NextHop.OnLink onLink ? new NextHop.Gateway(gateway, onLink.port()) : hop);
        }
    }

    /** Takes over where the way to a tunnel's other end leads. Drops, other tunnels and gateways that speak no IPv4 are no way. */
    void addTunnels(final Resolution under, final RibHop.Tunnel tunnel) {
        for (final NextHop hop : under.found) {
            if (hop instanceof NextHop.Gateway(var gateway, var port) && PrefixRange.asn(gateway) == 0) {
                found.add(new NextHop.Tunnel(tunnel.local(), tunnel.remote(), tunnel.encapsulation(), gateway, port));
            }
        }
        examined(under.examined, under.height - 1);
        isCut |= under.isCut;
    }

    void examined(final int setId) {
        if (examined == null) {
            examined = new IntHashSet();
        }
        examined.add(setId);
    }

    /** What was looked at for the sake of another set counts for this one. */
    void examined(final IntHashSet others, final int belowHeight) {
        height = Math.max(height, belowHeight + 1);
        if (others != null && examined == null) {
            examined = new IntHashSet();
        }
        if (others != null) {
            // A tunnel looks at sets for itself before this one has looked at any.
            if (examined == null) {
                examined = new IntHashSet();
            }
            examined.addAll(others);
        }
    }

    /** No more is coming. Packets are dropped only where nothing forwards them; at most {@value HopSets#MAX_HOPS} hops are kept, the first. */
    void finish(final Reachability reachability) {
        hops = found.stream().filter(Resolution::isForwarding).limit(HopSets.MAX_HOPS).toList();
        if (hops.isEmpty()) {
            // One way to drop is enough, whichever came first: the silent one if it is among them, then what is forbidden.
            hops = found.size() <= 1 ? List.copyOf(found)
                : List.of(found.contains(new NextHop.Blackhole()) ? new NextHop.Blackhole() : new NextHop.Prohibit());
        }
        isFailed = reachability.isFailed(hops);
    }

    private static boolean isForwarding(final NextHop hop) {
        return hop instanceof NextHop.Gateway || hop instanceof NextHop.OnLink || hop instanceof NextHop.Tunnel;
    }
}
