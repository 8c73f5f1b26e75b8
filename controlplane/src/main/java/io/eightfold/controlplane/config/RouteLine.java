// SPDX-License-Identifier: Apache-2.0
// One static route line, of either family, with its whole next hop.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One static route line, of either family. Lines of one key share the load. */
record RouteLine(Entry entry, StaticRouteConfig.Key key, NextHopConfig nextHop) {
    /** The route lines by key, both in the order of the file. */
    static Map<StaticRouteConfig.Key, List<RouteLine>> byKey(Section top) {
        Map<StaticRouteConfig.Key, List<RouteLine>> lines = new LinkedHashMap<>();
        top.entries().stream()
                .filter(entry -> entry.statement().isRoute())
                .map(RouteLine::of)
                .forEach(line -> lines.computeIfAbsent(line.key, key -> new ArrayList<>(1)).add(line));
        return lines;
    }

    private static RouteLine of(Entry entry) {
        NextHopConfig nextHop = entry.value(nextHopArgument(entry));
        if (nextHop instanceof NextHopConfig.Gateway gateway) {
            nextHop = new NextHopConfig.Gateway(gateway.address(), entry.optional(Arguments.INTERFACE).orElse(null));
        }
        Vrf vrf = entry.optional(Arguments.ROUTE_VRF).orElse(Vrf.DEFAULT);
        int distance = entry.optional(Arguments.DISTANCE).orElse(StaticRouteConfig.DEFAULT_DISTANCE);
        return new RouteLine(entry, new StaticRouteConfig.Key(vrf, entry.value(prefixArgument(entry)), distance), nextHop);
    }

    private static Argument<NextHopConfig> nextHopArgument(Entry entry) {
        return entry.statement() == Statement.IPV8_ROUTE ? Arguments.IPV8_NEXT_HOP : Arguments.IPV4_NEXT_HOP;
    }

    private static Argument<Ipv8Prefix> prefixArgument(Entry entry) {
        return entry.statement() == Statement.IPV8_ROUTE ? Arguments.IPV8_PREFIX : Arguments.IPV4_PREFIX;
    }

    Argument<NextHopConfig> nextHopArgument() {
        return nextHopArgument(entry);
    }

    Argument<Ipv8Prefix> prefixArgument() {
        return prefixArgument(entry);
    }

    Ipv8Prefix prefix() {
        return key.prefix();
    }

    int lineNumber() {
        return entry.line().number();
    }

    /** Whether the route is for IPv4, which is ASN 0. The default route of IPv8 is not. */
    boolean isIpv4() {
        return !prefix().isDefault() && prefix().address().isIpv4();
    }

    /** The same for lines that send to the same place; naming the gateway's interface does not make it another. */
    Object destination() {
        return nextHop instanceof NextHopConfig.Gateway gateway ? gateway.address() : nextHop;
    }
}
