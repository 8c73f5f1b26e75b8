// SPDX-License-Identifier: Apache-2.0
// The values of address and route lines: addresses, prefixes and next hops of both families.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of address and route lines. {@code ip} lines take plain IPv4 only; {@code ipv8} lines take both families. */
final class RouteWords {
    /** The word for the default route of a family. */
    static final String DEFAULT = "default";
    /** What the other end of a tunnel begins with. */
    static final String TUNNEL = "8to4:";

    static final ValueKind<InterfaceAddress> IPV8_ADDRESS = new ValueKind<>(InterfaceAddress.class,
            "an IPv8 address and its prefix length in host bits such as 64496.10.1.0.1/24", Ipv8Prefix::parseWithHost);
    static final ValueKind<InterfaceAddress> IPV4_ADDRESS = new ValueKind<>(InterfaceAddress.class,
            "an IPv4 address and its prefix length such as 10.1.0.1/24", word -> Ipv8Prefix.parseWithHost(plainIpv4(word)));
    static final ValueKind<Ipv8Prefix> IPV8_PREFIX = new ValueKind<>(Ipv8Prefix.class,
            "a prefix such as 64497.10.2.0.0/16, or default", RouteWords::ipv8Prefix);
    static final ValueKind<Ipv8Prefix> IPV4_PREFIX = new ValueKind<>(Ipv8Prefix.class,
            "an IPv4 prefix such as 10.2.0.0/16, or default", word -> Ipv8Prefix.parse(word.equals(DEFAULT) ? "0.0.0.0/0" : plainIpv4(word)));
    static final ValueKind<NextHopConfig> IPV8_NEXT_HOP = new ValueKind<>(NextHopConfig.class,
            "a next hop: an address such as 64496.10.1.0.2, an interface, a tunnel 8to4:ADDRESS[/udp|/https], blackhole, unreachable or prohibit", word -> nextHop(word, false));
    static final ValueKind<NextHopConfig> IPV4_NEXT_HOP = new ValueKind<>(NextHopConfig.class,
            "a next hop: an IPv4 address such as 10.1.0.2, an interface, blackhole, unreachable or prohibit", word -> nextHop(word, true));

    static final ValueKind<Integer> TUNNEL_END = new ValueKind<>(Integer.class, "an IPv4 address such as 198.51.100.1", RouteWords::tunnelEnd);
    static final ValueKind<Vrf> VRF = new ValueKind<>(Vrf.class,
            "one of " + Stream.of(Vrf.values()).map(Vrf::word).collect(Collectors.joining(", ")),
            word -> Vrf.named(word).orElseThrow(() -> new IllegalArgumentException("not one of these words")));

    private RouteWords() {
    }

    private static Ipv8Prefix ipv8Prefix(String word) {
        Ipv8Prefix prefix = word.equals(DEFAULT) ? Ipv8Prefix.DEFAULT : Ipv8Prefix.parse(word);
        if (prefix.spansAsns()) {
            throw new IllegalArgumentException("/" + prefix.lengthBits() + " of 64 bits spans several ASNs, but the first tier of the FIB"
                    + " matches an ASN exactly; give one route per ASN (length 32 or more) or the default route");
        }
        return prefix;
    }

    private static NextHopConfig nextHop(String word, boolean ipv4Only) {
        if (word.equals("via")) {
            throw new IllegalArgumentException("leave out 'via'; the next hop stands right behind the prefix");
        }
        if (word.equals("blackhole")) {
            return new NextHopConfig.Blackhole();
        }
        if (word.equals("unreachable")) {
            return new NextHopConfig.Unreachable();
        }
        if (word.equals("prohibit")) {
            return new NextHopConfig.Prohibit();
        }
        if (word.startsWith(TUNNEL)) {
            if (ipv4Only) {
                throw new IllegalArgumentException("IPv4 needs no tunnel across IPv4; give a gateway");
            }
            return tunnel(word.substring(TUNNEL.length()));
        }
        // Interface names start with a letter, addresses with a digit: no word can be both.
        if (!word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9') {
            return new NextHopConfig.Gateway(Ipv8Address.parse(ipv4Only ? plainIpv4(word) : word), null);
        }
        if (!InterfaceConfig.isName(word)) {
            throw new IllegalArgumentException("neither an address nor an interface name");
        }
        return new NextHopConfig.OnLink(word);
    }

    private static NextHopConfig tunnel(String words) {
        int slash = words.indexOf('/');
        int remote = tunnelEnd(slash < 0 ? words : words.substring(0, slash));
        Encapsulation how = slash < 0 ? Encapsulation.PROTOCOL : TunnelEndConfig.ENCAPSULATION.reader().read(words.substring(slash + 1));
        return new NextHopConfig.Tunnel(remote, how);
    }

    private static Integer tunnelEnd(String word) {
        int address = Bgp8Words.ADDRESS.reader().read(word);
        if (AddressClass.isLoopbackHost(address)) {
            throw new IllegalArgumentException("a loopback address is reached by nobody else");
        }
        return address;
    }

    /** Returns the word unless its address part is of an IPv8 form. */
    private static String plainIpv4(String word) {
        String address = word.split("/", 2)[0];
        if (address.indexOf('-') >= 0 || address.chars().filter(c -> c == '.').count() > 3) {
            throw new IllegalArgumentException("an 'ip' line takes plain IPv4 only; write this line with 'ipv8'");
        }
        return word;
    }
}
