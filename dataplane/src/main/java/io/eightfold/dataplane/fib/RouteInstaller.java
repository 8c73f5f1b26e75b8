// SPDX-License-Identifier: Apache-2.0
// Turns configuration into routes and next hops.
package io.eightfold.dataplane.fib;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.List;

/** Installs local, connected and static routes. Thread: control, or startup before the control thread runs. */
public final class RouteInstaller {
    private static final int HOST_LENGTH = 32;
    /** From this host length on a prefix has neither network nor broadcast address (RFC 3021). */
    private static final int POINT_TO_POINT_LENGTH = 31;

    private final List<RouterPort> ports;
    private final Fib fib;
    private final NextHopTable nextHops;
    private final List<RouteView> views = new ArrayList<>();

    /**
     * A route as the operator sees it.
     * @param source {@code local}, {@code connected} or {@code static}.
     */
    public record RouteView(Ipv8Prefix prefix, String source, List<HopView> hops) {
    }

    /**
     * @param kind    {@code gateway}, {@code onLink}, {@code local}, {@code blackhole} or {@code unreachable}.
     * @param gateway null unless kind is gateway.
     * @param port    null for blackhole and unreachable.
     */
    public record HopView(String kind, Ipv8Address gateway, String port) {
    }

    public RouteInstaller(final List<RouterPort> ports, final Fib fib, final NextHopTable nextHops) {
        this.ports = List.copyOf(ports);
        this.fib = fib;
        this.nextHops = nextHops;
    }

    /** Installs everything; static routes look for their gateways at once. */
    public void install(final List<StaticRoute> routes, final NeighborTable neighbors, final long nowNs) {
        for (final RouterPort port : ports) {
            port.ipv8Addresses().forEach(own -> connect(port, own));
            port.ipv4Addresses().forEach(own -> connect(port, own));
        }
        for (final StaticRoute route : routes) {
            add(route, neighbors, nowNs);
        }
    }

    /** All routes in the order they were installed. Immutable afterwards; any thread. */
    public List<RouteView> views() {
        return List.copyOf(views);
    }

    private void connect(final RouterPort port, final InterfaceAddress own) {
        final Ipv8Prefix prefix = own.prefix();
        if (prefix.hostLength() < HOST_LENGTH) {
            fib.put(prefix, special(NextHopTable.TYPE_GLEAN, port));
            views.add(new RouteView(prefix, "connected", List.of(new HopView("onLink", null, port.name()))));
        }
        if (prefix.hostLength() < POINT_TO_POINT_LENGTH) {
            final int broadcast = special(NextHopTable.TYPE_BROADCAST, port);
            final long lowest = prefix.address().bits();
            fib.put(host(lowest), broadcast);
            fib.put(host(lowest | (1L << HOST_LENGTH - prefix.hostLength()) - 1), broadcast);
        }
        fib.put(host(own.address().bits()), special(NextHopTable.TYPE_LOCAL, port));
        views.add(new RouteView(host(own.address().bits()), "local", List.of(new HopView("local", null, port.name()))));
    }

    private void add(final StaticRoute route, final NeighborTable neighbors, final long nowNs) {
        final int[] hops = new int[route.hops().size()];
        final List<HopView> hopViews = new ArrayList<>();
        for (int i = 0; i < hops.length; i++) {
            switch (route.hops().get(i)) {
                case StaticRoute.Gateway gateway -> {
                    final RouterPort port = portOf(route, gateway);
                    hops[i] = required(neighbors.gateway(port.index(), gateway.address().bits(), nowNs));
                    hopViews.add(new HopView("gateway", gateway.address(), port.name()));
                }
                case StaticRoute.OnLink onLink -> {
                    hops[i] = special(NextHopTable.TYPE_GLEAN, named(route, onLink.port()));
                    hopViews.add(new HopView("onLink", null, onLink.port()));
                }
                case StaticRoute.Blackhole _ -> {
                    hops[i] = special(NextHopTable.TYPE_BLACKHOLE, ports.getFirst());
                    hopViews.add(new HopView("blackhole", null, null));
                }
                case StaticRoute.Unreachable _ -> {
                    hops[i] = special(NextHopTable.TYPE_UNREACHABLE, ports.getFirst());
                    hopViews.add(new HopView("unreachable", null, null));
                }
            }
        }
        fib.put(route.prefix(), hops.length == 1 ? hops[0] : fib.addGroup(hops));
        views.add(new RouteView(route.prefix(), "static", List.copyOf(hopViews)));
    }

    private RouterPort portOf(final StaticRoute route, final StaticRoute.Gateway gateway) {
        if (gateway.port() != null) {
            return named(route, gateway.port());
        }
        for (final RouterPort port : ports) {
            if (port.isOnLink(gateway.address().bits())) {
                return port;
            }
        }
        throw new IllegalArgumentException("route " + route.prefix() + ": gateway " + gateway.address()
            + " is on no connected prefix; give an interface an address beside it");
    }

    private RouterPort named(final StaticRoute route, final String name) {
        for (final RouterPort port : ports) {
            if (port.name().equals(name)) {
                return port;
            }
        }
        throw new IllegalArgumentException("route " + route.prefix() + ": no interface '" + name + "'; configure it or name another");
    }

    private int special(final int type, final RouterPort port) {
        return required(nextHops.addSpecial(type, port.index(), port.mtuBytes()));
    }

    private int required(final int record) {
        if (record < 0) {
            throw new IllegalStateException("all " + nextHops.size() + " next-hop records are in use; configure fewer gateways and addresses");
        }
        return record;
    }

    private static Ipv8Prefix host(final long address) {
        return new Ipv8Prefix(Ipv8Address.ofBits(address), Ipv8Prefix.MAX_LENGTH_BITS);
    }
}
