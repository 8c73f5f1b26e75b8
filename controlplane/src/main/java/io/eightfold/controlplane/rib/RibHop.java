// SPDX-License-Identifier: Apache-2.0
// Where a route sends packets, as its source said it.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;

/** Where a route sends packets, as its source said it; {@link NextHop} is what becomes of it. Thread: any; values. */
public sealed interface RibHop {
    /**
     * A router.
     *
     * @param port the port it must be behind, or null to find the way to it among the routes
     */
    record Gateway(long address, String port) implements RibHop {
        @Override
        public String toString() {
            return "via " + Ipv8Address.ofBits(address) + (port == null ? "" : " " + port);
        }
    }

    /** The destination itself, on a port. */
    record OnLink(String port) implements RibHop {
        @Override
        public String toString() {
            return "on " + port;
        }
    }

    /** Dropped in silence. */
    record Blackhole() implements RibHop {
        @Override
        public String toString() {
            return "blackhole";
        }
    }

    /** Dropped, and the source is told. */
    record Unreachable() implements RibHop {
        @Override
        public String toString() {
            return "unreachable";
        }
    }

    /** Dropped, and the source is told that an administrator forbids it. */
    record Prohibit() implements RibHop {
        @Override
        public String toString() {
            return "prohibit";
        }
    }

    /** Inside IPv4 to the other end of a tunnel; the way there is found among the routes of ASN 0. Both ends are IPv4. */
    record Tunnel(int local, int remote, Encapsulation encapsulation) implements RibHop {
        @Override
        public String toString() {
            return "tunnel " + Ipv8Address.ofBits(Integer.toUnsignedLong(remote)) + " " + encapsulation.word();
        }
    }

    /** The hop that leads where a resolved one leads. */
    static RibHop of(final NextHop hop) {
        return switch (hop) {
            case NextHop.Gateway gateway -> new Gateway(gateway.address(), gateway.port());
            case NextHop.OnLink onLink -> new OnLink(onLink.port());
            case NextHop.Blackhole _ -> new Blackhole();
            case NextHop.Unreachable _ -> new Unreachable();
            case NextHop.Prohibit _ -> new Prohibit();
            case NextHop.Tunnel tunnel -> new Tunnel(tunnel.local(), tunnel.remote(), tunnel.encapsulation());
        };
    }

    /** The port it names, or null. */
    default String portName() {
        return switch (this) {
            case Gateway gateway -> gateway.port;
            case OnLink onLink -> onLink.port;
            case Blackhole _, Unreachable _, Prohibit _, Tunnel _ -> null;
        };
    }

    /** Whether it names an address that packets go towards. */
    default boolean isTowards() {
        return this instanceof Gateway || this instanceof Tunnel;
    }

    /** The address that packets go towards: a gateway's, or the other end of a tunnel; 0 when there is none. */
    default long towards() {
        return switch (this) {
            case Gateway gateway -> gateway.address;
            case Tunnel tunnel -> Integer.toUnsignedLong(tunnel.remote);
            case OnLink _, Blackhole _, Unreachable _, Prohibit _ -> 0;
        };
    }

    /** Whether the way to it must be found among the routes. */
    default boolean isRecursive() {
        return this instanceof Gateway gateway && gateway.port == null || this instanceof Tunnel;
    }
}
