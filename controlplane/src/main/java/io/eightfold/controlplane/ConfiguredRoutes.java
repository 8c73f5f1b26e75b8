// SPDX-License-Identifier: Apache-2.0
// What the configuration means for the RIB.
package io.eightfold.controlplane;

import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.InterfaceConfig;
import io.eightfold.controlplane.config.NextHopConfig;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.config.StaticRouteConfig;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Puts connected, local and static routes into the RIB and takes out what is configured no more. Thread: control. */
final class ConfiguredRoutes {
    private static final int HOST_LENGTH = 32;

    private final Rib rib;
    private final Set<Connected> connected = new HashSet<>();
    private boolean isIpv8Routed = true;
    /** Our end of tunnels as the running dataplane has it, IPv4; 0 without. */
    private int tunnelEnd;

    private record Connected(int vrf, long address, int hostLength, RouteSource source, String port) {
    }

    ConfiguredRoutes(final Rib rib) {
        this.rib = rib;
    }

    /** Everything, at start. */
    void load(final RouterConfig config) {
        isIpv8Routed = config.ipv8Routing();
        loadInterfaces(config);
        config.routes().forEach(this::add);
        // What was static before and is so no more: nobody will confirm it.
        int swept;
        do {
            swept = rib.sweepStale(RouteSource.STATIC, Integer.MAX_VALUE) + rib.sweepStale(RouteSource.CONNECTED, Integer.MAX_VALUE);
        } while (swept > 0);
    }

    /** Addresses as the running dataplane has them. */
    void loadInterfaces(final RouterConfig config) {
        final Set<Connected> now = new HashSet<>();
        tunnelEnd = config.tunnelEnd() == null ? 0 : config.tunnelEnd().address();
        for (final InterfaceConfig port : config.interfaces()) {
            rib.portState(port.name(), !port.shutdown());
            if (!port.shutdown()) {
                addresses(port).forEach(address -> connect(now, port, address));
            }
        }
        connectTunnelEnd(now, config);
        for (final Connected old : connected) {
            if (!now.contains(old)) {
                rib.withdraw(old.vrf(), old.address(), old.hostLength(), old.source(), 0);
            }
        }
        now.forEach(c -> rib.update(c.vrf(), c.address(), c.hostLength(), c.source(), 0, 0, List.of(new RibHop.OnLink(c.port()))));
        connected.clear();
        connected.addAll(now);
    }

    /** An own address, wherever packets to it come in. */
    private void connectTunnelEnd(final Set<Connected> to, final RouterConfig config) {
        final long end = Integer.toUnsignedLong(tunnelEnd);
        final boolean isOnPort = to.stream().anyMatch(c -> c.source() == RouteSource.LOCAL && c.vrf() == Vrf.DEFAULT.id() && c.address() == end);
        if (tunnelEnd != 0 && !isOnPort) {
            config.interfaces().stream().filter(port -> !port.shutdown()).findFirst()
                .ifPresent(port -> to.add(new Connected(Vrf.DEFAULT.id(), end, HOST_LENGTH, RouteSource.LOCAL, port.name())));
        }
    }

    /** What a reload changes. */
    void apply(final RouterConfig after, final ConfigDiff diff) {
        if (isIpv8Routed != after.ipv8Routing()) {
            reloadStatic(after, diff);
            return;
        }
        diff.routesRemoved().forEach(this::remove);
        diff.routesChanged().forEach(change -> add(change.after()));
        diff.routesAdded().forEach(this::add);
    }

    private void reloadStatic(final RouterConfig after, final ConfigDiff diff) {
        diff.routesRemoved().forEach(this::remove);
        after.routes().forEach(this::remove);
        isIpv8Routed = after.ipv8Routing();
        after.routes().forEach(this::add);
    }

    private Stream<InterfaceAddress> addresses(final InterfaceConfig port) {
        return Stream.concat(isIpv8Routed ? port.ipv8Addresses().stream() : Stream.empty(), port.ipv4Addresses().stream());
    }

    private static void connect(final Set<Connected> to, final InterfaceConfig port, final InterfaceAddress address) {
        final Ipv8Prefix prefix = address.prefix();
        final int vrf = port.vrf().id();
        if (prefix.hostLength() < HOST_LENGTH) {
            to.add(new Connected(vrf, prefix.address().bits(), prefix.hostLength(), RouteSource.CONNECTED, port.name()));
        }
        to.add(new Connected(vrf, address.address().bits(), HOST_LENGTH, RouteSource.LOCAL, port.name()));
    }

    /** Without {@code ipv8 routing} only IPv4 routes are in force. */
    private boolean isInForce(final StaticRouteConfig route) {
        return isIpv8Routed || route.prefix().address().isIpv4() && !route.prefix().isDefault();
    }

    private void add(final StaticRouteConfig route) {
        if (isInForce(route)) {
            rib.update(route.vrf().id(), route.prefix().address().bits(), PrefixText.hostLength(route.prefix()), RouteSource.STATIC, route.distance(), 0,
                route.nextHops().stream().map(this::hop).toList());
        }
    }

    private void remove(final StaticRouteConfig route) {
        rib.withdraw(route.vrf().id(), route.prefix().address().bits(), PrefixText.hostLength(route.prefix()), RouteSource.STATIC, route.distance());
    }

    private RibHop hop(final NextHopConfig hop) {
        return switch (hop) {
            case NextHopConfig.Gateway(var address, var port) -> new RibHop.Gateway(address.bits(), port);
            case NextHopConfig.OnLink(var port) -> new RibHop.OnLink(port);
            // A line that came before its end did: nothing can enter the tunnel yet.
            case NextHopConfig.Tunnel(var remote, var how) -> tunnelEnd == 0 ? new RibHop.Unreachable() : new RibHop.Tunnel(tunnelEnd, remote, how);
            case NextHopConfig.Blackhole _ -> new RibHop.Blackhole();
            case NextHopConfig.Unreachable _ -> new RibHop.Unreachable();
            case NextHopConfig.Prohibit _ -> new RibHop.Prohibit();
        };
    }
}
