// SPDX-License-Identifier: Apache-2.0
// Writes a router's configuration file.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.InterfaceAddress;

/** The configuration of a lab router in the language of docs/configuration.md. Thread: any. */
public final class RouterText {
    private RouterText() {
    }

    /**
     * Everything but the ports that are the kernel's.
     *
     * @param driver DPDK driver of all ports: {@code net_af_xdp} or {@code net_af_packet}
     */
    public static String of(Station.Router router, String driver) {
        StringBuilder text = new StringBuilder("""
            ! Written by `ipv8 lab`.
            hostname %s
            ipv8 routing
            !
            ! Several routers share a small machine: little memory, and no worker that spins.
            dpdk
             hugepages never
             memory 128m
            dataplane
             idle backoff
            """.formatted(router.name()));
        for (Port port : router.dataPorts()) {
            text.append("!\ninterface ").append(port.name()).append("\n device ").append(driver).append('\n');
            for (InterfaceAddress own : port.addresses()) {
                text.append(own.address().isIpv4() ? " ip address " : " ipv8 address ").append(own).append('\n');
            }
            text.append(" punt tap\n");
        }
        text.append("!\n");
        for (Station.Route route : router.routes()) {
            text.append(route.gateway().isIpv4() ? "ip route " : "ipv8 route ").append(route.prefix()).append(' ').append(route.gateway()).append('\n');
        }
        return text.toString();
    }
}
