// SPDX-License-Identifier: Apache-2.0
// The topology fabric: two ASNs with two routers each, and an IPv4-only AS between them.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;

/**
 * Both routers of an ASN have the same tunnel end, so that whatever of the two or of their uplinks is left carries the tunnel: which it is, the transit's plain IPv4
 * routing decides. The registry is reached over a management network that DPDK does not own.
 */
public final class Fabric {
    public static final String NAME = "fabric";
    /** The stock router between the ASNs. */
    public static final String TRANSIT = "frr";
    public static final long TRANSIT_ASN = 64511;
    public static final String REGISTRY = "reg";
    public static final String REGISTRY_ADDRESS = "192.0.2.100";
    public static final String LAN = "lan";
    public static final String WAN = "wan";
    /** All links between routers and transit; a static route leads there, for the TCP of sessions across it. */
    public static final String LINKS = "198.18.0.0/16";
    private static final String MANAGEMENT = "mgmt";
    private static final String DRAWING = """
                           AS 64496                     AS 64511                     AS 64497
                       endpoint 198.51.100.1            IPv4 only             endpoint 203.0.113.1
          h8a IPv8                        t1  198.18.1.0/24 | 198.18.3.0/24 t3                        h8b IPv8
          .10  ---+---- lan [ r1 .254 ] wan ---+            |            +--- wan [ r3 .254 ] lan ----+---  .10
                  |                            +---- [ stock FRR ] ------+                            |
          .20  ---+---- lan [ r2 .253 ] wan ---+                         +--- wan [ r4 .253 ] lan ----+---  .20
          h4a IPv4                        t2  198.18.2.0/24   198.18.4.0/24 t4                        h4b IPv4
            64496.10.1.0.0/24                                                       64497.10.2.0.0/24
                              mgmt 192.0.2.0/24:  r1 r2 r3 r4  --- reg (WHOIS8) .100
        """;

    /**
     * What differs between the ASNs.
     *
     * @param lan      segment of the hosts
     * @param host4    host part of the LAN's addresses, without the last octet
     * @param endpoint end of the tunnels, announced by both routers
     * @param announced IPv4 prefix of the endpoint
     * @param first    number of the even router; the odd one has the next
     */
    public record Side(long asn, String lan, String host4, String endpoint, String announced, int first) {
        /** The host with IPv8. */
        public String host8() {
            return "h8" + lan.substring(lan.length() - 1);
        }

        /** The host without. */
        public String hostIpv4() {
            return "h4" + lan.substring(lan.length() - 1);
        }

        /** The address of an IPv8 station of the LAN. */
        public String address8(int last) {
            return asn + "." + host4 + "." + last;
        }

        /** The address of an IPv4 station of the LAN. */
        public String address4(int last) {
            return host4 + "." + last;
        }

        /** Its IPv4 hosts, as the world hears of them. */
        public String hosts4() {
            return host4 + ".0/24";
        }

        /** Its hosts, as the world hears of them: no longer than /16. */
        public String hosts8() {
            return asn + "." + host4.substring(0, host4.lastIndexOf('.')) + ".0.0/16";
        }

        /** Even router, then odd router. */
        public List<Integer> routers() {
            return List.of(first, first + 1);
        }

        /** The other ASN. */
        public Side other() {
            return this == WEST ? EAST : WEST;
        }
    }

    public static final Side WEST = new Side(64496, "lana", "10.1.0", "198.51.100.1", "198.51.100.0/24", 1);
    public static final Side EAST = new Side(64497, "lanb", "10.2.0", "203.0.113.1", "203.0.113.0/24", 3);
    public static final int HOST8 = 10;
    public static final int HOST4 = 20;
    private static final int EVEN = 254;
    private static final int ODD = 253;
    private static final int TRANSIT_HOST = 254;

    private Fabric() {
    }

    /** The plan. */
    public static Topology topology() {
        List<Station> stations = new ArrayList<>();
        for (Side side : List.of(WEST, EAST)) {
            stations.add(new Station.Ipv8Host(side.host8(), Port.of("eth0", side.lan(), side.address8(HOST8) + "/24"),
                List.of(Ipv8Address.parse(side.address8(EVEN)), Ipv8Address.parse(side.address8(ODD)))));
            stations.add(new Station.Ipv4Host(side.hostIpv4(), Port.of("eth0", side.lan(), side.address4(HOST4) + "/24"), Ipv8Address.parse(side.address4(EVEN))));
            side.routers().forEach(number -> stations.add(router(side, number)));
        }
        stations.add(new Station.Transit(TRANSIT, List.of(link(1), link(2), link(3), link(4))));
        stations.add(new Station.Ipv4Host(REGISTRY, Port.of("eth0", MANAGEMENT, REGISTRY_ADDRESS + "/24"), Ipv8Address.parse(management(1))));
        return new Topology(NAME, List.of(WEST.lan(), "t1", "t2", "t3", "t4", EAST.lan(), MANAGEMENT), stations, DRAWING);
    }

    private static Station router(Side side, int number) {
        int last = lanHost(number);
        return new Station.Router(name(number), List.of(
            Port.of(LAN, side.lan(), side.address8(last) + "/24", side.address4(last) + "/24"),
            Port.of(WAN, segment(number), uplink(number) + "/24")), List.of(
            Port.of("mgmt", MANAGEMENT, management(number) + "/24")), List.of(new Station.Route(LINKS, Ipv8Address.parse(gateway(number)))));
    }

    private static Port link(int number) {
        return Port.of(name(number), segment(number), gateway(number) + "/24");
    }

    private static String management(int number) {
        return "192.0.2." + number;
    }

    /** The router's name. */
    public static String name(int number) {
        return "r" + number;
    }

    /** The segment between a router and the transit. */
    public static String segment(int number) {
        return "t" + number;
    }

    /** The last octet of a router in its LAN: even and odd gateway. */
    public static int lanHost(int number) {
        return number % 2 == 1 ? EVEN : ODD;
    }

    /** The router's address towards the transit. */
    public static String uplink(int number) {
        return "198.18." + number + ".1";
    }

    /** The transit's address towards a router. */
    public static String gateway(int number) {
        return "198.18." + number + "." + TRANSIT_HOST;
    }

    /** The ASN of a router. */
    public static Side side(int number) {
        return WEST.routers().contains(number) ? WEST : EAST;
    }
}
