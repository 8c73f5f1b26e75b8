// SPDX-License-Identifier: Apache-2.0
// Checks static routes for sense against the interfaces and each other.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks static routes for sense against the interfaces and each other. */
final class RouteChecks {
    private static final int LISTED_PREFIXES = 6;

    private final Section top;
    private final List<String> interfaceNames;
    private final List<ConnectedAddress> connected;
    /** Some interface line was refused: an unknown interface or unconnected gateway may only be a consequence. */
    private final boolean isAnyInterfaceDamaged;
    private final Findings findings;

    RouteChecks(List<Section> sections, Findings findings) {
        this.top = sections.getFirst();
        this.interfaceNames = Section.interfaces(sections).stream().map(Section::name).toList();
        this.connected = ConnectedAddress.of(sections);
        this.isAnyInterfaceDamaged = sections.stream().anyMatch(section ->
                section.block() == Block.INTERFACE && (section.header() == null || section.isDamaged()));
        this.findings = findings;
    }

    void run() {
        RouteLine.byPrefix(top).values().forEach(lines -> {
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
            case NextHopConfig.Blackhole _, NextHopConfig.Unreachable _ -> refuseInterface(line);
        }
    }

    private void gateway(RouteLine line, NextHopConfig.Gateway gateway) {
        if (gateway.interfaceName() != null && !known(line, gateway.interfaceName(), Arguments.INTERFACE)) {
            return;
        }
        gatewayRefusal(line, gateway).ifPresent(reason -> findings.problem(line.entry(), line.nextHopArgument(), reason));
    }

    private Optional<String> gatewayRefusal(RouteLine line, NextHopConfig.Gateway gateway) {
        Ipv8Address address = gateway.address();
        if (line.isIpv4() && !address.isIpv4()) {
            return Optional.of("an IPv4 route (ASN 0) needs an IPv4 gateway such as 10.1.0.2");
        }
        if (!line.isIpv4() && address.isIpv4()) {
            return Optional.of("an IPv8 route needs an IPv8 gateway such as 64496.10.1.0.2; an IPv4 router takes no version-8 packets");
        }
        Optional<ConnectedAddress> own = connected.stream().filter(c -> c.value().address().equals(address)).findFirst();
        if (own.isPresent()) {
            return Optional.of("this is the router's own address on " + own.get().interfaceName() + " (line " + own.get().lineNumber()
                    + "); give the neighbour's");
        }
        List<ConnectedAddress> candidates = connected.stream()
                .filter(c -> gateway.interfaceName() == null || c.interfaceName().equals(gateway.interfaceName()))
                .filter(c -> c.value().address().isIpv4() == address.isIpv4())
                .toList();
        Optional<ConnectedAddress> link = candidates.stream().filter(c -> c.value().prefix().contains(address)).findFirst();
        if (link.isPresent()) {
            return AddressRules.refusalOfEdge(address, link.get().value().prefix());
        }
        return isAnyInterfaceDamaged ? Optional.empty() : Optional.of("the gateway is on no connected prefix"
                + (gateway.interfaceName() == null ? "" : " of " + gateway.interfaceName()) + "; expected a neighbour "
                + (candidates.isEmpty() ? "on an interface with an address of this family, and there is none" : "inside " + prefixes(candidates)));
    }

    private static String prefixes(List<ConnectedAddress> candidates) {
        return candidates.stream().limit(LISTED_PREFIXES)
                .map(c -> c.value().prefix() + " (" + c.interfaceName() + ")")
                .collect(Collectors.joining(", ")) + (candidates.size() > LISTED_PREFIXES ? ", ..." : "");
    }

    private boolean known(RouteLine line, String interfaceName, SyntaxPart.Argument<?> argument) {
        boolean isKnown = interfaceNames.contains(interfaceName);
        if (!isKnown && !isAnyInterfaceDamaged) {
            findings.problem(line.entry(), argument, "no interface of that name in this file; expected "
                    + (interfaceNames.isEmpty() ? "one declared with 'interface NAME'" : "one of " + String.join(", ", interfaceNames)));
        }
        return isKnown;
    }

    private void refuseInterface(RouteLine line) {
        if (line.entry().optional(Arguments.INTERFACE).isPresent()) {
            findings.problem(line.entry(), Arguments.INTERFACE, "only a gateway may be followed by an interface; remove the word");
        }
    }

    private void together(List<RouteLine> lines) {
        for (int i = 1; i < lines.size(); i++) {
            RouteLine line = lines.get(i);
            Optional<RouteLine> same = lines.subList(0, i).stream().filter(line::sendsLike).findFirst();
            if (same.isPresent()) {
                findings.problem(line.entry(), line.nextHopArgument(), "line " + same.get().entry().line().number()
                        + " gives this next hop for " + line.prefix() + " already; remove one of the two");
            } else if (!line.nextHop().isForwarding() || !lines.getFirst().nextHop().isForwarding()) {
                findings.problem(line.entry(), line.nextHopArgument(), "blackhole and unreachable stand alone, but line "
                        + lines.getFirst().entry().line().number() + " gives another next hop for " + line.prefix() + "; keep one of the two");
            } else if (i == StaticRouteConfig.MAX_NEXT_HOPS) {
                findings.problem(line.entry(), line.nextHopArgument(), "this is next hop " + (i + 1) + " for " + line.prefix()
                        + "; the maximum is " + StaticRouteConfig.MAX_NEXT_HOPS + ", remove some");
            }
        }
    }
}
