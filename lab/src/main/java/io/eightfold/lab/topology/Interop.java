// SPDX-License-Identifier: Apache-2.0
// The topology interop: one router, and stock BGP routers on its far segment.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Every stock router has a station for each carrier, so that none knows of the other's routes. */
public final class Interop {
    public static final String NAME = "interop";
    /** Station that sends IPv8 probes. */
    public static final String SOURCE = "src";
    /** Linux host behind the router. */
    public static final String HOST = "h4";
    /** The router. */
    public static final String ROUTER = "r";
    /** The router's address towards its neighbours. */
    public static final String ROUTER_ADDRESS = "192.0.2.1";
    public static final long ROUTER_ASN = 64496;
    private static final Ipv8Address LAN8 = Ipv8Address.parse("64496.10.1.0.1");
    private static final Ipv8Address LAN4 = Ipv8Address.parse("10.1.0.1");
    private static final Ipv8Address EXCHANGE = Ipv8Address.parse(ROUTER_ADDRESS);
    /** The last byte of the first peer's address. */
    private static final int FIRST_PEER = 11;
    private static final String DRAWING = """
                                 ASN 64496                        ASNs 65537 and up
          src  probes     ---+          r                     +--- frrv    frr4    FRR
          64496.10.1.0.10    +---lan [ router ] ix---------+  +--- birdv   bird4   BIRD
          h4   Linux      ---+                192.0.2.1    +--+--- gobgpv  gobgp4  GoBGP
          10.1.0.20                                           +--- exav    exa4    ExaBGP
                                                  192.0.2.11 and up; one after the other
                                                  ..v speaks VPNv4, ..4 IPv4 with a large community
        """;

    private Interop() {
    }

    /** @param peers stations of stock routers, in the order of their addresses */
    public static Topology topology(List<String> peers) {
        List<Station> stations = new ArrayList<>(List.of(
            new Station.Ipv8Host(SOURCE, Port.of("eth0", "lan", "64496.10.1.0.10/24", "10.1.0.10/24"), LAN8),
            new Station.Ipv4Host(HOST, Port.of("eth0", "lan", "10.1.0.20/24"), LAN4),
            new Station.Router(ROUTER, List.of(
                Port.of("lan", "lan", "64496.10.1.0.1/24", "10.1.0.1/24"),
                Port.of("ix", "ix", "64496.192.0.2.1/24", ROUTER_ADDRESS + "/24")), List.of())));
        IntStream.range(0, peers.size()).mapToObj(i -> new Station.Ipv4Host(peers.get(i), Port.of("eth0", "ix", peerAddress(i) + "/24"), EXCHANGE))
            .forEach(stations::add);
        return new Topology(NAME, List.of("lan", "ix"), stations, DRAWING);
    }

    /** The address of the peer at an index. */
    public static String peerAddress(int index) {
        return "192.0.2." + (FIRST_PEER + index);
    }
}
