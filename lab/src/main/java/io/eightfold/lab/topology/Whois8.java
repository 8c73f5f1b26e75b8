// SPDX-License-Identifier: Apache-2.0
// The topology whois8: a router between probes, two registry servers, and a stock router that asks one of them.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/** Registries and router meet on a management network that DPDK does not own: whether data can be fetched must not depend on what the data decides. */
public final class Whois8 {
    public static final String NAME = "whois8";
    /** Station that sends probes. */
    public static final String SOURCE = "src";
    /** IPv8 host beside it, which is told why its packets go nowhere. */
    public static final String HOST = "h8";
    /** The router. */
    public static final String ROUTER = "r";
    /** Station that receives probes: the gateway of all foreign routes. */
    public static final String SINK = "dst";
    /** The authority; later also those that pretend to be it. */
    public static final String REGISTRY = "reg1";
    /** Its mirror. */
    public static final String MIRROR = "reg2";
    /** Stock BIRD. */
    public static final String RTR_CLIENT = "bird";
    private static final Ipv8Address LAN = Ipv8Address.parse("64496.10.1.0.1");
    private static final Ipv8Address WAN = Ipv8Address.parse("64496.10.2.0.1");
    private static final Ipv8Address MANAGEMENT = Ipv8Address.parse("192.0.2.1");
    private static final String DRAWING = """
                                      ASN 64496
          src  probes     ---+               r                    probes  dst
          64496.10.1.0.10    +---lan [ dataplane     ] wan---64496.10.2.0.10
          h8   pings      ---+       [ control plane ]       gateway of all foreign routes
          64496.10.1.0.20                   |
                                           mgmt 192.0.2.1
                                            |
              +-----------------------+-----+-----------------+
              |                       |                       |
             reg1  registry          reg2  its mirror        bird  RTR client
             192.0.2.11              192.0.2.12              192.0.2.13
        """;

    private Whois8() {
    }

    /** The plan. */
    public static Topology topology() {
        return new Topology(NAME, List.of("lan", "wan", "mgmt"), List.of(
            new Station.Ipv8Host(SOURCE, Port.of("eth0", "lan", "64496.10.1.0.10/24", "10.1.0.10/24"), LAN),
            new Station.Ipv8Host(HOST, Port.of("eth0", "lan", "64496.10.1.0.20/24"), LAN),
            new Station.Router(ROUTER, List.of(
                Port.of("lan", "lan", "64496.10.1.0.1/24", "10.1.0.1/24"),
                Port.of("wan", "wan", "64496.10.2.0.1/24", "10.2.0.1/24")), List.of(
                Port.of("mgmt", "mgmt", "192.0.2.1/24")), List.of()),
            // Without IPv4: where the answer to ARP8 comes late, one to ARP would make it an IPv4-only neighbour for a while.
            new Station.Ipv8Host(SINK, Port.of("eth0", "wan", "64496.10.2.0.10/24"), WAN),
            manager(REGISTRY, "192.0.2.11/24"), manager(MIRROR, "192.0.2.12/24"), manager(RTR_CLIENT, "192.0.2.13/24")), DRAWING);
    }

    private static Station manager(String name, String address) {
        return new Station.Ipv4Host(name, Port.of("eth0", "mgmt", address), MANAGEMENT);
    }
}
