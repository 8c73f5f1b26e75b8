// SPDX-License-Identifier: Apache-2.0
// Checks static routes for sense against the interfaces and each other.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks static routes for sense against the interfaces and each other. Time grows with the number of lines, not with its square. */
final class RouteChecks {
    private static final int LISTED_PREFIXES = 6;

    /** Where a neighbour could be; the interface is null for any. */
    private record Reach(Vrf vrf, boolean isIpv4, String interfaceName) {
    }

    private final Map<StaticRouteConfig.Key, List<RouteLine>> routes;
    /** The routing table of each interface. */
    private final Map<String, Vrf> interfaceVrfs = new LinkedHashMap<>();
    private final List<ConnectedAddress> connected;
    private final Map<ConnectedAddress.Place, ConnectedAddress> ownAddresses = new HashMap<>();
    private final PrefixIndex<ConnectedAddress> links = new PrefixIndex<>();
    /** Null until a gateway is on no link. */
    private PrefixIndex<Ipv8Prefix> routed;
    /** Some interface line was refused: an unknown interface or unconnected gateway may only be a consequence. */
    private final boolean isAnyInterfaceDamaged;
    private final Findings findings;
    private final Map<Reach, String> linksInReach = new HashMap<>();

    RouteChecks(List<Section> sections, Findings findings) {
        this.routes = RouteLine.byKey(sections.getFirst());
        Section.interfaces(sections).forEach(section -> interfaceVrfs.putIfAbsent(section.name(), ConfigAssembler.vrf(section)));
        this.connected = ConnectedAddress.of(sections);
        this.isAnyInterfaceDamaged = sections.stream().anyMatch(section ->
                section.block() == Block.INTERFACE && (section.header() == null || section.isDamaged()));
        this.findings = findings;
    }

    void run() {
        for (ConnectedAddress address : connected) {
            ownAddresses.putIfAbsent(address.place(), address);
            links.add(address.vrf(), address.value().prefix(), address);
        }
        routes.values().forEach(lines -> {
            lines.forEach(this::alone);
            together(lines);
        });
    }

    private void alone(RouteLine line) {
        AddressRules.refusalAsDestination(line.prefix())
                .ifPresent(reason -> findings.problem(line.entry(), line.prefixArgument(), reason));
        switch (line.nextHop()) {
            case NextHopConfig.Gateway gateway -> gateway(line, gateway);
            case NextHopConfig.OnLink onLink -> {
                known(line, onLink.interfaceName(), line.nextHopArgument());
                refuseInterface(line);
            }
            case NextHopConfig.Tunnel _, NextHopConfig.Blackhole _, NextHopConfig.Unreachable _, NextHopConfig.Prohibit _ -> refuseInterface(line);
        }
    }

    private void gateway(RouteLine line, NextHopConfig.Gateway gateway) {
        if (gateway.interfaceName() != null && !known(line, gateway.interfaceName(), Arguments.INTERFACE)) {
            return;
        }
        Optional<String> refusal = NextHopConfig.familyRefusal(line.prefix(), gateway.address()).or(() -> ownAddressRefusal(line, gateway.address()));
        if (refusal.isEmpty()) {
            Optional<ConnectedAddress> link = links.longest(line.key().vrf(), gateway.address(),
                    candidate -> gateway.interfaceName() == null || candidate.interfaceName().equals(gateway.interfaceName()));
            refusal = link.isPresent() ? AddressRules.refusalOfEdge(gateway.address(), link.get().value().prefix()) : distant(line, gateway);
        }
        refusal.ifPresent(reason -> findings.problem(line.entry(), line.nextHopArgument(), reason));
    }

    private Optional<String> ownAddressRefusal(RouteLine line, Ipv8Address address) {
        return Optional.ofNullable(ownAddresses.get(new ConnectedAddress.Place(line.key().vrf(), address)))
                .map(own -> "this is the router's own address on " + own.interfaceName() + " (line " + own.lineNumber() + "); give the neighbour's");
    }

    /** A gateway on no link: another route may lead to it (RFC 4271 §5.1.3 calls that recursive), but not when the line names the link. */
    private Optional<String> distant(RouteLine line, NextHopConfig.Gateway gateway) {
        if (isAnyInterfaceDamaged) {
            return Optional.empty();
        }
        if (gateway.interfaceName() != null) {
            return Optional.of("the gateway is on no connected prefix of " + gateway.interfaceName() + "; expected a neighbour "
                    + linksInReach(line, gateway) + ", or no interface word");
        }
        if (routed == null) {
            routed = new PrefixIndex<>();
            routes.keySet().forEach(key -> routed.add(key.vrf(), key.prefix(), key.prefix()));
        }
        if (routed.longest(line.key().vrf(), gateway.address(), prefix -> !prefix.equals(line.prefix())).isEmpty()) {
            findings.warning(line.entry(), line.nextHopArgument(), "the gateway is on no connected prefix and no other route of this file leads to it, so the"
                    + " route stays unused until one does; expected a neighbour " + linksInReach(line, gateway));
        }
        return Optional.empty();
    }

    /** Asked once for each table, family and interface, however many lines it is said of. */
    private String linksInReach(RouteLine line, NextHopConfig.Gateway gateway) {
        Reach reach = new Reach(line.key().vrf(), gateway.address().isIpv4(), gateway.interfaceName());
        return linksInReach.computeIfAbsent(reach, this::describe);
    }

    private String describe(Reach reach) {
        List<ConnectedAddress> candidates = connected.stream()
                .filter(c -> c.vrf() == reach.vrf() && c.value().address().isIpv4() == reach.isIpv4())
                .filter(c -> reach.interfaceName() == null || c.interfaceName().equals(reach.interfaceName()))
                .limit(LISTED_PREFIXES + 1L).toList();
        if (candidates.isEmpty()) {
            return "on an interface with an address of this family, and there is none";
        }
        return "inside " + candidates.stream().limit(LISTED_PREFIXES).map(c -> c.value().prefix() + " (" + c.interfaceName() + ")")
                .collect(Collectors.joining(", ")) + (candidates.size() > LISTED_PREFIXES ? ", ..." : "");
    }

    private boolean known(RouteLine line, String interfaceName, SyntaxPart.Argument<?> argument) {
        Vrf vrf = interfaceVrfs.get(interfaceName);
        if (vrf == line.key().vrf()) {
            return true;
        }
        if (vrf != null) {
            findings.problem(line.entry(), argument, "the interface is in vrf " + vrf.word() + " and the route in vrf " + line.key().vrf().word()
                    + ", and no packet goes from one to the other; "
                    + (vrf == Vrf.DEFAULT ? "remove 'vrf " + line.key().vrf().word() + "'" : "end the line with 'vrf " + vrf.word() + "'"));
        } else if (!isAnyInterfaceDamaged) {
            findings.problem(line.entry(), argument, "no interface of that name in this file; expected "
                    + (interfaceVrfs.isEmpty() ? "one declared with 'interface NAME'" : "one of " + String.join(", ", interfaceVrfs.keySet())));
        }
        return false;
    }

    private void refuseInterface(RouteLine line) {
        if (line.entry().optional(Arguments.INTERFACE).isPresent()) {
            findings.problem(line.entry(), Arguments.INTERFACE, "only a gateway may be followed by an interface; remove the word");
        }
    }

    private void together(List<RouteLine> lines) {
        Map<Object, RouteLine> earlier = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            RouteLine line = lines.get(i);
            RouteLine same = earlier.putIfAbsent(line.destination(), line);
            if (same != null) {
                findings.problem(line.entry(), line.nextHopArgument(), "line " + same.lineNumber()
                        + " gives this next hop for " + line.prefix() + " already; remove one of the two");
            } else if (i > 0 && (!line.nextHop().isForwarding() || !lines.getFirst().nextHop().isForwarding())) {
                findings.problem(line.entry(), line.nextHopArgument(), "blackhole, unreachable and prohibit stand alone, but line "
                        + lines.getFirst().lineNumber() + " gives another next hop for " + line.prefix()
                        + "; keep one of the two, or give them different distances");
            } else if (i == StaticRouteConfig.MAX_NEXT_HOPS) {
                findings.problem(line.entry(), line.nextHopArgument(), "this is next hop " + (i + 1) + " for " + line.prefix()
                        + "; the maximum is " + StaticRouteConfig.MAX_NEXT_HOPS + ", remove some");
            }
        }
    }
}
