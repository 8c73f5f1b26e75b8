// SPDX-License-Identifier: Apache-2.0
// The topology nonstop: one router between a sender and a receiver of probes.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/** The two hosts are the lab itself, by packet sockets: no stack of theirs can lose or repeat a probe. */
public final class NonStop {
    public static final String NAME = "nonstop";
    /** Station that sends probes. */
    public static final String SOURCE = "src";
    /** Station that receives them: the gateway of all generated routes. */
    public static final String SINK = "dst";
    /** The router. */
    public static final String ROUTER = "r";
    private static final String DRAWING = """
                                  r
          src  probes    [ dataplane        ]    probes  dst
          64496.10.1.0.10---lan          wan---64496.10.2.0.10
          10.1.0.10      [ controlplane     ]      10.2.0.10
                           two processes: each is killed, stopped and replaced while the probes go on
        """;

    private NonStop() {
    }

    /** The plan. */
    public static Topology topology() {
        return new Topology(NAME, List.of("swa", "swb"), List.of(
            new Station.Ipv8Host(SOURCE, Port.of("eth0", "swa", "64496.10.1.0.10/24", "10.1.0.10/24"), Ipv8Address.parse("64496.10.1.0.1")),
            new Station.Router(ROUTER, List.of(
                Port.of("lan", "swa", "64496.10.1.0.1/24", "10.1.0.1/24"),
                Port.of("wan", "swb", "64496.10.2.0.1/24", "10.2.0.1/24")), List.of()),
            new Station.Ipv8Host(SINK, Port.of("eth0", "swb", "64496.10.2.0.10/24", "10.2.0.10/24"), Ipv8Address.parse("64496.10.2.0.1"))), DRAWING);
    }
}
