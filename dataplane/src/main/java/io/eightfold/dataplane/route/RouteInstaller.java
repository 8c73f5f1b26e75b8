// SPDX-License-Identifier: Apache-2.0
// What a dataplane knows of its own: its addresses, its connected prefixes, and routes given at start.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Installs local, connected and broadcast entries, so that a dataplane answers and reaches its links whether or not a control plane is there, and makes the
 * {@link UpdateSession} that a control plane talks to. Thread: control, or startup before the control thread runs.
 */
public final class RouteInstaller {
    private static final int HOST_LENGTH = 32;
    /** Source of routes given at start; a control plane's have others. */
    private static final int FIXED = 255;
    /** From this host length on a prefix has neither network nor broadcast address (RFC 3021). */
    private static final int POINT_TO_POINT_LENGTH = 31;

    private final List<RouterPort> ports;
    private final FibTables tables;
    private final HopSetTable sets;
    private final AppliedRoutes routes;
    private final TableDigest digest = new TableDigest();
    private final List<RouteView> own = new ArrayList<>();
    private Runnable gatewayListener = () -> { };

    /**
     * A route as the operator sees it.
     * @param source {@code local}, {@code connected}, or the number of the control plane's source.
     */
    public record RouteView(Vrf vrf, Ipv8Prefix prefix, String source, int distance, List<NextHop> hops) {
    }

    /** @param neighbors gateways of routes are looked for by it. */
    public RouteInstaller(final List<RouterPort> ports, final FibTables tables, final NextHopTable nextHops, final NeighborTable neighbors) {
        this.ports = List.copyOf(ports);
        this.tables = tables;
        sets = new HopSetTable(ports, tables, nextHops, neighbors, digest);
        routes = new AppliedRoutes(tables, sets, neighbors, digest);
        neighbors.onGatewayChange(record -> {
            sets.onGatewayChange(record);
            gatewayListener.run();
        });
    }

    /** Told that a gateway answers, or does so no longer. */
    void onGatewayChange(final Runnable listener) {
        gatewayListener = listener;
    }

    /** A session that changes the routes installed here. */
    public UpdateSession session(final UpdateSession.Answers answers) {
        return new UpdateSession(routes, sets, digest, answers);
    }

    /** Tunnels of the routes. */
    public TunnelTable tunnels() {
        return sets.tunnels();
    }

    /** Installs what the ports' addresses mean. */
    public void installOwn() {
        installOwn(0);
    }

    /**
     * The same, and our tunnel end, which need not be an address of a port.
     * @param tunnelEnd IPv4, or 0 for none
     */
    public void installOwn(final int tunnelEnd) {
        // Taken before neighbours can have taken all records: what cannot be reached later must at least be that.
        sets.reserve();
        for (final Vrf vrf : Vrf.values()) {
            if (tables.has(vrf)) {
                final Fib fib = tables.of(vrf);
                fib.beginBatch();
                ports.stream().filter(p -> p.vrf() == vrf)
                    .forEach(p -> Stream.concat(p.ipv8Addresses().stream(), p.ipv4Addresses().stream()).forEach(a -> connect(fib, p, a)));
                if (vrf == Vrf.DEFAULT && tunnelEnd != 0) {
                    ownTunnelEnd(fib, tunnelEnd & 0xFFFF_FFFFL);
                }
                fib.endBatch();
            }
        }
    }

    private void ownTunnelEnd(final Fib fib, final long address) {
        if (ports.stream().noneMatch(p -> p.vrf() == Vrf.DEFAULT && p.owns(address))) {
            put(fib, ports.getFirst(), address, HOST_LENGTH, NextHopTable.TYPE_LOCAL);
            own.add(new RouteView(Vrf.DEFAULT, new Ipv8Prefix(Ipv8Address.ofBits(address), Ipv8Prefix.MAX_LENGTH_BITS), "local", 0,
                List.of(new NextHop.OnLink(ports.getFirst().name()))));
        }
    }

    /** Installs routes for good: those of a dataplane without a control plane. */
    public void installFixed(final List<StaticRoute> fixed, final long nowNs) {
        final RouteBatch batch = new RouteBatch();
        final Map<List<NextHop>, HopSet> named = new HashMap<>();
        for (final StaticRoute route : fixed) {
            final HopSet set = named.computeIfAbsent(route.hops().stream().map(h -> hop(route, h)).toList(),
                hops -> sets.name(Vrf.DEFAULT.id(), false, hops, nowNs));
            batch.add(Vrf.DEFAULT.id(), route.prefix().address().bits(), hostLength(route.prefix()), set, FIXED, 1);
            if (batch.isFull()) {
                routes.apply(batch, (byte) 0);
                batch.clear();
            }
        }
        routes.apply(batch, (byte) 0);
    }

    /** Own routes, as installed at start. Thread: any. */
    public List<RouteView> own() {
        return List.copyOf(own);
    }

    /** The control plane's routes, at most {@code limit}. */
    public List<RouteView> applied(final int limit) {
        final List<RouteView> views = new ArrayList<>();
        for (int from = 0; from >= 0 && views.size() < limit;) {
            from = routes.forSome(from, limit - views.size(), (vrf, address, length, set, source, distance) ->
                views.add(view(vrf, address, length, set, source, distance)));
        }
        return views;
    }

    /** The control plane's routes to exactly this prefix, in every VRF. */
    public List<RouteView> applied(final Ipv8Prefix prefix) {
        final List<RouteView> views = new ArrayList<>();
        for (final Vrf vrf : Vrf.values()) {
            routes.find(vrf.id(), prefix.address().bits(), hostLength(prefix),
                (id, address, length, set, source, distance) -> views.add(view(id, address, length, set, source, distance)));
        }
        return views;
    }

    private static RouteView view(final int vrf, final long address, final int length, final HopSet set, final int source, final int distance) {
        return new RouteView(Vrf.of(vrf), prefix(address, length), source == FIXED ? "fixed" : Integer.toString(source), distance, set.hops);
    }

    /** Routes of the control plane. */
    public int appliedCount() {
        return routes.size();
    }

    /** Looks at some of them: at most {@code count} from {@code from} on. Returns where to go on, or -1 when there are no more; routes may change between two calls. */
    public int forSomeApplied(final int from, final int count, final AppliedVisitor visitor) {
        return routes.forSome(from, count, (vrf, address, length, set, source, distance) -> visitor.route(vrf, address, length, set.hops, source, distance));
    }

    /** Looks at a route. */
    public interface AppliedVisitor {
        /** @param hostLength 0 to 32, or {@link FibWire#DEFAULT_ROUTE_LENGTH}. */
        void route(int vrf, long address, int hostLength, List<NextHop> hops, int source, int distance);
    }

    /** Sets of next hops in use. */
    int hopSets() {
        return sets.size();
    }

    /** Hops that could not be used as they were given, since start: of a port that is not here, or a gateway too many. */
    long unusableHops() {
        return sets.unusableHops();
    }

    private void connect(final Fib fib, final RouterPort port, final InterfaceAddress address) {
        final Ipv8Prefix prefix = address.prefix();
        if (prefix.hostLength() < HOST_LENGTH) {
            put(fib, port, prefix.address().bits(), prefix.hostLength(), NextHopTable.TYPE_GLEAN);
            own.add(new RouteView(port.vrf(), prefix, "connected", 0, List.of(new NextHop.OnLink(port.name()))));
        }
        if (prefix.hostLength() < POINT_TO_POINT_LENGTH) {
            final long lowest = prefix.address().bits();
            put(fib, port, lowest, HOST_LENGTH, NextHopTable.TYPE_BROADCAST);
            put(fib, port, lowest | (1L << HOST_LENGTH - prefix.hostLength()) - 1, HOST_LENGTH, NextHopTable.TYPE_BROADCAST);
        }
        put(fib, port, address.address().bits(), HOST_LENGTH, NextHopTable.TYPE_LOCAL);
        own.add(new RouteView(port.vrf(), new Ipv8Prefix(address.address(), Ipv8Prefix.MAX_LENGTH_BITS), "local", 0,
            List.of(new NextHop.OnLink(port.name()))));
    }

    private void put(final Fib fib, final RouterPort port, final long address, final int length, final int type) {
        fib.put((int) (address >>> 32), (int) address, length, sets.special(type, port));
        routes.reserve(port.vrf().id(), address, length);
    }

    private NextHop hop(final StaticRoute route, final StaticRoute.Hop hop) {
        return switch (hop) {
            case StaticRoute.Gateway(var address, var port) -> new NextHop.Gateway(address.bits(), port == null ? portOf(route, address) : named(route, port));
            case StaticRoute.OnLink(var port) -> new NextHop.OnLink(named(route, port));
            case StaticRoute.Tunnel(var local, var remote, var encapsulation, var gateway) -> new NextHop.Tunnel((int) local.bits(), (int) remote.bits(), encapsulation,
                gateway.bits(), portOf(route, gateway));
            case StaticRoute.Blackhole _ -> new NextHop.Blackhole();
            case StaticRoute.Unreachable _ -> new NextHop.Unreachable();
            case StaticRoute.Prohibit _ -> new NextHop.Prohibit();
        };
    }

    private String portOf(final StaticRoute route, final Ipv8Address gateway) {
        return ports.stream().filter(p -> p.isOnLink(gateway.bits())).map(RouterPort::name).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("route " + route.prefix() + ": gateway " + gateway
                + " is on no connected prefix; give an interface an address beside it"));
    }

    private String named(final StaticRoute route, final String name) {
        if (ports.stream().noneMatch(p -> p.name().equals(name))) {
            throw new IllegalArgumentException("route " + route.prefix() + ": no interface '" + name + "'; configure it or name another");
        }
        return name;
    }

    private static int hostLength(final Ipv8Prefix prefix) {
        return prefix.isDefault() ? FibWire.DEFAULT_ROUTE_LENGTH : prefix.hostLength();
    }

    /** The prefix of an address and a host length as the protocol has them. */
    public static Ipv8Prefix prefix(final long address, final int hostLength) {
        return hostLength == FibWire.DEFAULT_ROUTE_LENGTH ? Ipv8Prefix.DEFAULT
            : new Ipv8Prefix(Ipv8Address.ofBits(address), Ipv8Prefix.MAX_LENGTH_BITS - HOST_LENGTH + hostLength);
    }
}
