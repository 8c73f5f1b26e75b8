// SPDX-License-Identifier: Apache-2.0
// Where a route sends packets, as its source said it.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.wire.address.Ipv8Address;

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

    /** The hop that leads where a resolved one leads. */
    static RibHop of(final NextHop hop) {
        return switch (hop) {
            case NextHop.Gateway gateway -> new Gateway(gateway.address(), gateway.port());
            case NextHop.OnLink onLink -> new OnLink(onLink.port());
            case NextHop.Blackhole _ -> new Blackhole();
            case NextHop.Unreachable _ -> new Unreachable();
            case NextHop.Prohibit _ -> new Prohibit();
        };
    }

    /** The port it names, or null. */
    default String portName() {
        return switch (this) {
            case Gateway gateway -> gateway.port;
            case OnLink onLink -> onLink.port;
            case Blackhole _, Unreachable _, Prohibit _ -> null;
        };
    }

    /** Whether the way to it must be found among the routes. */
    default boolean isRecursive() {
        return this instanceof Gateway gateway && gateway.port == null;
    }
}
