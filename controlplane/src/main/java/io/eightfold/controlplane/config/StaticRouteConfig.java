// SPDX-License-Identifier: Apache-2.0
// A static route: a prefix and one or more next hops.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.Objects;

/**
 * A static route. Several forwarding next hops share the load by flow (ECMP).
 * <p>Two routes are equal when they say the same; the line they came from does not count, so that a written and re-read
 * configuration equals the first.
 * <p>Thread: any; immutable.
 *
 * @param vrf      routing table that holds it
 * @param prefix   destination; the default route or a prefix inside one ASN
 * @param distance 1 to {@value #MAX_DISTANCE}; of the routes to one prefix the lowest that works is used
 * @param nextHops 1 to {@value #MAX_NEXT_HOPS}, in the order of the file
 * @param line     line of the file with the first next hop, from 1
 */
public record StaticRouteConfig(Vrf vrf, Ipv8Prefix prefix, int distance, List<NextHopConfig> nextHops, int line) {
    public static final int MAX_NEXT_HOPS = 64;
    public static final int DEFAULT_DISTANCE = 1;
    public static final int MAX_DISTANCE = 255;

    /** What tells one static route from another. */
    public record Key(Vrf vrf, Ipv8Prefix prefix, int distance) {
    }

    public StaticRouteConfig {
        nextHops = List.copyOf(nextHops);
        Limits.require(vrf != null, "route " + prefix + " lacks a vrf");
        Limits.require("distance", distance, 1, MAX_DISTANCE);
        Limits.require("nextHops", nextHops.size(), 1, MAX_NEXT_HOPS);
        Limits.require(!prefix.spansAsns(), "prefix=" + prefix + " spans ASNs; tier 1 matches the ASN exactly");
        Limits.require(nextHops.size() == 1 || nextHops.stream().allMatch(NextHopConfig::isForwarding),
                "route " + prefix + " mixes blackhole, unreachable or prohibit with other next hops");
    }

    /** What tells this route from others of a configuration. */
    public Key key() {
        return new Key(vrf, prefix, distance);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StaticRouteConfig route && vrf == route.vrf && prefix.equals(route.prefix) && distance == route.distance
                && nextHops.equals(route.nextHops);
    }

    @Override
    public int hashCode() {
        return Objects.hash(vrf, prefix, distance, nextHops);
    }
}
