// SPDX-License-Identifier: Apache-2.0
// The topology conformance: a router, and a tester at its four ports.
package io.eightfold.lab.topology;

import io.eightfold.lab.conformance.tester.PortPlan;
import io.eightfold.wire.address.InterfaceAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What stands in {@code lab/conformance/README.md}; the router's addresses are in {@code dut.conf}. */
public final class Conformance {
    public static final String NAME = "conformance";
    public static final String ROUTER = "dut";
    public static final String TESTER = "tester";
    /** The tester's interfaces by the names that cases use. */
    public static final Map<String, String> INTERFACES = Map.of("A", "pa", "B", "pb", "C", "pc", "D", "pd");
    /** The tester's address at D, where the registry listens. */
    public static final String REGISTRY_ADDRESS = "198.51.100.2";
    private static final String DRAWING = """
                                          AS 64496
             inside    A  64496.10.1.0.1/24  +-----+  64497.192.0.2.1/24  C   border to AS 64497
          tester ----------------------------| dut |---------------------------- tester
             inside    B  64496.10.9.0.1/24  +-----+  198.51.100.1/24     D   IPv4-only transit
          tester -------------------------------+ +----------------------------- tester, WHOIS8 registry
        """;

    private Conformance() {
    }

    /** The tester's own address at C, and those of its BGP8 sessions. */
    private static List<InterfaceAddress> border() {
        return Stream.concat(Stream.of("192.0.2.2"), PortPlan.bgpAddresses()).map(address -> InterfaceAddress.parse(address + "/24")).toList();
    }

    /** The plan. */
    public static Topology topology() {
        return new Topology(NAME, List.of("sega", "segb", "segc", "segd"), List.of(
            new Station.Router(ROUTER, List.of(Port.of("pa", "sega", "64496.10.1.0.1/24", "10.1.0.1/24"), Port.of("pb", "segb", "64496.10.9.0.1/24", "10.9.0.1/24"),
                Port.of("pc", "segc", "64497.192.0.2.1/24", "192.0.2.1/24"), Port.of("pd", "segd", "198.51.100.1/24")), List.of()),
            new Station.Transit(TESTER, List.of(Port.of("pa", "sega"), Port.of("pb", "segb"), new Port("pc", "segc", border()),
                Port.of("pd", "segd", REGISTRY_ADDRESS + "/24")))), DRAWING);
    }
}
