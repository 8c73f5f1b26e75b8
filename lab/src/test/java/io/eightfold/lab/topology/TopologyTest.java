// SPDX-License-Identifier: Apache-2.0
// Tests what a topology refuses and finds.
package io.eightfold.lab.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static Station.Ipv4Host host(String name, String segment, String address, String gateway) {
        return new Station.Ipv4Host(name, Port.of("eth0", segment, address), Ipv8Address.parse(gateway));
    }

    private static String problems(List<String> segments, Station... stations) {
        return assertThrows(IllegalArgumentException.class, () -> new Topology("t", segments, List.of(stations), "")).getMessage();
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        String message = problems(List.of("sw", "Switch"), host("h1", "sw", "10.1.0.20/24", "10.2.0.1"),
            host("h1", "nowhere", "10.1.0.20/24", "10.1.0.1"));
        assertTrue(message.contains("'Switch' is no name"), message);
        assertTrue(message.contains("'h1' is there twice"), message);
        assertTrue(message.contains("no segment 'nowhere'"), message);
        assertTrue(message.contains("10.1.0.20 belongs to h1 and h1"), message);
        assertTrue(message.contains("gateway 10.2.0.1 of h1 is on none of its prefixes"), message);
    }

    @Test
    void shouldRefuseARouteWhoseGatewayIsNotOnLink() {
        Station.Router router = new Station.Router("r1", List.of(Port.of("lan", "sw", "64496.10.1.0.1/24")),
            List.of(new Station.Route("64497.0.0.0.0/0", Ipv8Address.parse("64497.10.1.0.2"))));
        assertTrue(problems(List.of("sw"), router).contains("gateway 64497.10.1.0.2 of r1"), "another ASN is another prefix");
    }

    @Test
    void shouldRefuseAStationNamedLikeASegment() {
        assertTrue(problems(List.of("sw"), host("sw", "sw", "10.1.0.20/24", "10.1.0.1")).contains("'sw' is there twice"));
    }

    @Test
    void shouldGiveEachPortAMacOfItsOwn() {
        Topology topology = TwoAsns.topology();
        List<String> macs = topology.stations().stream()
            .flatMap(station -> station.ports().stream().map(port -> topology.mac(station, port))).toList();
        assertEquals(8, macs.size());
        assertEquals(8, macs.stream().distinct().count());
        assertEquals("02:e8:00:00:03:02", topology.mac(topology.station("ra"), topology.station("ra").ports().get(1)));
    }

    @Test
    void shouldNameAStationThatIsNotThere() {
        assertEquals("topology two-asns has no station 'rc'",
            assertThrows(IllegalArgumentException.class, () -> TwoAsns.topology().station("rc")).getMessage());
    }

    @Test
    void shouldFindBothFamiliesOfAPort() {
        Port port = Port.of("lan", "sw", "10.1.0.1/24", "64496.10.1.0.1/24");
        assertEquals("64496.10.1.0.1", port.ipv8().orElseThrow().toString());
        assertEquals("10.1.0.1", port.ipv4().orElseThrow().toString());
    }
}
