// SPDX-License-Identifier: Apache-2.0
// Which routes of the router BGP8 tells its neighbours.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteFilter;
import io.eightfold.controlplane.rib.RoutePage;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteView;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which routes of the router BGP8 tells its neighbours: prefixes that the configuration names ({@code network}), always; and routes of other sources that are in use ({@code redistribute}). A
 * change of the RIB is looked at in the next turn, some at a time.
 * <p>Thread: control.
 */
final class Origins {
    private static final int LOOKS_A_TURN = 2_000;
    private static final AttributeSet NETWORK = new AttributeSet.Builder().origin(Origin.IGP).build();
    private static final AttributeSet REDISTRIBUTED = new AttributeSet.Builder().origin(Origin.INCOMPLETE).build();

    private final Rib rib;
    private final BgpRib bgp;
    private final ArrayDeque<Ipv8Prefix> queue = new ArrayDeque<>();
    private final Set<Ipv8Prefix> queued = new HashSet<>();
    /** What the neighbours are told now. */
    private final Map<Ipv8Prefix, AttributeSet> originated = new HashMap<>();
    private Map<Ipv8Prefix, RoutePolicy> networks = Map.of();
    private Map<RouteSource, RoutePolicy> redistributed = Map.of();
    /** Where the walk over all routes is, after a change of the configuration; {@link RoutePage#END} when it is done. */
    private int cursor = RoutePage.END;
    private TunnelEndpoint tunnelEnd;

    Origins(final Rib rib, final BgpRib bgp) {
        this.rib = rib;
        this.bgp = bgp;
    }

    /** Takes these from now on; policies by what they are for. @param newEnd our end of tunnels, told with routes of ASNs; null without */
    void configure(final Map<Ipv8Prefix, RoutePolicy> newNetworks, final Map<RouteSource, RoutePolicy> newRedistributed, final TunnelEndpoint newEnd) {
        tunnelEnd = newEnd;
        networks.keySet().forEach(this::look);
        originated.keySet().forEach(this::look);
        networks = Map.copyOf(newNetworks);
        redistributed = Map.copyOf(newRedistributed);
        networks.keySet().forEach(this::look);
        cursor = redistributed.isEmpty() ? RoutePage.END : 0;
    }

    /** Another source's route may be in use now, or not any more. */
    void routeChanged(final int vrf, final long address, final int hostLength) {
        if (vrf == Vrf.DEFAULT.id() && !redistributed.isEmpty()) {
            look(prefix(address, hostLength));
        }
    }

    private static Ipv8Prefix prefix(final long address, final int hostLength) {
        return new Ipv8Prefix(Ipv8Address.ofBits(address), Ipv8Prefix.ASN_BITS + hostLength);
    }

    private void look(final Ipv8Prefix prefix) {
        if (queued.add(prefix)) {
            queue.add(prefix);
        }
    }

    /** Looks at some of what changed; returns how many. */
    int turn(final long nowNs) {
        int work = 0;
        if (cursor != RoutePage.END && queue.size() < LOOKS_A_TURN) {
            final RoutePage page = rib.routes(RouteFilter.all().ofVrf(Vrf.DEFAULT.id()), cursor, LOOKS_A_TURN);
            cursor = page.next();
            for (final RouteView route : page.routes()) {
                if (redistributed.containsKey(route.source())) {
                    look(prefix(route.address(), route.hostLength()));
                }
            }
            work++;
        }
        for (; work < LOOKS_A_TURN && !queue.isEmpty(); work++) {
            final Ipv8Prefix prefix = queue.poll();
            queued.remove(prefix);
            settle(prefix, nowNs);
        }
        return work;
    }

    private void settle(final Ipv8Prefix prefix, final long nowNs) {
        final AttributeSet wanted = wanted(prefix);
        if (wanted != null) {
            if (!wanted.equals(originated.put(prefix, wanted))) {
                bgp.originate(prefix.address().bits(), prefix.lengthBits(), wanted, nowNs);
            }
        } else if (originated.remove(prefix) != null) {
            bgp.withdrawOrigin(prefix.address().bits(), prefix.lengthBits());
        }
    }

    private AttributeSet wanted(final Ipv8Prefix prefix) {
        final RoutePolicy ofNetwork = networks.get(prefix);
        if (ofNetwork != null) {
            return apply(ofNetwork, prefix, NETWORK);
        }
        final RouteSource source = redistributed.isEmpty() ? null : rib.selected(Vrf.DEFAULT.id(), prefix.address().bits(), BestRoutes.hostLength(prefix.lengthBits()));
        final RoutePolicy ofSource = source == null ? null : redistributed.get(source);
        return ofSource == null ? null : apply(ofSource, prefix, REDISTRIBUTED);
    }

    private AttributeSet apply(final RoutePolicy policy, final Ipv8Prefix prefix, final AttributeSet attributes) {
        // IPv4 crosses IPv4 by itself.
        final boolean isTunnelled = tunnelEnd != null && !prefix.isDefault() && !prefix.address().isIpv4();
        final AttributeSet told = isTunnelled ? attributes.with().tunnelEndpoint(tunnelEnd).build() : attributes;
        return policy.apply(prefix.address().bits(), prefix.lengthBits(), told, Validity.EXEMPT);
    }

    /** Prefixes that the neighbours are told of. */
    int size() {
        return originated.size();
    }
}
