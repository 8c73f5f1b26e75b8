// SPDX-License-Identifier: Apache-2.0
// Checks static routes into tunnels for sense.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks static routes into tunnels: our own end, how packets go in, and the way to the other end. What is said of a way is said once for each other end. */
final class TunnelRouteChecks {
    /** Gateways behind gateways that are followed; the RIB follows no more either before it calls a route unresolved. */
    private static final int MAX_GATEWAYS = 8;
    private static final Way SOME_WAY = new Way(null);

    /** Where packets to an IPv4 address leave; the interface is null when the file leads there and does not say by which. */
    private record Way(String interfaceName) {
    }

    private final Section top;
    private final Optional<Entry> end;
    private final Map<String, Section> interfaces = new HashMap<>();
    private final PrefixIndex<ConnectedAddress> links = new PrefixIndex<>();
    private final PrefixIndex<RouteLine> routes = new PrefixIndex<>();
    private final boolean isWhole;
    private final boolean hasBgp;
    private final Set<Integer> judged = new HashSet<>();
    private final Findings findings;

    TunnelRouteChecks(final List<Section> sections, final Findings findings) {
        top = sections.getFirst();
        end = top.first(Statement.TUNNEL_END);
        this.findings = findings;
        Section.interfaces(sections).forEach(section -> interfaces.putIfAbsent(section.name(), section));
        ConnectedAddress.of(sections).forEach(address -> links.add(address.vrf(), address.value().prefix(), address));
        isWhole = sections.stream().noneMatch(section -> section.header() == null && section != top || section.isDamaged());
        hasBgp = sections.stream().anyMatch(section -> section.block() == Block.ROUTER_BGP8 && !NeighborLines.of(section).isEmpty());
    }

    void run() {
        final Map<StaticRouteConfig.Key, List<RouteLine>> lines = RouteLine.byKey(top);
        lines.values().forEach(same -> same.stream().filter(RouteLine::isIpv4).forEach(line -> routes.add(line.key().vrf(), line.prefix(), line)));
        lines.values().forEach(same -> same.forEach(line -> {
            if (line.nextHop() instanceof NextHopConfig.Tunnel tunnel) {
                check(line, tunnel);
            }
        }));
    }

    private void check(final RouteLine line, final NextHopConfig.Tunnel tunnel) {
        if (end.isEmpty()) {
            if (!top.isDamaged()) {
                findings.problem(line.entry(), line.nextHopArgument(), "a tunnel needs our own end; add '8to4 endpoint ADDRESS'");
            }
            return;
        }
        if (end.get().value(Arguments.TUNNEL_ADDRESS) == tunnel.remote()) {
            findings.problem(line.entry(), line.nextHopArgument(), "this is our own end of the tunnels; give the other one");
            return;
        }
        if (tunnel.encapsulation() == Encapsulation.HTTPS && !end.get().values(Arguments.ENCAPSULATION).contains(Encapsulation.HTTPS)) {
            findings.problem(line.entry(), line.nextHopArgument(), "'https' needs keys, which the file does not name; add '8to4 https KEYSTORE PASSWORD-FILE TRUSTSTORE' (PKCS 12 files)"
                    + " and 'https' to the encapsulations on line " + end.get().line().number() + ", or take another encapsulation");
        }
        if (isWhole && judged.add(tunnel.remote())) {
            way(line, tunnel.remote());
        }
    }

    private void way(final RouteLine line, final int remote) {
        final Optional<Way> way = way(line.key().vrf(), Ipv8Address.ofIpv4(remote), MAX_GATEWAYS);
        if (way.isEmpty()) {
            if (!hasBgp) {
                findings.warning(line.entry(), line.nextHopArgument(), "no connected prefix and no IPv4 route of this file leads to the other end, so the tunnel stays unused; add 'ip route "
                        + Ipv8Address.fourOctets(remote) + "/32 GATEWAY'");
            }
            return;
        }
        final Section port = interfaces.get(way.get().interfaceName());
        if (port != null && isOpen(port)) {
            findings.warning(line.entry(), line.nextHopArgument(), "the way to the other end leaves by " + port.name() + ", which has no border: IPv8 packets that come in there beside the"
                    + " tunnel are taken for those of our own AS; add 'border source ASN' or 'border source any' to it, unless our own AS goes on behind it");
        }
    }

    /** Without an IPv8 address an interface takes no IPv8 at all, but what comes out of tunnels, which has a border of its own. */
    private static boolean isOpen(final Section port) {
        return !port.has(Statement.BORDER_SOURCE) && ConnectedAddress.ofInterface(port).anyMatch(address -> !address.value().address().isIpv4());
    }

    private Optional<Way> way(final Vrf vrf, final Ipv8Address address, final int left) {
        final Optional<ConnectedAddress> link = links.longest(vrf, address, any -> true);
        final int linkLength = link.map(each -> each.value().prefix().lengthBits()).orElse(-1);
        final Optional<RouteLine> route = routes.longest(vrf, address, any -> true).filter(each -> each.prefix().lengthBits() > linkLength);
        if (route.isEmpty()) {
            return link.map(each -> new Way(each.interfaceName()));
        }
        return Optional.of(switch (route.get().nextHop()) {
            case NextHopConfig.OnLink onLink -> new Way(onLink.interfaceName());
            case NextHopConfig.Gateway gateway when gateway.interfaceName() != null -> new Way(gateway.interfaceName());
            // A gateway that nothing leads to has a warning of its own.
            case NextHopConfig.Gateway gateway when left > 0 -> way(vrf, gateway.address(), left - 1).orElse(SOME_WAY);
            default -> SOME_WAY;
        });
    }
}
