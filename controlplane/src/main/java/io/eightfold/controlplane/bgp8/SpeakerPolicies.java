// SPDX-License-Identifier: Apache-2.0
// What a configuration says of sessions, routes and policies, as BGP8 takes it.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.PeerSettings;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.controlplane.config.Bgp8Config;
import io.eightfold.controlplane.config.Bgp8Policies;
import io.eightfold.controlplane.config.NeighborConfig;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What a configuration says of sessions, routes and policies, as BGP8 takes it. Thread: control. */
final class SpeakerPolicies {
    private final Bgp8Config config;
    private final Bgp8Policies policies;

    SpeakerPolicies(final RouterConfig running) {
        config = running.bgp8();
        policies = Bgp8Policies.of(running);
    }

    /** @param hasRestarted we are just coming back */
    NeighborSettings session(final NeighborConfig of, final boolean hasRestarted) {
        return of.session(config, hasRestarted, hasRestarted);
    }

    PeerSettings peer(final NeighborConfig of, final int sessionCost) {
        return of.peer(config, policies, sessionCost);
    }

    boolean isDeniedIn(final NeighborConfig of) {
        return policies.in(of) == RoutePolicy.DENY;
    }

    boolean isDeniedOut(final NeighborConfig of) {
        return policies.out(of) == RoutePolicy.DENY;
    }

    Map<Ipv8Prefix, RoutePolicy> networks() {
        final Map<Ipv8Prefix, RoutePolicy> networks = new HashMap<>();
        config.networks().forEach(network -> networks.put(network.prefix(), policies.of(network)));
        return networks;
    }

    Map<RouteSource, RoutePolicy> redistributed() {
        final Map<RouteSource, RoutePolicy> redistributed = new EnumMap<>(RouteSource.class);
        config.redistributed().forEach(each -> redistributed.put(switch (each.source()) {
            case "connected" -> RouteSource.CONNECTED;
            case "static" -> RouteSource.STATIC;
            case "api" -> RouteSource.API;
            default -> throw new IllegalArgumentException("source=" + each.source() + " is none of " + Bgp8Config.SOURCES);
        }, policies.of(each)));
        return redistributed;
    }
}
