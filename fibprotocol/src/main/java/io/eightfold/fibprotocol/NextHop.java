// SPDX-License-Identifier: Apache-2.0
// Where a route sends packets, as control plane and dataplane tell each other.
package io.eightfold.fibprotocol;

import io.eightfold.wire.address.Ipv8Address;

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

    /** What a name must be to arrive at the other side as it was sent. */
    private static void checkPort(final String port) {
        if (port.isEmpty() || port.length() > FibWire.MAX_PORT_NAME_BYTES || !port.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("port '" + port + "' of a next hop is no name of 1 to " + FibWire.MAX_PORT_NAME_BYTES + " ASCII characters");
        }
    }
}
