// SPDX-License-Identifier: Apache-2.0
// A route given by the operator.
package io.eightfold.dataplane;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.List;

/**
 * @param hops one, or several that share the traffic by flow.
 */
public record StaticRoute(Ipv8Prefix prefix, List<Hop> hops) {
    public StaticRoute {
        hops = List.copyOf(hops);
    }

    /** Where packets go. */
    public sealed interface Hop {
    }

    /** To a router on a connected prefix; {@code port} names the port or is null to find it by the prefix. */
    public record Gateway(Ipv8Address address, String port) implements Hop {
    }

    /** Straight to the destination on a port. */
    public record OnLink(String port) implements Hop {
    }

    /** Into a tunnel between two IPv4 addresses, by a gateway on a connected prefix. */
    public record Tunnel(Ipv8Address local, Ipv8Address remote, Encapsulation encapsulation, Ipv8Address gateway) implements Hop {
    }

    /** Dropped in silence. */
    public record Blackhole() implements Hop {
    }

    /** Dropped, and the source is told. */
    public record Unreachable() implements Hop {
    }

    /** Dropped, and the source is told that an administrator forbids it. */
    public record Prohibit() implements Hop {
    }
}
