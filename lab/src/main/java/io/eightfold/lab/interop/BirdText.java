// SPDX-License-Identifier: Apache-2.0
// Configuration of BIRD.
package io.eightfold.lab.interop;

import io.eightfold.lab.topology.Interop;
import java.util.stream.Collectors;

/** For BIRD 2.0: communities sit on the static routes, and only those are told. Thread: any. */
final class BirdText {
    private BirdText() {
    }

    static String of(Row row, StockPeer.Setup setup) {
        boolean isVpn = row.carrier() == PeerCarrier.VPNV4;
        String routes = setup.routes().stream().map(route -> "  " + route(row, route) + "\n").collect(Collectors.joining());
        return """
            # Written by `ipv8 lab`.
            router id %s;
            log stderr all;
            vpn4 table vpntab4;
            protocol device { }
            protocol kernel { ipv4 { export where source = RTS_BGP; import none; }; }
            protocol static own {
              %s;
            %s}
            protocol bgp eightfold {
              local %s as %d;
              neighbor %s as %d;
              password "%s";
              hold time %d;
              graceful restart on;
              graceful restart time %d;
              connect delay time 1;
              connect retry time 1;
              error wait time 1, 2;
              %s { %simport all; export where source = RTS_STATIC; next hop self; };
            }
            """.formatted(row.address(), isVpn ? "vpn4 { table vpntab4; }" : "ipv4", routes, row.address(), row.asn(), Interop.ROUTER_ADDRESS, Interop.ROUTER_ASN,
            setup.password(), StockPeer.HOLD_TIME_S, StockPeer.RESTART_TIME_S, isVpn ? "vpn4 mpls" : "ipv4", isVpn ? "table vpntab4; " : "");
    }

    private static String route(Row row, PeerRoute route) {
        return switch (row.carrier()) {
            case VPNV4 -> "route " + route.rd() + " " + route.prefix() + " blackhole { bgp_ext_community.add((rt, " + route.asn() + ", 65535)); };";
            case IPV4 -> "route " + route.prefix() + " blackhole" + (route.asn() == 0 ? ";"
                : " { bgp_large_community.add((" + row.asn() + ", " + route.asn() + ", 0)); };");
        };
    }
}
