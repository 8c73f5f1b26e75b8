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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs local, connected and static routes. Thread: control, or startup before the control thread runs. */
public final class RouteInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(RouteInstaller.class);
    private static final int HOST_LENGTH = 32;
    /** From this host length on a prefix has neither network nor broadcast address (RFC 3021). */
    private static final int POINT_TO_POINT_LENGTH = 31;

    private final List<RouterPort> ports;
    private final Fib fib;
    private final NextHopTable nextHops;
    private final List<RouteView> views = new ArrayList<>();
    /** Records of what is not a neighbour, by type and port: a thousand blackhole routes share one. */
    private final Map<Long, Integer> specials = new HashMap<>();
    /** ECMP groups with the records they were configured with. */
    private final Map<Integer, int[]> groups = new HashMap<>();

    /**
     * A route as the operator sees it.
     * @param source     {@code local}, {@code connected} or {@code static}.
     * @param isSelected whether it is in the forwarding table; a static route gives way to a local or connected one of the same prefix.
     */
    public record RouteView(Ipv8Prefix prefix, String source, List<HopView> hops, boolean isSelected) {
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
        neighbors.onGatewayChange(record -> regroup(record, neighbors));
        fib.beginBatch();
        try {
            collect(routes, neighbors, nowNs);
        } catch (final RuntimeException e) {
            fib.abandonBatch();
            throw e;
        }
        fib.endBatch();
    }

    private void collect(final List<StaticRoute> routes, final NeighborTable neighbors, final long nowNs) {
        for (final RouterPort port : ports) {
            port.ipv8Addresses().forEach(own -> connect(port, own));
            port.ipv4Addresses().forEach(own -> connect(port, own));
        }
        final Set<Ipv8Prefix> own = views.stream().map(RouteView::prefix).collect(Collectors.toSet());
        for (final StaticRoute route : routes) {
            add(route, own.contains(route.prefix()), neighbors, nowNs);
        }
    }

    /** A gateway failed or came back: its groups go on with those that have not failed, or with all when all have. */
    private void regroup(final int record, final NeighborTable neighbors) {
        groups.forEach((group, members) -> {
            if (Arrays.stream(members).anyMatch(m -> m == record)) {
                final int[] alive = Arrays.stream(members).filter(m -> !neighbors.hasFailed(m)).toArray();
                replace(group, alive.length == 0 ? members : alive);
            }
        });
    }

    private void replace(final int group, final int[] members) {
        try {
            fib.replaceGroup(group, members);
        } catch (final FibFullException e) {
            LOG.warn("fib fault=host group keeps its members: {}", e.getMessage());
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
            views.add(new RouteView(prefix, "connected", List.of(new HopView("onLink", null, port.name())), true));
        }
        if (prefix.hostLength() < POINT_TO_POINT_LENGTH) {
            final int broadcast = special(NextHopTable.TYPE_BROADCAST, port);
            final long lowest = prefix.address().bits();
            fib.put(host(lowest), broadcast);
            fib.put(host(lowest | (1L << HOST_LENGTH - prefix.hostLength()) - 1), broadcast);
        }
        fib.put(host(own.address().bits()), special(NextHopTable.TYPE_LOCAL, port));
        views.add(new RouteView(host(own.address().bits()), "local", List.of(new HopView("local", null, port.name())), true));
    }

    private void add(final StaticRoute route, final boolean isHidden, final NeighborTable neighbors, final long nowNs) {
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
        views.add(new RouteView(route.prefix(), "static", List.copyOf(hopViews), !isHidden));
        if (!isHidden) {
            fib.put(route.prefix(), hops.length == 1 ? hops[0] : group(hops));
        }
    }

    private int group(final int[] hops) {
        final int group = fib.addGroup(hops);
        groups.put(group, hops);
        return group;
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
        return specials.computeIfAbsent((long) type << 32 | port.index(), k -> required(nextHops.addSpecial(type, port.index(), port.mtuBytes())));
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
