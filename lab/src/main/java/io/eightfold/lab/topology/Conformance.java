// SPDX-License-Identifier: Apache-2.0
// The topology conformance: a router, and a tester at its four ports.
package io.eightfold.lab.topology;

import java.util.List;
import java.util.Map;

/** What stands in {@code lab/conformance/README.md}; the router's addresses are in {@code dut.conf}. */
public final class Conformance {
    public static final String NAME = "conformance";
    public static final String ROUTER = "dut";
    public static final String TESTER = "tester";
    /** The tester's interfaces by the names that cases use. */
    public static final Map<String, String> INTERFACES = Map.of("A", "a", "B", "b", "C", "c", "D", "d");
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

    /** The plan. */
    public static Topology topology() {
        return new Topology(NAME, List.of("sega", "segb", "segc", "segd"), List.of(
            new Station.Router(ROUTER, List.of(Port.of("a", "sega", "64496.10.1.0.1/24", "10.1.0.1/24"), Port.of("b", "segb", "64496.10.9.0.1/24", "10.9.0.1/24"),
                Port.of("c", "segc", "64497.192.0.2.1/24", "192.0.2.1/24"), Port.of("d", "segd", "198.51.100.1/24")), List.of()),
            new Station.Transit(TESTER, List.of(Port.of("a", "sega"), Port.of("b", "segb"), Port.of("c", "segc", "192.0.2.2/24"),
                Port.of("d", "segd", REGISTRY_ADDRESS + "/24")))), DRAWING);
    }
}
