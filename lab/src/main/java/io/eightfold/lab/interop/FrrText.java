// SPDX-License-Identifier: Apache-2.0
// Configuration of FRR.
package io.eightfold.lab.interop;

import io.eightfold.lab.topology.Interop;
import java.util.List;
import java.util.stream.Collectors;

/** For FRR 8.4 without VRF devices: VPNv4 routes are static ones of the VPN table, and what is learnt is imported into the default instance. Thread: any. */
final class FrrText {
    private FrrText() {
    }

    /** The file of bgpd. */
    static String of(Row row, StockPeer.Setup setup) {
        String router = Interop.ROUTER_ADDRESS;
        return """
            ! Written by `ipv8 lab`.
            interface eth0
             ! An imported path needs a next hop that takes labels; the label is implicit null, so plain IPv4 goes there.
             mpls bgp forwarding
            exit
            %srouter bgp %d
             bgp router-id %s
             no bgp ebgp-requires-policy
             no bgp default ipv4-unicast
             no bgp network import-check
             bgp graceful-restart
             bgp graceful-restart preserve-fw-state
             bgp graceful-restart restart-time %d
             timers bgp %d %d
             neighbor %s remote-as %d
             neighbor %s password %s
             neighbor %s timers connect 1
            %sexit
            """.formatted(routeMaps(row, setup.routes()), row.asn(), row.address(), StockPeer.RESTART_TIME_S, StockPeer.KEEPALIVE_S, StockPeer.HOLD_TIME_S,
            router, Interop.ROUTER_ASN, router, setup.password(), router, family(row, setup.routes()));
    }

    /** One for each ASN. */
    private static String routeMaps(Row row, List<PeerRoute> routes) {
        return routes.stream().mapToLong(PeerRoute::asn).distinct().mapToObj(asn -> routeMap(row, asn)).collect(Collectors.joining());
    }

    private static String routeMap(Row row, long asn) {
        String set = switch (row.carrier()) {
            case VPNV4 -> " set extcommunity rt " + new PeerRoute(asn, "").rd() + "\n";
            case IPV4 -> asn == 0 ? "" : " set large-community " + row.asn() + ":" + asn + ":0 additive\n";
        };
        return "route-map ASN-" + asn + " permit 10\n" + set + "exit\n";
    }

    private static String family(Row row, List<PeerRoute> routes) {
        String networks = routes.stream().map(route -> "  " + network(row, route) + "\n").collect(Collectors.joining());
        String neighbor = networks + "  neighbor " + Interop.ROUTER_ADDRESS + " activate\n exit-address-family\n";
        return switch (row.carrier()) {
            case IPV4 -> " " + family(row) + "\n" + neighbor;
            case VPNV4 -> " " + family(row) + "\n" + neighbor + " address-family ipv4 unicast\n  rt vpn import 0:65535\n  import vpn\n exit-address-family\n";
        };
    }

    /** The line that begins the carrier's address family. */
    static String family(Row row) {
        return row.carrier() == PeerCarrier.VPNV4 ? "address-family ipv4 vpn" : "address-family ipv4 unicast";
    }

    /** The line of a route. */
    static String network(Row row, PeerRoute route) {
        String map = " route-map ASN-" + route.asn();
        return row.carrier() == PeerCarrier.VPNV4 ? "network " + route.prefix() + " rd " + route.rd() + " label 3" + map : "network " + route.prefix() + map;
    }

    /** The line that takes it back. */
    static String noNetwork(Row row, PeerRoute route) {
        return row.carrier() == PeerCarrier.VPNV4 ? "no network " + route.prefix() + " rd " + route.rd() + " label 3" : "no network " + route.prefix();
    }
}
