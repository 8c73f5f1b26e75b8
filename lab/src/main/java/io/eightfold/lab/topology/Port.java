// SPDX-License-Identifier: Apache-2.0
// Where a station touches a segment.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A station's interface.
 *
 * @param name      of the interface in the station's namespace
 * @param segment   the Ethernet it is plugged into
 * @param addresses own addresses; those of ASN 0 are IPv4
 */
public record Port(String name, String segment, List<InterfaceAddress> addresses) {
    public Port {
        addresses = List.copyOf(addresses);
    }

    /** A port by the text of its addresses. */
    public static Port of(String name, String segment, String... addresses) {
        return new Port(name, segment, Stream.of(addresses).map(InterfaceAddress::parse).toList());
    }

    /** The first address with an ASN. */
    public Optional<Ipv8Address> ipv8() {
        return addresses.stream().map(InterfaceAddress::address).filter(address -> !address.isIpv4()).findFirst();
    }

    /** The first address of ASN 0. */
    public Optional<Ipv8Address> ipv4() {
        return addresses.stream().map(InterfaceAddress::address).filter(Ipv8Address::isIpv4).findFirst();
    }

    boolean isOnLink(Ipv8Address address) {
        return addresses.stream().anyMatch(own -> own.prefix().contains(address));
    }
}
