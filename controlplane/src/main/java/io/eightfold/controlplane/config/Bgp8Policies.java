// SPDX-License-Identifier: Apache-2.0
// The policies of neighbours and of what originates here, ready for use.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.policy.PolicyChain;
import io.eightfold.bgp8.policy.PrefixFilter;
import io.eightfold.bgp8.policy.RoutePolicy;
import java.util.List;

/**
 * The policies of neighbours and of what originates here. Policies that mean the same are equal, also those of two configurations, so that whoever has one sees
 * whether it changed. Thread: any; immutable.
 */
public final class Bgp8Policies {
    private final Bgp8Config bgp8;
    private final PolicyConfig policies;

    private Bgp8Policies(final Bgp8Config bgp8, final PolicyConfig policies) {
        this.bgp8 = bgp8;
        this.policies = policies;
    }

    /** The policies of a configuration that has the block of BGP8. */
    public static Bgp8Policies of(final RouterConfig config) {
        return new Bgp8Policies(config.bgp8(), config.policies());
    }

    /** What is taken of a neighbour. */
    public RoutePolicy in(final NeighborConfig neighbor) {
        return policy(neighbor, neighbor.routes().prefixListIn(), neighbor.routes().routeMapIn());
    }

    /** What a neighbour is told. */
    public RoutePolicy out(final NeighborConfig neighbor) {
        return policy(neighbor, neighbor.routes().prefixListOut(), neighbor.routes().routeMapOut());
    }

    /** Attributes of a prefix that originates here. */
    public RoutePolicy of(final Bgp8Config.Network network) {
        return routeMap(network.routeMap());
    }

    /** Which routes of a source are told, and their attributes. */
    public RoutePolicy of(final Bgp8Config.Redistribution redistribution) {
        return routeMap(redistribution.routeMap());
    }

    private RoutePolicy policy(final NeighborConfig neighbor, final String prefixList, final String routeMap) {
        if (prefixList == null && routeMap == null) {
            final boolean isInternal = neighbor.remoteAsn() == bgp8.asn();
            return isInternal || !bgp8.requiresPolicy() ? RoutePolicy.PERMIT : RoutePolicy.DENY;
        }
        if (prefixList == null) {
            return routeMap(routeMap);
        }
        final PrefixFilter filter = new PrefixFilter(policies.lists().prefixLists().get(prefixList));
        return routeMap == null ? filter : new PolicyChain(List.of(filter, routeMap(routeMap)));
    }

    private RoutePolicy routeMap(final String name) {
        return name == null ? RoutePolicy.PERMIT : policies.routeMaps().get(name);
    }
}
