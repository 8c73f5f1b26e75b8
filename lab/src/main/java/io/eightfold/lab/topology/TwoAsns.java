// SPDX-License-Identifier: Apache-2.0
// The topology two-asns: two routers, each with an IPv8 host and a Linux IPv4 host behind it.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/**
 * The smallest network in which everything of a forwarding router shows. The link between the routers is numbered by the convention for interior
 * links, 222.0.0.0/8 (draft-thain-ipv8-02), in the ASN of the first one.
 */
public final class TwoAsns {
    public static final String NAME = "two-asns";
    private static final String DRAWING = """
               ASN 64496                                                                ASN 64497
          h8a  IPv8 host                                                           IPv8 host  h8b
          64496.10.1.0.10                                                     64497.10.2.0.10
                   |                                                                 |
                   |            ra                                  rb               |
              [swa]+--------[ router ]-----------[ link ]-----------[ router ]-------+[swb]
                   |     64496.10.1.0.1   64496.222.0.0.0/31   64497.10.2.0.1        |
                   |     10.1.0.1         192.0.2.0/31         10.2.0.1              |
                   |                                                                 |
          h4a  Linux, IPv4 only                                      Linux, IPv4 only  h4b
          10.1.0.20                                                           10.2.0.20
        """;

    private TwoAsns() {
    }

    /** The plan. */
    public static Topology topology() {
        return new Topology(NAME, List.of("swa", "link", "swb"), List.of(
            new Station.Ipv8Host("h8a", Port.of("eth0", "swa", "64496.10.1.0.10/24"), Ipv8Address.parse("64496.10.1.0.1")),
            new Station.Ipv4Host("h4a", Port.of("eth0", "swa", "10.1.0.20/24"), Ipv8Address.parse("10.1.0.1")),
            new Station.Router("ra", List.of(
                Port.of("lan", "swa", "64496.10.1.0.1/24", "10.1.0.1/24"),
                Port.of("wan", "link", "64496.222.0.0.0/31", "192.0.2.0/31")), List.of(
                new Station.Route("64497.0.0.0.0/0", Ipv8Address.parse("64496.222.0.0.1")),
                new Station.Route("10.2.0.0/24", Ipv8Address.parse("192.0.2.1")))),
            new Station.Router("rb", List.of(
                Port.of("wan", "link", "64496.222.0.0.1/31", "192.0.2.1/31"),
                Port.of("lan", "swb", "64497.10.2.0.1/24", "10.2.0.1/24")), List.of(
                new Station.Route("64496.0.0.0.0/0", Ipv8Address.parse("64496.222.0.0.0")),
                new Station.Route("10.1.0.0/24", Ipv8Address.parse("192.0.2.0")))),
            new Station.Ipv8Host("h8b", Port.of("eth0", "swb", "64497.10.2.0.10/24"), Ipv8Address.parse("64497.10.2.0.1")),
            new Station.Ipv4Host("h4b", Port.of("eth0", "swb", "10.2.0.20/24"), Ipv8Address.parse("10.2.0.1"))), DRAWING);
    }
}
