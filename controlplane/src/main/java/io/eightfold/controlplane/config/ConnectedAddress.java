// SPDX-License-Identifier: Apache-2.0
// An interface address together with the line that gave it.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.stream.Stream;

/** An interface address together with the interface and the line that gave it. */
record ConnectedAddress(String interfaceName, Entry entry, InterfaceAddress value) {
    /** All addresses of all interfaces, in the order of the file. */
    static List<ConnectedAddress> of(List<Section> sections) {
        return Section.interfaces(sections).stream().flatMap(ConnectedAddress::ofInterface).toList();
    }

    /** The addresses of one interface, in the order of the file. */
    static Stream<ConnectedAddress> ofInterface(Section section) {
        return section.entries().stream()
                .filter(entry -> entry.statement() == Statement.IPV8_ADDRESS || entry.statement() == Statement.IP_ADDRESS)
                .map(entry -> new ConnectedAddress(section.name(), entry, entry.value(argument(entry))));
    }

    private static Argument<InterfaceAddress> argument(Entry entry) {
        return entry.statement() == Statement.IPV8_ADDRESS ? Arguments.IPV8_ADDRESS : Arguments.IPV4_ADDRESS;
    }

    Argument<InterfaceAddress> argument() {
        return argument(entry);
    }

    int lineNumber() {
        return entry.line().number();
    }

    boolean overlaps(ConnectedAddress other) {
        Ipv8Prefix mine = value.prefix();
        Ipv8Prefix theirs = other.value.prefix();
        return mine.contains(theirs.address()) || theirs.contains(mine.address());
    }
}
