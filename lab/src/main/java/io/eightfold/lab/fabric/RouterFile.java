// SPDX-License-Identifier: Apache-2.0
// The configuration of a router of the fabric.
package io.eightfold.lab.fabric;

import io.eightfold.lab.topology.Fabric;
import io.eightfold.lab.topology.RouterText;
import io.eightfold.lab.topology.Station;
import java.util.stream.Collectors;

/** IPv4 with the transit, BGP8 with the other AS and with the partner, routes only as WHOIS8 validates them. Thread: any. */
public final class RouterFile {
    /** Short, so that waiting for the end of a dead router does not take long. */
    static final int HOLD_TIME_S = 3;
    private static final String LAST_PORT = " punt tap\n!\n";

    private RouterFile() {
    }

    /**
     * The whole file.
     *
     * @param anchor line of the registry
     * @param end    lines of our tunnel end
     */
    public static String of(Station.Router router, int number, String driver, String registryUrl, String anchor, TunnelEnd end) {
        Fabric.Side side = Fabric.side(number);
        String ports = RouterText.of(router, driver);
        int behind = ports.lastIndexOf(LAST_PORT) + LAST_PORT.indexOf('!');
        return ports.substring(0, behind) + " border source " + side.other().asn() + "\n" + ports.substring(behind) + """
            !
            whois8
             server %s
             trust-anchor %s
             refresh 5s
             retry 200ms
            !
            %s!
            ipv8 prefix-list OURS4 permit %s
            ipv8 prefix-list OURS4 permit %s
            ipv8 prefix-list OURS8 permit %d.0.0.0.0/0 le 16
            route-map PARTNER permit 10
            route-map FROM-TRANSIT permit 10
             match route-asn 0
            route-map TO-TRANSIT permit 10
             match ipv8 prefix-list OURS4
            route-map FROM-FAR permit 10
             match route-asn %d
            route-map TO-FAR permit 10
             match ipv8 prefix-list OURS8
            route-map TO-PARTNER permit 10
             match route-asn %d
             set ip next-hop %s
            route-map TO-PARTNER permit 20
            !
            ! Without graceful restart towards the transit: when the uplink dies its routes must go with the hold time, so that those of the partner are used.
            router bgp8 %d
             router-id %s
             timers bgp 1 %d
             timers connect 1
             graceful-restart restart-time 30
             network %s
             network %s
             network %s
            %s%s%s""".formatted(registryUrl, anchor, end.lines(number), side.announced(), side.hosts4(), side.asn(), side.other().asn(), side.other().asn(), side.address8(Fabric.lanHost(number)), side.asn(), Fabric.uplink(number), HOLD_TIME_S,
            side.hosts8(), side.announced(), side.hosts4(),
            neighbor(Fabric.gateway(number), Fabric.TRANSIT_ASN, new Maps("FROM-TRANSIT", "TO-TRANSIT"), " neighbor A carrier ipv4\n neighbor A graceful-restart off\n"),
            neighbor(partner(side, number), side.asn(), new Maps("PARTNER", end.isShared() ? "PARTNER" : "TO-PARTNER"), " neighbor A carrier native ipv4\n neighbor A next-hop-self\n"),
            side.other().routers().stream().map(far -> neighbor(Fabric.uplink(far), side.other().asn(), new Maps("FROM-FAR", "TO-FAR"),
                " neighbor A ebgp-multihop 4\n" + (end.isShared() ? "" : " neighbor A graceful-restart off\n"))).collect(Collectors.joining()));
    }

    /** Names of the route-maps of both directions. */
    private record Maps(String in, String out) {
    }

    private static String partner(Fabric.Side side, int number) {
        int other = side.routers().stream().filter(each -> each != number).findFirst().orElseThrow();
        return side.address4(Fabric.lanHost(other));
    }

    private static String neighbor(String address, long asn, Maps maps, String lines) {
        return """
             neighbor A remote-as %d
             neighbor A route-map %s in
             neighbor A route-map %s out
            %s""".formatted(asn, maps.in(), maps.out(), lines).replace("neighbor A", "neighbor " + address);
    }
}
