// SPDX-License-Identifier: Apache-2.0
// An interface address together with the line that gave it.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.stream.Stream;

/** An interface address together with the interface, its routing table and the line that gave it. */
record ConnectedAddress(String interfaceName, Vrf vrf, Entry entry, InterfaceAddress value) {
    /** What only one interface may have: two routing tables may use one address for different things. */
    record Place(Vrf vrf, Ipv8Address address) {
    }

    /** All addresses of all interfaces, in the order of the file. */
    static List<ConnectedAddress> of(List<Section> sections) {
        return Section.interfaces(sections).stream().flatMap(ConnectedAddress::ofInterface).toList();
    }

    /** The addresses of one interface, in the order of the file. */
    static Stream<ConnectedAddress> ofInterface(Section section) {
        Vrf vrf = ConfigAssembler.vrf(section);
        return section.entries().stream()
                .filter(entry -> entry.statement() == Statement.IPV8_ADDRESS || entry.statement() == Statement.IP_ADDRESS)
                .map(entry -> new ConnectedAddress(section.name(), vrf, entry, entry.value(argument(entry))));
    }

    private static Argument<InterfaceAddress> argument(Entry entry) {
        return entry.statement() == Statement.IPV8_ADDRESS ? Arguments.IPV8_ADDRESS : Arguments.IPV4_ADDRESS;
    }

    Argument<InterfaceAddress> argument() {
        return argument(entry);
    }

    Place place() {
        return new Place(vrf, value.address());
    }

    int lineNumber() {
        return entry.line().number();
    }
}
