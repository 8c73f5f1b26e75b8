// SPDX-License-Identifier: Apache-2.0
// Tests that settings which cannot work are refused with a remedy, and how next hops are chosen.
package io.eightfold.host.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import org.junit.jupiter.api.Test;

class HostConfigTest {
    private static final String ADDRESS = "64496.10.1.0.10/24";

    @Test
    void shouldRefuseGatewayOutsideThePrefix() {
        assertMessage("gateway 64496.10.2.0.1 is outside the on-link prefix 64496.10.1.0.0/24", ADDRESS, "64496.10.2.0.1", 0x8080);
    }

    @Test
    void shouldRefuseGatewayThatIsNoUnicastAddress() {
        assertMessage("gateway 64496.224.0.0.1 is not a unicast address", ADDRESS, "64496.224.0.0.1", 0x8080);
        assertMessage("is not a unicast address", "64496.0.0.0.1/24", "64496.0.0.0.2", 0x8080);
    }

    @Test
    void shouldRefuseEtherTypesInUse() {
        assertMessage("etherType=0x0800", ADDRESS, "64496.10.1.0.1", 0x0800);
        assertMessage("etherType=0x05ff", ADDRESS, "64496.10.1.0.1", 0x05FF);
        assertMessage("etherType=0x10000", ADDRESS, "64496.10.1.0.1", 0x10000);
    }

    @Test
    void shouldSendOnLinkDirectlyAndTheRestToTheGateway() {
        assertEquals("64496.10.1.0.99", nextHop("64496.10.1.0.99"));
        assertEquals("64496.10.1.0.1", nextHop("64496.10.2.0.99"));
        assertEquals("64496.10.1.0.1", nextHop("64497.10.1.0.99"));
    }

    @Test
    void shouldRouteIpv4ByHostParts() {
        assertEquals("10.1.0.99", nextHop("10.1.0.99"));
        assertEquals("10.1.0.1", nextHop("192.0.2.1"));
    }

    @Test
    void shouldHaveNoNextHopWithoutGateway() {
        HostRoutes routes = new HostRoutes(HostConfig.of(InterfaceAddress.parse(ADDRESS), null));

        assertEquals(HostRoutes.NO_NEXT_HOP, routes.nextHop(Ipv8Address.parse("64497.10.1.0.99").bits()));
        assertEquals(HostRoutes.NO_NEXT_HOP, routes.nextHop(Ipv8Address.parse("192.0.2.1").bits()));
    }

    private static String nextHop(String destination) {
        HostRoutes routes = new HostRoutes(TwoHosts.config(ADDRESS));
        return Ipv8Address.ofBits(routes.nextHop(Ipv8Address.parse(destination).bits())).toString();
    }

    private static void assertMessage(String expected, String address, String gateway, int etherType) {
        InterfaceAddress own = InterfaceAddress.parse(address);
        Ipv8Address hop = Ipv8Address.parse(gateway);
        String message = assertThrows(IllegalArgumentException.class,
            () -> new HostConfig(own, hop, etherType, HostRole.OWNER, false)).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
