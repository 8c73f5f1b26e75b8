// SPDX-License-Identifier: Apache-2.0
// Tests the plan of the lab whois8.
package io.eightfold.lab.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class Whois8Test {
    private static final Station.Router ROUTER = Whois8.topology().routers().getFirst();

    @Test
    void shouldKeepTheManagementPortOutOfTheConfiguration() {
        assertFalse(RouterText.of(ROUTER, "net_af_xdp").contains("mgmt"), "DPDK would take it from the kernel");
    }

    @Test
    void shouldGiveTheKernelTheManagementAddressOnly() {
        assertEquals(List.of("192.0.2.1/24"), ROUTER.kernelPorts().stream().flatMap(port -> port.addresses().stream()).map(Object::toString).toList());
        assertEquals(List.of("lan", "wan", "mgmt"), ROUTER.ports().stream().map(Port::name).toList());
    }
}
