// SPDX-License-Identifier: Apache-2.0
// One static route line, of either family, with its whole next hop.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One static route line, of either family. */
record RouteLine(Entry entry, Ipv8Prefix prefix, NextHopConfig nextHop) {
    /** The route lines by prefix, both in the order of the file. */
    static Map<Ipv8Prefix, List<RouteLine>> byPrefix(Section top) {
        Map<Ipv8Prefix, List<RouteLine>> lines = new LinkedHashMap<>();
        top.entries().stream()
                .filter(entry -> entry.statement() == Statement.IPV8_ROUTE || entry.statement() == Statement.IP_ROUTE)
                .map(RouteLine::of)
                .forEach(line -> lines.computeIfAbsent(line.prefix, prefix -> new ArrayList<>()).add(line));
        return lines;
    }

    private static RouteLine of(Entry entry) {
        boolean isIpv8 = entry.statement() == Statement.IPV8_ROUTE;
        NextHopConfig nextHop = entry.value(nextHopArgument(entry));
        if (nextHop instanceof NextHopConfig.Gateway gateway) {
            nextHop = new NextHopConfig.Gateway(gateway.address(), entry.optional(Arguments.INTERFACE).orElse(null));
        }
        return new RouteLine(entry, entry.value(isIpv8 ? Arguments.IPV8_PREFIX : Arguments.IPV4_PREFIX), nextHop);
    }

    private static Argument<NextHopConfig> nextHopArgument(Entry entry) {
        return entry.statement() == Statement.IPV8_ROUTE ? Arguments.IPV8_NEXT_HOP : Arguments.IPV4_NEXT_HOP;
    }

    Argument<NextHopConfig> nextHopArgument() {
        return nextHopArgument(entry);
    }

    Argument<Ipv8Prefix> prefixArgument() {
        return entry.statement() == Statement.IPV8_ROUTE ? Arguments.IPV8_PREFIX : Arguments.IPV4_PREFIX;
    }

    /** Whether the route is for IPv4, which is ASN 0. The default route of IPv8 is not. */
    boolean isIpv4() {
        return !prefix.isDefault() && prefix.address().isIpv4();
    }

    /** Whether both lines send to the same place; naming the gateway's interface does not make it another. */
    boolean sendsLike(RouteLine other) {
        return nextHop instanceof NextHopConfig.Gateway mine && other.nextHop instanceof NextHopConfig.Gateway theirs
                ? mine.address().equals(theirs.address())
                : nextHop.equals(other.nextHop);
    }
}
