// SPDX-License-Identifier: Apache-2.0
// Where a static route sends packets.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.Optional;

/** Where a static route sends packets. Thread: any; immutable. */
public sealed interface NextHopConfig {
    /**
     * To a neighbouring router.
     *
     * @param address       the neighbour, on a connected prefix
     * @param interfaceName the interface it must be behind, or null to find it by its connected prefix
     */
    record Gateway(Ipv8Address address, String interfaceName) implements NextHopConfig {
        @Override
        public String words() {
            return interfaceName == null ? address.conventional() : address.conventional() + " " + interfaceName;
        }
    }

    /** Straight onto a link: every destination of the prefix is a neighbour there. */
    record OnLink(String interfaceName) implements NextHopConfig {
        @Override
        public String words() {
            return interfaceName;
        }
    }

    /**
     * Into a tunnel.
     *
     * @param remote the other end, IPv4
     */
    record Tunnel(int remote, Encapsulation encapsulation) implements NextHopConfig {
        @Override
        public String words() {
            return RouteWords.TUNNEL + Ipv8Address.fourOctets(remote) + (encapsulation == Encapsulation.PROTOCOL ? "" : "/" + encapsulation.word());
        }
    }

    /** Dropped without a word. */
    record Blackhole() implements NextHopConfig {
        @Override
        public String words() {
            return "blackhole";
        }
    }

    /** Dropped with an ICMP or ICMPv8 unreachable message to the source. */
    record Unreachable() implements NextHopConfig {
        @Override
        public String words() {
            return "unreachable";
        }
    }

    /** Dropped with a message to the source that an administrator forbids it. */
    record Prohibit() implements NextHopConfig {
        @Override
        public String words() {
            return "prohibit";
        }
    }

    /** Why no router of that address can take packets to the prefix: versions do not mix on a link. Empty when one can. */
    static Optional<String> familyRefusal(final Ipv8Prefix prefix, final Ipv8Address gateway) {
        final boolean isIpv4 = !prefix.isDefault() && prefix.address().isIpv4();
        if (isIpv4 && !gateway.isIpv4()) {
            return Optional.of("an IPv4 route (ASN 0) needs an IPv4 gateway such as 10.1.0.2");
        }
        if (!isIpv4 && gateway.isIpv4()) {
            return Optional.of("an IPv8 route needs an IPv8 gateway such as 64496.10.1.0.2; an IPv4 router takes no version-8 packets");
        }
        return Optional.empty();
    }

    /** The words of the configuration file for this next hop. */
    String words();

    /** Whether packets leave by this next hop; such next hops may share a prefix (ECMP). */
    default boolean isForwarding() {
        return this instanceof Gateway || this instanceof OnLink || this instanceof Tunnel;
    }
}
