// SPDX-License-Identifier: Apache-2.0
// Where a route sends packets, as control plane and dataplane tell each other.
package io.eightfold.fibprotocol;

import io.eightfold.wire.address.Ipv8Address;

/** A next hop that needs no further lookup: its port is named. Thread: any; values. */
public sealed interface NextHop {
    /** A neighbour on a port. */
    record Gateway(long address, String port) implements NextHop {
        @Override
        public String toString() {
            return "via " + Ipv8Address.ofBits(address) + " " + port;
        }
    }

    /** The destination itself, on a port. */
    record OnLink(String port) implements NextHop {
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
}
