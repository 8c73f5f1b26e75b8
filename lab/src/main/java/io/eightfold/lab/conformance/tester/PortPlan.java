// SPDX-License-Identifier: Apache-2.0
// Who lives at a port of the tester.
package io.eightfold.lab.conformance.tester;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Addresses of the fixed topology of {@code lab/conformance/README.md}.
 *
 * @param router    the router's IPv4 address on the link
 * @param ipv8Hosts answered by ARP8
 * @param ipv4Hosts answered by ARP; the kernel answers for its own ones itself
 */
public record PortPlan(String name, String router, String own, Set<Ipv8Address> ipv8Hosts, Set<Ipv8Address> ipv4Hosts) {
    /** The four of them. */
    public static final List<PortPlan> ALL = List.of(
        of("A", "10.1.0.1", "10.1.0.10", "64496.10.1.0.10 64496.10.1.0.11 127.1.0.0.10.0.0.10", "10.1.0.10 10.1.0.11 10.1.0.20"),
        of("B", "10.9.0.1", "10.9.0.10", "64496.10.9.0.10 127.2.0.0.10.0.0.10 127.3.0.0.10.0.0.10", "10.9.0.10 10.9.0.20"),
        of("C", "192.0.2.1", "192.0.2.2", "64497.192.0.2.2", ""),
        of("D", "198.51.100.1", "198.51.100.2", "", ""));

    /** Addresses at C that BGP8 sessions are made from. */
    public static Stream<String> bgpAddresses() {
        return IntStream.rangeClosed(101, 140).mapToObj(last -> "192.0.2." + last);
    }

    /** Whether the tester's BGP8 sessions run here, by the kernel's TCP. */
    boolean hasSessions() {
        return name.equals("C");
    }

    private static PortPlan of(String name, String router, String own, String ipv8Hosts, String ipv4Hosts) {
        return new PortPlan(name, router, own, addresses(ipv8Hosts), addresses(ipv4Hosts));
    }

    private static Set<Ipv8Address> addresses(String words) {
        return Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).map(Ipv8Address::parse).collect(Collectors.toUnmodifiableSet());
    }
}
