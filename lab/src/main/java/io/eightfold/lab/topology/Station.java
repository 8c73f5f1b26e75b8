// SPDX-License-Identifier: Apache-2.0
// What can be plugged into segments.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/** A namespace with interfaces. */
public sealed interface Station {

    /** Short name, part of the namespace's name. */
    String name();

    List<Port> ports();

    /** An Eightfold router; its ports belong to DPDK, the kernel has no addresses on them. */
    record Router(String name, List<Port> ports, List<Route> routes) implements Station {
        public Router {
            ports = List.copyOf(ports);
            routes = List.copyOf(routes);
        }
    }

    /** The user-space host of the room {@code host}. */
    record Ipv8Host(String name, Port port, Ipv8Address gateway) implements Station {
        @Override
        public List<Port> ports() {
            return List.of(port);
        }
    }

    /** A Linux host that has never heard of IPv8. */
    record Ipv4Host(String name, Port port, Ipv8Address gateway) implements Station {
        @Override
        public List<Port> ports() {
            return List.of(port);
        }
    }

    /**
     * A static route.
     *
     * @param prefix as in the configuration file; without ASN it is an IPv4 route
     */
    record Route(String prefix, Ipv8Address gateway) { }
}
