// SPDX-License-Identifier: Apache-2.0
// Where a route sends packets, as control plane and dataplane tell each other.
package io.eightfold.fibprotocol;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;

/** A next hop that needs no further lookup: its port is named. Thread: any; values. */
public sealed interface NextHop {
    /** A neighbour on a port. */
    record Gateway(long address, String port) implements NextHop {
        /** @throws IllegalArgumentException when the port's name is no name of 1 to {@link FibWire#MAX_PORT_NAME_BYTES} ASCII characters. */
        public Gateway {
            checkPort(port);
        }

        @Override
        public String toString() {
            return "via " + Ipv8Address.ofBits(address) + " " + port;
        }
    }

    /** The destination itself, on a port. */
    record OnLink(String port) implements NextHop {
        /** @throws IllegalArgumentException as {@link Gateway}. */
        public OnLink {
            checkPort(port);
        }

        @Override
        public String toString() {
            return "on " + port;
        }
    }

    /** Dropped in silence. */
    record Blackhole() implements NextHop {
        @Override
        public String toString() {
            return "blackhole";
        }
    }

    /** Dropped, and the source is told. */
    record Unreachable() implements NextHop {
        @Override
        public String toString() {
            return "unreachable";
        }
    }

    /** Dropped, and the source is told that an administrator forbids it. */
    record Prohibit() implements NextHop {
        @Override
        public String toString() {
            return "prohibit";
        }
    }

    /**
     * Inside IPv4 to the other end of a tunnel, by a neighbour on a port.
     * @param local   our end, IPv4
     * @param remote  the other end, IPv4
     * @param gateway the neighbour that outer packets go to: an address of ASN 0
     */
    record Tunnel(int local, int remote, Encapsulation encapsulation, long gateway, String port) implements NextHop {
        private static final long ASN_0 = 0xFFFF_FFFFL;

        /** @throws IllegalArgumentException when an end is 0, the gateway is not of ASN 0, or as {@link Gateway}. */
        public Tunnel {
            checkPort(port);
            if (local == 0 || remote == 0 || gateway != (gateway & ASN_0)) {
                throw new IllegalArgumentException("tunnel from " + Ipv8Address.ofBits(local & ASN_0) + " to " + Ipv8Address.ofBits(remote & ASN_0) + " by "
                    + Ipv8Address.ofBits(gateway) + " lacks an end, or its gateway is no IPv4 neighbour");
            }
        }

        @Override
        public String toString() {
            return "tunnel " + Ipv8Address.ofBits(remote & ASN_0) + " " + encapsulation.word() + " via " + Ipv8Address.ofBits(gateway) + " " + port;
        }
    }

    /** What a name must be to arrive at the other side as it was sent. */
    private static void checkPort(final String port) {
        if (port.isEmpty() || port.length() > FibWire.MAX_PORT_NAME_BYTES || !port.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("port '" + port + "' of a next hop is no name of 1 to " + FibWire.MAX_PORT_NAME_BYTES + " ASCII characters");
        }
    }
}
