// SPDX-License-Identifier: Apache-2.0
// What a configuration becomes in the forwarding table.
package io.eightfold.dataplane.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.memory.Memory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteInstallerTest {
    private static final long MAC = 0x02_00_00_00_EE_10L;

    private final Fib fib = new Fib();
    private final NextHopTable nextHops = new NextHopTable(64);
    private List<RouterPort> ports = List.of(TestPorts.port(0, "64496.10.1.0.1/24", "10.1.0.1/24"), TestPorts.port(1, "64496.10.2.0.1/24"));

    @AfterEach
    void free() {
        nextHops.close();
    }

    @Test
    void shouldInstallConnectedLocalAndBroadcast() {
        install();
        for (final String asn : List.of("64496.", "")) {
            assertType(NextHopTable.TYPE_LOCAL, asn + "10.1.0.1");
            assertType(NextHopTable.TYPE_GLEAN, asn + "10.1.0.2");
            assertType(NextHopTable.TYPE_GLEAN, asn + "10.1.0.254");
            assertType(NextHopTable.TYPE_BROADCAST, asn + "10.1.0.0");
            assertType(NextHopTable.TYPE_BROADCAST, asn + "10.1.0.255");
        }
        assertEquals(1, nextHops.port(fib.lookup(TestPacket.bits("64496.10.2.0.9"))));
        assertEquals(Fib.NO_ROUTE, fib.lookup(TestPacket.bits("10.2.0.9")));
    }

    @Test
    void shouldKnowNoBroadcastOnPointToPointLinks() {
        ports = List.of(TestPorts.port(0, "64496.222.0.0.0/31"), TestPorts.port(1, "64496.10.9.9.9/32"));
        install();
        assertType(NextHopTable.TYPE_LOCAL, "64496.222.0.0.0");
        assertType(NextHopTable.TYPE_GLEAN, "64496.222.0.0.1");
        assertType(NextHopTable.TYPE_LOCAL, "64496.10.9.9.9");
        assertEquals(Fib.NO_ROUTE, fib.lookup(TestPacket.bits("64496.10.9.9.8")));
    }

    @Test
    void shouldInstallEveryKindOfHop() {
        install(route("64497.0.0.0.0/0", gateway("64496.10.2.0.2", null)), route("64498.0.0.0.0/0", new StaticRoute.OnLink("p1")),
            route("64499.0.0.0.0/0", new StaticRoute.Blackhole()), route("64500.0.0.0.0/0", new StaticRoute.Unreachable()),
            new StaticRoute(Ipv8Prefix.DEFAULT, List.of(gateway("10.1.0.7", null))));
        final int hop = fib.lookup(TestPacket.bits("64497.1.2.3.4"));
        assertEquals(NextHopTable.TYPE_NEIGHBOR, nextHops.type(hop));
        assertEquals(hop, fib.lookup(TestPacket.bits("64496.10.2.0.2")), "the gateway has one record");
        assertEquals(1, nextHops.port(hop));
        assertEquals(TestPorts.MTU, Memory.nativeInt(nextHops.address(hop) + NextHopTable.MTU));
        assertType(NextHopTable.TYPE_GLEAN, "64498.1.2.3.4");
        assertType(NextHopTable.TYPE_BLACKHOLE, "64499.1.2.3.4");
        assertType(NextHopTable.TYPE_UNREACHABLE, "64500.1.2.3.4");
        assertEquals(fib.lookup(TestPacket.bits("10.1.0.7")), fib.lookup(TestPacket.bits("99999.1.2.3.4")), "the default route's gateway");
        assertEquals(Fib.NO_ROUTE, fib.lookup(TestPacket.bits("9.9.9.9")), "the default of IPv8 is not IPv4's");
    }

    @Test
    void shouldShareTrafficOverGatewaysOfOneRoute() {
        install(route("64497.0.0.0.0/0", gateway("64496.10.1.0.2", null), gateway("64496.10.2.0.2", null)));
        final int group = fib.lookup(TestPacket.bits("64497.1.2.3.4"));
        assertTrue(group >= Fib.GROUP_BIT);
        assertArrayEquals(new int[] {fib.lookup(TestPacket.bits("64496.10.1.0.2")), fib.lookup(TestPacket.bits("64496.10.2.0.2"))}, fib.members(group));
    }

    @Test
    void shouldShowOwnRoutesInTheOrderTheyWereInstalled() {
        final RouteInstaller installer = install(route("64497.0.0.0.0/0", gateway("64496.10.2.0.2", "p1"), new StaticRoute.OnLink("p0")));
        assertEquals(List.of("64496.10.1.0.0/24 connected", "64496.10.1.0.1/32 local", "10.1.0.0/24 connected", "10.1.0.1/32 local",
            "64496.10.2.0.0/24 connected", "64496.10.2.0.1/32 local"), installer.own().stream().map(v -> v.prefix() + " " + v.source()).toList());
        assertEquals(List.of(new RouteInstaller.RouteView(Vrf.DEFAULT, Ipv8Prefix.parse("64497.0.0.0.0/0"), "fixed", 1,
            List.of(new NextHop.Gateway(TestPacket.bits("64496.10.2.0.2"), "p1"), new NextHop.OnLink("p0")))), installer.applied(10));
    }

    @Test
    void shouldLetLocalAndConnectedWinOverRoutesOfSamePrefix() {
        install(route("64496.10.1.0.0/24", new StaticRoute.Blackhole()),
            route("64496.10.1.0.1/32", new StaticRoute.Blackhole()), route("64496.10.1.0.128/25", new StaticRoute.Blackhole()));
        assertType(NextHopTable.TYPE_GLEAN, "64496.10.1.0.9");
        assertType(NextHopTable.TYPE_LOCAL, "64496.10.1.0.1");
        assertType(NextHopTable.TYPE_BLACKHOLE, "64496.10.1.0.200");
    }

    @Test
    void shouldShareRecordsOfRoutesThatAreNoNeighbors() {
        install(IntStream.range(0, 1_000).mapToObj(i -> route(70_000 + i + ".0.0.0.0/0", new StaticRoute.Blackhole())).toArray(StaticRoute[]::new));
        assertTrue(nextHops.size() < 20, "records in use: " + nextHops.size());
        assertType(NextHopTable.TYPE_BLACKHOLE, "70999.1.2.3.4");
    }

    @Test
    void shouldLeaveFailedGatewayOutOfItsGroupUntilItIsBack() {
        final NeighborTable neighbors = table(nextHops);
        install(nextHops, neighbors, route("64497.0.0.0.0/0", gateway("64496.10.1.0.2", null), gateway("64496.10.2.0.2", null)));
        final int group = fib.lookup(TestPacket.bits("64497.1.2.3.4"));
        final int first = fib.lookup(TestPacket.bits("64496.10.1.0.2"));
        final int second = fib.lookup(TestPacket.bits("64496.10.2.0.2"));
        neighbors.onHeard(1, TestPacket.bits("64496.10.2.0.2"), MAC, true, true, 0);
        assertArrayEquals(new int[] {first, second}, fib.members(group), "not answered yet is not failed");
        for (long nowNs = 0; nowNs <= 3_100_000_000L; nowNs += 10_000_000) {
            neighbors.tick(nowNs);
        }
        assertArrayEquals(new int[] {second}, fib.members(group));
        neighbors.onHeard(0, TestPacket.bits("64496.10.1.0.2"), MAC, true, true, 3_200_000_000L);
        assertArrayEquals(new int[] {first, second}, fib.members(group));
    }

    @Test
    void shouldNameRouteAndRemedyWhenItCannotBeInstalled() {
        assertRefused(route("64497.0.0.0.0/0", gateway("64496.10.77.0.2", null)), "64496.10.77.0.2", "give an interface an address");
        assertRefused(route("64497.0.0.0.0/0", new StaticRoute.OnLink("nosuch")), "'nosuch'", "configure it");
        assertRefused(route("64497.0.0.0.0/0", gateway("64496.10.1.0.2", "nosuch")), "'nosuch'", "configure it");
    }

    @Test
    void shouldSayWhenRecordsRunOut() {
        final NextHopTable tiny = new NextHopTable(4);
        try {
            final String message = assertThrows(IllegalStateException.class, () -> install(tiny, table(tiny))).getMessage();
            assertTrue(message.contains("all 4 next-hop records") && message.contains("configure fewer"), message);
        } finally {
            tiny.close();
        }
    }

    private void assertRefused(final StaticRoute route, final String what, final String remedy) {
        final String message = assertThrows(IllegalArgumentException.class, () -> install(route)).getMessage();
        assertTrue(message.contains("64497.0.0.0.0/0") && message.contains(what) && message.contains(remedy), message);
    }

    private void assertType(final int type, final String address) {
        final int hop = fib.lookup(TestPacket.bits(address));
        assertTrue(hop >= 0, "no route to " + address);
        assertEquals(type, nextHops.type(hop), address);
    }

    private RouteInstaller install(final StaticRoute... routes) {
        return install(nextHops, table(nextHops), routes);
    }

    private RouteInstaller install(final NextHopTable records, final NeighborTable neighbors, final StaticRoute... routes) {
        final RouteInstaller installer = new RouteInstaller(ports, FibTables.single(fib), records, neighbors);
        installer.installOwn();
        installer.installFixed(List.of(routes), 0);
        return installer;
    }

    private NeighborTable table(final NextHopTable records) {
        return new NeighborTable(ports, FibTables.single(fib), records, NeighborSettings.DEFAULT, new Silence(), 1);
    }

    private static StaticRoute route(final String prefix, final StaticRoute.Hop... hops) {
        return new StaticRoute(Ipv8Prefix.parse(prefix), List.of(hops));
    }

    private static StaticRoute.Gateway gateway(final String address, final String port) {
        return new StaticRoute.Gateway(Ipv8Address.parse(address), port);
    }

    /** Nobody answers and nothing waits here. */
    private static final class Silence implements NeighborTable.Actions {
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
            return 0;
        }
    }
}
