// SPDX-License-Identifier: Apache-2.0
// What can be plugged into segments.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.stream.Stream;

/** A namespace with interfaces. */
public sealed interface Station {

    /** Short name, part of the namespace's name. */
    String name();

    /** All interfaces. */
    List<Port> ports();

    /** Interfaces whose addresses the kernel has; on the others they belong to Eightfold. */
    List<Port> kernelPorts();

    /**
     * An Eightfold router.
     *
     * @param dataPorts   belong to DPDK, the kernel has no addresses on them
     * @param kernelPorts belong to the kernel only: management, beside what is forwarded
     */
    record Router(String name, List<Port> dataPorts, List<Port> kernelPorts, List<Route> routes) implements Station {
        public Router {
            dataPorts = List.copyOf(dataPorts);
            kernelPorts = List.copyOf(kernelPorts);
            routes = List.copyOf(routes);
        }

        /** A router that is managed by its control socket only. */
        public Router(String name, List<Port> dataPorts, List<Route> routes) {
            this(name, dataPorts, List.of(), routes);
        }

        @Override
        public List<Port> ports() {
            return Stream.concat(dataPorts.stream(), kernelPorts.stream()).toList();
        }
    }

    /**
     * The user-space host of the room {@code host}.
     *
     * @param gateways one, or an even and an odd one
     */
    record Ipv8Host(String name, Port port, List<Ipv8Address> gateways) implements Station {
        public Ipv8Host {
            gateways = List.copyOf(gateways);
        }

        /** A host with one gateway. */
        public Ipv8Host(String name, Port port, Ipv8Address gateway) {
            this(name, port, List.of(gateway));
        }

        @Override
        public List<Port> ports() {
            return List.of(port);
        }

        @Override
        public List<Port> kernelPorts() {
            return List.of();
        }
    }

    /** A Linux host that has never heard of IPv8. */
    record Ipv4Host(String name, Port port, Ipv8Address gateway) implements Station {
        @Override
        public List<Port> ports() {
            return List.of(port);
        }

        @Override
        public List<Port> kernelPorts() {
            return ports();
        }
    }

    /**
     * A stock Linux router: its routes come from daemons of its own.
     */
    record Transit(String name, List<Port> ports) implements Station {
        public Transit {
            ports = List.copyOf(ports);
        }

        @Override
        public List<Port> kernelPorts() {
            return ports;
        }
    }

    /**
     * A static route.
     *
     * @param prefix as in the configuration file; without ASN it is an IPv4 route
     */
    record Route(String prefix, Ipv8Address gateway) { }
}
