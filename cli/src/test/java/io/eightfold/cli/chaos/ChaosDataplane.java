// SPDX-License-Identifier: Apache-2.0
// The dataplane's real session, tables and neighbours, without ports to send by.
package io.eightfold.cli.chaos;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.route.ControlLink;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.fibprotocol.channel.FibChannel;
import io.eightfold.wire.address.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Workers make a turn each round. A link may be replaced while the tables stay, as nothing in them may depend on it. */
final class ChaosDataplane implements AutoCloseable {
    static final List<RouterPort> PORTS = List.of(port(0, Vrf.DEFAULT, "64496.10.1.0.1/24"), port(1, Vrf.DEFAULT, "64496.10.2.0.1/24"),
        port(2, Vrf.MANAGEMENT, "64496.10.3.0.1/24"));

    private final FibTables tables = FibTables.of(PORTS, Fib.DEFAULT_LIMIT_BYTES);
    private final NextHopTable nextHops = new NextHopTable(512);
    private final NeighborTable neighbors = new NeighborTable(PORTS, tables, nextHops, NeighborSettings.DEFAULT, new Silence(), 1);
    private final RouteInstaller installer = new RouteInstaller(PORTS, tables, nextHops, neighbors);
    private ControlLink link;
    private long turns;

    ChaosDataplane() {
        installer.installOwn();
    }

    private static RouterPort port(final int index, final Vrf vrf, final String address) {
        return new RouterPort(index, "p" + index, 0, null, 2 + index, 1500, 0x8080, List.of(InterfaceAddress.parse(address)), List.of(), null, false,
            QueuePlan.single(), vrf, null);
    }

    /** A new session, which knows nothing of what the one before was told. */
    void link(final FibChannel channel, final long instance, final long nowNs) {
        link = new ControlLink(channel, stream -> { }, installer, neighbors, instance, ChaosDataplane::portStates, 1, _ -> turns, nowNs);
    }

    private static List<StatusHandler.Port> portStates() {
        return PORTS.stream().map(p -> new StatusHandler.Port(p.name(), p.index(), p.mac(), p.mtuBytes(), true, p.vrf().id())).toList();
    }

    void round(final long nowNs) {
        turns++;
        link.round(nowNs);
        neighbors.tick(nowNs);
    }

    /** A station answers. */
    void heard(final int port, final long address, final long nowNs) {
        neighbors.onHeard(port, address, 0x02_00_00_00_EE_00L, true, true, nowNs);
    }

    ControlLink link() {
        return link;
    }

    /** Routes held: {@code vrf address/length} to their hops, source and distance. */
    Map<String, String> applied() {
        final Map<String, String> applied = new TreeMap<>();
        installer.forSomeApplied(0, Integer.MAX_VALUE, (vrf, address, length, hops, source, distance) ->
            applied.put(vrf + " " + Long.toHexString(address) + "/" + length, ChaosRib.text(hops) + " " + source + " " + distance));
        return applied;
    }

    /** Where a packet goes: as the hops of the route that it takes, or null when there is none. Own addresses and neighbours are {@code own}. */
    String lookup(final int vrf, final long address) {
        final Fib fib = tables.of(vrf);
        final int hop = fib.lookup(address);
        if (hop < 0) {
            return null;
        }
        final List<String> members = new ArrayList<>();
        for (final int record : hop >= Fib.GROUP_BIT ? fib.members(hop) : new int[] {hop}) {
            members.add(nextHops.type(record) + "@" + (nextHops.type(record) <= NextHopTable.TYPE_GLEAN ? nextHops.port(record) : "") + gatewayOf(record));
        }
        return members.stream().sorted().distinct().toList().toString();
    }

    /** What a lookup says of hops that are all usable. */
    String expected(final List<NextHop> hops) {
        return hops.stream().map(h -> switch (h) {
            case NextHop.Gateway(var address, var port) -> NextHopTable.TYPE_NEIGHBOR + "@" + port.substring(1) + " " + Long.toHexString(address);
            case NextHop.OnLink(var port) -> NextHopTable.TYPE_GLEAN + "@" + port.substring(1);
            case NextHop.Blackhole _ -> NextHopTable.TYPE_BLACKHOLE + "@";
            case NextHop.Unreachable _ -> NextHopTable.TYPE_UNREACHABLE + "@";
            case NextHop.Prohibit _ -> NextHopTable.TYPE_PROHIBIT + "@";
            case NextHop.Tunnel tunnel -> NextHopTable.TYPE_TUNNEL + "@" + Integer.toHexString(tunnel.remote());
        }).sorted().distinct().toList().toString();
    }

    private String gatewayOf(final int record) {
        if (nextHops.type(record) != NextHopTable.TYPE_NEIGHBOR) {
            return "";
        }
        // Its record is what a packet to a gateway itself takes, on a connected prefix without routes of its own.
        for (final NeighborTable.View view : neighbors.view(0)) {
            final int port = view.port().charAt(1) - '0';
            if (tables.of(PORTS.get(port).vrf()).lookup(view.address().bits()) == record) {
                return " " + Long.toHexString(view.address().bits());
            }
        }
        return " unknown";
    }

    @Override
    public void close() {
        tables.close();
        nextHops.close();
    }

    /** Probes go nowhere; the test answers by itself. */
    private final class Silence implements NeighborTable.Actions {
        @Override
        public void probeArp8(final int port, final long address, final long mac) {
        }

        @Override
        public void probeArp(final int port, final long address, final long mac) {
        }

        @Override
        public void release(final long mbuf, final long data, final int lengthBytes, final int record) {
            throw new AssertionError("nothing waits");
        }

        @Override
        public void discard(final long mbuf, final long data, final int lengthBytes, final DropReason reason, final boolean isSourceTold) {
            throw new AssertionError("nothing waits");
        }

        @Override
        public long workerTurns(final int worker) {
            return turns;
        }
    }
}
