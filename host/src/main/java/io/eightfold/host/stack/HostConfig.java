// SPDX-License-Identifier: Apache-2.0
// The settings of one host stack.
package io.eightfold.host.stack;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import java.util.Set;

/**
 * Settings of a {@link HostStack}; valid once constructed.
 *
 * @param address        own address and on-link prefix, for example {@code 64496.10.1.0.10/24}; the host part is also the IPv4 address
 * @param gateway        next hop for everything off link, or {@code null} for none
 * @param secondGateway  the other gateway of an even/odd pair, or {@code null}
 * @param etherType      EtherType of version-8 frames, {@value #DEFAULT_ETHER_TYPE} (0x8080) unless the network uses another one
 * @param role           whether this stack answers for the address
 * @param hasUdpServices whether the UDP echo (port 7) and discard (port 9) services run
 */
public record HostConfig(InterfaceAddress address, Ipv8Address gateway, Ipv8Address secondGateway, int etherType, HostRole role,
                         boolean hasUdpServices) {
    public static final int DEFAULT_ETHER_TYPE = EthernetLayout.IPV8;

    private static final int MIN_ETHER_TYPE = 0x0600;
    private static final Set<Integer> TAKEN_ETHER_TYPES = Set.of(EthernetLayout.IPV4, EthernetLayout.ARP,
        EthernetLayout.IPV6, EthernetLayout.VLAN);

    public HostConfig {
        checkUnicast("address", address.address());
        if (address.prefix().hostLength() < 0) {
            throw new IllegalArgumentException("prefix " + address.prefix() + " of the host's address spans several ASNs; a link is in one,"
                + " write for example " + address.address().dotted() + "/24");
        }
        checkGateway(address, gateway);
        checkGateway(address, secondGateway);
        if (secondGateway != null && (gateway == null || gateway.equals(secondGateway))) {
            throw new IllegalArgumentException("second gateway " + secondGateway + " needs a first one, and another than itself");
        }
        // IEEE 802.3 clause 3.2.6: values below 0x0600 are lengths.
        if (etherType < MIN_ETHER_TYPE || etherType > 0xFFFF || TAKEN_ETHER_TYPES.contains(etherType)) {
            throw new IllegalArgumentException(("etherType=0x%04x cannot carry version 8;"
                + " use 0x0600 to 0xffff except those of IPv4, ARP, IPv6 and VLAN").formatted(etherType));
        }
    }

    /** One gateway, or none. */
    public HostConfig(InterfaceAddress address, Ipv8Address gateway, int etherType, HostRole role, boolean hasUdpServices) {
        this(address, gateway, null, etherType, role, hasUdpServices);
    }

    /** An owner with the default EtherType and no UDP services. */
    public static HostConfig of(InterfaceAddress address, Ipv8Address gateway) {
        return new HostConfig(address, gateway, DEFAULT_ETHER_TYPE, HostRole.OWNER, false);
    }

    public HostConfig withRole(HostRole newRole) {
        return new HostConfig(address, gateway, secondGateway, etherType, newRole, hasUdpServices);
    }

    public HostConfig withUdpServices() {
        return new HostConfig(address, gateway, secondGateway, etherType, role, true);
    }

    public boolean isOwner() {
        return role == HostRole.OWNER;
    }

    private static void checkGateway(InterfaceAddress address, Ipv8Address gateway) {
        if (gateway == null) {
            return;
        }
        checkUnicast("gateway", gateway);
        if (!address.prefix().contains(gateway)) {
            throw new IllegalArgumentException("gateway " + gateway + " is outside the on-link prefix " + address.prefix()
                + "; choose one inside it or widen the prefix");
        }
    }

    private static void checkUnicast(String what, Ipv8Address value) {
        if (!HostRoutes.isUnicast(value.bits())) {
            throw new IllegalArgumentException(what + " " + value + " is not a unicast address; give one interface's own address");
        }
    }
}
