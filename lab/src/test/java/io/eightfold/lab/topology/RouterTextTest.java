// SPDX-License-Identifier: Apache-2.0
// Tests the configuration a lab router gets.
package io.eightfold.lab.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RouterTextTest {

    @Test
    void shouldWriteInterfacesAndRoutesOfBothFamilies() {
        assertEquals("""
            ! Written by `ipv8 lab`.
            hostname ra
            ipv8 routing
            !
            ! Several routers share a small machine: little memory, and no worker that spins.
            dpdk
             hugepages never
             memory 128m
            dataplane
             idle backoff
            !
            interface lan
             device net_af_xdp
             ipv8 address 64496.10.1.0.1/24
             ip address 10.1.0.1/24
             punt tap
            !
            interface wan
             device net_af_xdp
             ipv8 address 64496.222.0.0.0/31
             ip address 192.0.2.0/31
             punt tap
            !
            ipv8 route 64497.0.0.0.0/0 64496.222.0.0.1
            ip route 10.2.0.0/24 192.0.2.1
            """, RouterText.of(TwoAsns.topology().routers().getFirst(), "net_af_xdp"));
    }
}
