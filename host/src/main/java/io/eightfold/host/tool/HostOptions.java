// SPDX-License-Identifier: Apache-2.0
// The settings of a host daemon.
package io.eightfold.host.tool;

import io.eightfold.host.stack.HostConfig;
import io.eightfold.host.stack.HostRole;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;

/**
 * Settings of {@link HostDaemon}.
 *
 * @param interfaceName  interface of the current network namespace
 * @param address        own address with on-link prefix
 * @param gateway        next hop for everything else, or null
 * @param secondGateway  the other one of an even/odd pair, or null
 * @param etherType      EtherType of version 8, {@link HostConfig#DEFAULT_ETHER_TYPE} as a rule
 * @param hasUdpServices whether UDP echo (port 7) and discard (port 9) run
 */
public record HostOptions(String interfaceName, InterfaceAddress address, Ipv8Address gateway, Ipv8Address secondGateway, int etherType,
                          boolean hasUdpServices) {

    /** One gateway, or none. */
    public HostOptions(String interfaceName, InterfaceAddress address, Ipv8Address gateway, int etherType, boolean hasUdpServices) {
        this(interfaceName, address, gateway, null, etherType, hasUdpServices);
    }

    HostConfig toConfig() {
        try {
            return new HostConfig(address, gateway, secondGateway, etherType, HostRole.OWNER, hasUdpServices);
        } catch (IllegalArgumentException e) {
            throw new HostToolException(HostToolException.USAGE, e.getMessage());
        }
    }
}
