// SPDX-License-Identifier: Apache-2.0
// What the RIB tells the dataplane, case by case.
package io.eightfold.controlplane.rib;

import static io.eightfold.controlplane.rib.RouteSource.BGP8_EXTERNAL;
import static io.eightfold.controlplane.rib.RouteSource.BGP8_INTERNAL;
import static io.eightfold.controlplane.rib.RouteSource.CONNECTED;
import static io.eightfold.controlplane.rib.RouteSource.LOCAL;
import static io.eightfold.controlplane.rib.RouteSource.STATIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.rib.NaiveRib.Told;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RibTest {
    private static final int OUR_END = Ipv8Address.parse("203.0.113.1").host();
    private final Rib rib = new Rib();
    private final FibMirror fib = new FibMirror();

    @Test
    void shouldPreferLowerDistanceThenMetricThenSource() {
        update("64500.20.0.0.0/8", BGP8_INTERNAL, 200, 0, onLink("a"));
        update("64500.20.0.0.0/8", STATIC, 20, 7, onLink("b"));
        update("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, 7, onLink("c"));
        assertTold("64500.20.0.0.0/8", STATIC, 20, new NextHop.OnLink("b"));
        update("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, 6, onLink("c"));
        assertTold("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, new NextHop.OnLink("c"));
        update("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, -1, onLink("c"));
        assertTold("64500.20.0.0.0/8", STATIC, 20, new NextHop.OnLink("b"));
        withdraw("64500.20.0.0.0/8", STATIC, 20);
        withdraw("64500.20.0.0.0/8", BGP8_EXTERNAL, 20);
        assertTold("64500.20.0.0.0/8", BGP8_INTERNAL, 200, new NextHop.OnLink("a"));
    }

    @Test
    void shouldFallBackToAFloatingStaticRouteWhenThePortGoesDown() {
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0.2", "eth0"));
        update("64500.20.0.0.0/8", STATIC, 250, 0, gateway("64496.10.1.0.2", "eth1"));
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.2", "eth0"));
        rib.portState("eth0", false);
        assertTold("64500.20.0.0.0/8", STATIC, 250, hop("64496.10.1.0.2", "eth1"));
        rib.portState("eth1", false);
        assertNotTold("64500.20.0.0.0/8");
        rib.portState("eth0", true);
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.2", "eth0"));
    }

    /** BGP8 asks so whether the next hop of a path may be used, before any route leads through the tunnel. */
    @Test
    void shouldResolveATunnelOverTheRoutesOfItsOtherEnd() {
        final int local = Ipv8Address.parse("198.51.100.1").host();
        final int remote = Ipv8Address.parse("203.0.113.1").host();
        update("203.0.113.0/24", BGP8_EXTERNAL, 20, 0, gateway("198.18.1.254", "wan"));
        final RibHop.Tunnel tunnel = new RibHop.Tunnel(local, remote, Encapsulation.PROTOCOL);
        update("64497.10.2.0.0/16", BGP8_EXTERNAL, 20, 0, tunnel);
        assertTold("64497.10.2.0.0/16", BGP8_EXTERNAL, 20, new NextHop.Tunnel(local, remote, Encapsulation.PROTOCOL, Ipv8Address.parse("198.18.1.254").bits(), "wan"));
        withdraw("203.0.113.0/24", BGP8_EXTERNAL, 20);
        assertNotTold("64497.10.2.0.0/16");
    }

    @Test
    void shouldLeaveConnectedAndLocalRoutesToTheDataplane() {
        update("64496.10.0.0.0/24", STATIC, 1, 0, gateway("64496.10.9.0.2", "eth9"));
        assertTold("64496.10.0.0.0/24", STATIC, 1, hop("64496.10.9.0.2", "eth9"));
        update("64496.10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("64496.10.0.0.1/32", LOCAL, 0, 0, onLink("eth0"));
        assertNotTold("64496.10.0.0.0/24");
        assertNotTold("64496.10.0.0.1/32");
        withdraw("64496.10.0.0.0/24", CONNECTED, 0);
        assertTold("64496.10.0.0.0/24", STATIC, 1, hop("64496.10.9.0.2", "eth9"));
    }

    @Test
    void shouldLeadATunnelOverWhatLeadsToItsOtherEnd() {
        update("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, 0, tunnel("198.51.100.9", Encapsulation.UDP));
        assertNotTold("64500.20.0.0.0/8");
        update("10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("198.51.100.0/24", STATIC, 1, 0, gateway("10.0.0.2", null));
        assertTold("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, tunnelHop("198.51.100.9", Encapsulation.UDP, "10.0.0.2", "eth0"));
        update("198.51.100.8/30", CONNECTED, 0, 0, onLink("eth1"));
        assertTold("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, tunnelHop("198.51.100.9", Encapsulation.UDP, "198.51.100.9", "eth1"));
        rib.portState("eth1", false);
        assertTold("64500.20.0.0.0/8", BGP8_EXTERNAL, 20, tunnelHop("198.51.100.9", Encapsulation.UDP, "10.0.0.2", "eth0"));
        withdraw("198.51.100.0/24", STATIC, 1);
        assertNotTold("64500.20.0.0.0/8");
    }

    @Test
    void shouldLeadNoTunnelThroughAnotherOrOverAnIpv8Gateway() {
        update("10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("64496.10.0.0.0/24", CONNECTED, 0, 0, onLink("eth1"));
        update("64500.20.0.0.0/8", STATIC, 1, 0, tunnel("198.51.100.9", Encapsulation.PROTOCOL));
        update("198.51.100.0/24", STATIC, 1, 0, tunnel("10.0.0.7", Encapsulation.PROTOCOL));
        assertNotTold("64500.20.0.0.0/8");
        update("198.51.100.0/24", STATIC, 1, 0, gateway("64496.10.0.0.2", null));
        assertNotTold("64500.20.0.0.0/8");
        update("198.51.100.0/24", STATIC, 1, 0, tunnel("198.51.100.9", Encapsulation.PROTOCOL));
        assertNotTold("64500.20.0.0.0/8");
    }

    @Test
    void shouldLeaveATunnelWhoseUnderlayHasFailed() {
        update("10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("64496.10.0.0.0/24", CONNECTED, 0, 0, onLink("eth1"));
        update("198.51.100.0/24", STATIC, 1, 0, gateway("10.0.0.2", null));
        update("64500.20.0.0.0/8", STATIC, 1, 0, tunnel("198.51.100.9", Encapsulation.PROTOCOL));
        update("64500.20.0.0.0/8", STATIC, 250, 0, gateway("64496.10.0.0.2", null));
        rib.gatewayState(Ipv8Address.parse("10.0.0.2").bits(), "eth0", true);
        assertTold("64500.20.0.0.0/8", STATIC, 250, hop("64496.10.0.0.2", "eth1"));
        rib.gatewayState(Ipv8Address.parse("10.0.0.2").bits(), "eth0", false);
        assertTold("64500.20.0.0.0/8", STATIC, 1, tunnelHop("198.51.100.9", Encapsulation.PROTOCOL, "10.0.0.2", "eth0"));
    }

    @Test
    void shouldFindTheWayToAGatewayThroughTwoMoreRoutes() {
        update("64496.10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("64496.99.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0.2", null), gateway("64496.10.0.0.3", null));
        update("64500.20.0.0.0/8", BGP8_INTERNAL, 200, 0, gateway("64496.99.0.0.1", null));
        assertTold("64500.20.0.0.0/8", BGP8_INTERNAL, 200, hop("64496.10.0.0.2", "eth0"), hop("64496.10.0.0.3", "eth0"));
        withdraw("64496.10.0.0.0/24", CONNECTED, 0);
        assertNotTold("64500.20.0.0.0/8");
        assertNotTold("64496.99.0.0.0/8");
    }

    @Test
    void shouldNotTellARouteWhoseGatewayOnlyTheIpv8DefaultWouldCoverInAsn0() {
        update("0.0.0.0.0.0.0.0/0", STATIC, 1, 0, gateway("64496.10.0.0.2", "eth0"));
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64777.1.1.1.1", null));
        update("20.0.0.0/8", STATIC, 1, 0, gateway("10.0.0.2", null));
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.2", "eth0"));
        assertNotTold("20.0.0.0/8");
        update("0.0.0.0/0", STATIC, 1, 0, gateway("10.9.0.2", "eth1"));
        assertTold("20.0.0.0/8", STATIC, 1, hop("10.9.0.2", "eth1"));
    }

    @Test
    void shouldNotResolveARouteThroughItself() {
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64500.20.0.0.2", null));
        assertNotTold("64500.20.0.0.0/8");
        update("64500.0.0.0.0/0", CONNECTED, 0, 0, onLink("eth0"));
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64500.20.0.0.2", "eth0"));
    }

    @Test
    void shouldNotTellRoutesThatLoopAndTellThemOnceTheLoopIsCut() {
        update("64500.1.0.0.0/16", STATIC, 1, 0, gateway("64500.2.0.0.1", null));
        update("64500.2.0.0.0/16", STATIC, 1, 0, gateway("64500.3.0.0.1", null));
        update("64500.3.0.0.0/16", STATIC, 1, 0, gateway("64500.1.0.0.1", null));
        assertEquals(0, fib.drain(rib));
        update("64500.3.0.0.0/16", BGP8_EXTERNAL, 20, 0, onLink("eth0"));
        assertTold("64500.1.0.0.0/16", STATIC, 1, hop("64500.3.0.0.1", "eth0"));
        assertTold("64500.2.0.0.0/16", STATIC, 1, hop("64500.3.0.0.1", "eth0"));
        // Its own gateway leads back to 64500.3/16, and there past itself to the link: it is as good as that route, and preferred.
        assertTold("64500.3.0.0.0/16", STATIC, 1, hop("64500.3.0.0.1", "eth0"));
    }

    @Test
    void shouldStopAtTheDepthLimit() {
        update("64500.0.0.0.0/16", CONNECTED, 0, 0, onLink("eth0"));
        for (int i = 1; i <= 10; i++) {
            update("64500." + i + ".0.0.0/8", STATIC, 1, 0, gateway("64500." + (i - 1) + ".0.0.1", null));
        }
        // The route onto the link is the first set below; 8 may lie below each other.
        assertTold("64500.8.0.0.0/8", STATIC, 1, hop("64500.0.0.0.1", "eth0"));
        assertNotTold("64500.9.0.0.0/8");
        assertNotTold("64500.10.0.0.0/8");
    }

    @Test
    void shouldNotTakeAnAddressOfItsOwnForAGateway() {
        update("64496.10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0.1", null));
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.1", "eth0"));
        update("64496.10.0.0.1/32", LOCAL, 0, 0, onLink("eth0"));
        assertNotTold("64500.20.0.0.0/8");
    }

    @Test
    void shouldKeepVrfsApart() {
        rib.update(1, bits("64496.10.0.0.0/24"), 24, CONNECTED, 0, 0, List.of(new RibHop.OnLink("mgmt0")));
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0.2", null));
        rib.update(1, bits("64500.20.0.0.0/8"), 8, STATIC, 1, 0, List.of(gateway("64496.10.0.0.2", null)));
        assertNotTold("64500.20.0.0.0/8");
        assertEquals(Set.of(hop("64496.10.0.0.2", "mgmt0")), fib.get(1, bits("64500.20.0.0.0/8"), 8).hops());
    }

    @Test
    void shouldMultiplyHopsOutToAtMost64() {
        final List<RibHop> first = new ArrayList<>();
        final List<RibHop> second = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            first.add(gateway("64496.10.0.0." + i, "eth0"));
            second.add(gateway("64496.10.1.0." + i, "eth1"));
        }
        update("64501.0.0.0.0/0", STATIC, 1, 0, first.toArray(RibHop[]::new));
        update("64502.0.0.0.0/0", STATIC, 1, 0, second.toArray(RibHop[]::new));
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64501.0.0.0.1", null), gateway("64501.0.0.0.2", null), gateway("64502.0.0.0.1", null));
        fib.drain(rib);
        assertEquals(64, fib.get(0, bits("64500.20.0.0.0/8"), 8).hops().size());
    }

    @Test
    void shouldChangeTheNextHopOfManyRoutesWithOneMessage() {
        update("64496.10.0.0.0/24", CONNECTED, 0, 0, onLink("eth0"));
        update("64496.11.0.0.0/24", CONNECTED, 0, 0, onLink("eth1"));
        update("64496.99.0.0.1/32", STATIC, 1, 0, gateway("64496.10.0.0.2", null));
        for (int i = 0; i < 500; i++) {
            rib.update(0, 64500L << 32 | (long) i << 8, 24, BGP8_INTERNAL, 200, 0, List.of(gateway("64496.99.0.0.1", null)));
        }
        fib.drain(rib);
        fib.clearCounts();
        update("64496.99.0.0.1/32", STATIC, 1, 0, gateway("64496.11.0.0.2", null));
        fib.drain(rib);
        // The set of the 500 routes leads elsewhere; the static route itself has another set, and its old one goes.
        assertEquals(2, fib.setMessages);
        assertEquals(1, fib.routeMessages);
        assertEquals(1, fib.forgetMessages);
        assertEquals(Set.of(hop("64496.11.0.0.2", "eth1")), fib.get(0, 64500L << 32 | 499 << 8, 24).hops());
        fib.clearCounts();
        update("64496.11.0.0.0/24", CONNECTED, 0, 0, onLink("eth2"));
        fib.drain(rib);
        assertEquals(2, fib.setMessages, "one for each set that leads there");
        assertEquals(0, fib.routeMessages, "no route is touched");
    }

    @Test
    void shouldPreferAnyOtherRouteToOneWithFailedGatewaysAndComeBack() {
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0.2", "eth0"), gateway("64496.10.0.0.3", "eth0"));
        update("64500.20.0.0.0/8", STATIC, 9, 0, gateway("64496.10.1.0.2", "eth1"));
        rib.gatewayState(bits("64496.10.0.0.2/32"), "eth0", true);
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.2", "eth0"), hop("64496.10.0.0.3", "eth0"));
        rib.gatewayState(bits("64496.10.0.0.3/32"), "eth0", true);
        assertTold("64500.20.0.0.0/8", STATIC, 9, hop("64496.10.1.0.2", "eth1"));
        assertEquals(2, fib.sets.size(), "the failed set stays, for its gateways to be probed");
        rib.gatewayState(bits("64496.10.1.0.2/32"), "eth1", true);
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.2", "eth0"), hop("64496.10.0.0.3", "eth0"));
        rib.startSnapshot();
        fib.clear();
        fib.drain(rib);
        assertEquals(2, fib.sets.size(), "a new dataplane must probe them too");
        rib.gatewayState(bits("64496.10.1.0.2/32"), "eth1", false);
        assertTold("64500.20.0.0.0/8", STATIC, 9, hop("64496.10.1.0.2", "eth1"));
    }

    @Test
    void shouldTellOnlyTheLatestOfManyChanges() {
        for (int i = 1; i <= 10; i++) {
            update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0." + i, "eth0"));
        }
        assertEquals(9, rib.coalesced());
        assertEquals(2, fib.drain(rib), "a set and a route");
        assertTold("64500.20.0.0.0/8", STATIC, 1, hop("64496.10.0.0.10", "eth0"));
        withdraw("64500.20.0.0.0/8", STATIC, 1);
        update("64500.20.0.0.0/8", STATIC, 1, 0, gateway("64496.10.0.0.10", "eth0"));
        assertTrue(rib.hasWork());
        assertEquals(0, fib.drain(rib), "nothing is different");
        assertEquals(10, rib.coalesced());
        assertFalse(rib.hasWork());
    }

    @Test
    void shouldTellAtMostAsManyRoutesAsAsked() {
        final int setId = rib.hold(0, List.of(new RibHop.OnLink("eth0")));
        for (int i = 0; i < 100; i++) {
            rib.update(0, 64500L << 32 | (long) i << 8, 24, STATIC, 1, 0, setId);
        }
        assertEquals(31, rib.drain(fib, 30));
        assertEquals(30, rib.drain(fib, 30));
        assertEquals(60, rib.fibCount());
        assertEquals(40, fib.drain(rib));
    }

    @Test
    void shouldForgetASetBeforeItsNumberComesAgain() {
        final int held = rib.hold(0, List.of(new RibHop.OnLink("eth0")));
        rib.update(0, bits("64500.20.0.0.0/8"), 8, STATIC, 1, 0, held);
        rib.release(held);
        fib.drain(rib);
        withdraw("64500.20.0.0.0/8", STATIC, 1);
        assertNotEquals(held, rib.hold(0, List.of(new RibHop.OnLink("eth1"))), "the dataplane still has that number");
        fib.drain(rib);
        assertEquals(1, fib.forgetMessages);
        assertEquals(held, rib.hold(0, List.of(new RibHop.OnLink("eth2"))));
        assertEquals(rib.hold(0, List.of(new RibHop.OnLink("a"), new RibHop.OnLink("b"))),
            rib.hold(0, List.of(new RibHop.OnLink("b"), new RibHop.OnLink("a"), new RibHop.OnLink("b"))), "order and repetition do not count");
    }

    @Test
    void shouldNotCountAPrefixTwiceThatChangesAheadOfASnapshot() {
        for (int i = 0; i < 100; i++) {
            rib.update(0, 64500L << 32 | (long) i << 8, 24, STATIC, 1, 0, List.of(new RibHop.OnLink("eth0")));
        }
        rib.startSnapshot();
        rib.drain(fib, 50);
        assertFalse(rib.isSnapshotDone());
        rib.update(0, 64500L << 32 | 99 << 8, 24, STATIC, 1, 0, List.of(new RibHop.OnLink("eth2")));
        rib.update(0, 64500L << 32 | 99 << 8, 24, STATIC, 1, 0, List.of(new RibHop.OnLink("eth1")));
        rib.update(0, 64500L << 32 | 1 << 8, 24, STATIC, 1, 0, List.of(new RibHop.OnLink("eth1")));
        rib.withdraw(0, 64500L << 32 | 98 << 8, 24, STATIC, 1);
        assertEquals(0, rib.coalesced(), "what the cursor will come to is not queued");
        fib.drain(rib);
        assertTrue(rib.isSnapshotDone());
        assertEquals(100, fib.routeMessages, "99 routes, one of them twice");
        assertEquals(Set.of(new NextHop.OnLink("eth1")), fib.get(0, 64500L << 32 | 99 << 8, 24).hops());
        assertEquals(Set.of(new NextHop.OnLink("eth1")), fib.get(0, 64500L << 32 | 1 << 8, 24).hops());
    }

    @Test
    void shouldSurviveSetsThatLoopThroughEachOtherInTooManyWays() {
        final List<RibHop> gateways = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            gateways.add(gateway("64500." + i + ".0.0.1", null));
        }
        for (int i = 0; i < 60; i++) {
            final List<RibHop> others = new ArrayList<>(gateways);
            others.remove(i);
            update("64500." + i + ".0.0.0/8", STATIC, 1, 0, others.toArray(RibHop[]::new));
        }
        assertEquals(0, fib.drain(rib));
        assertTrue(rib.resolutionsGivenUp() > 0);
        for (int i = 0; i < 60; i++) {
            withdraw("64500." + i + ".0.0.0/8", STATIC, 1);
        }
        assertEquals(0, rib.hopSetCount());
        assertEquals(0, rib.prefixCount());
    }

    @Test
    void shouldRefuseWhatIsNoRoute() {
        final List<RibHop> hops = List.of(onLink("eth0"));
        assertThrows(IllegalArgumentException.class, () -> rib.update(0, 1, 24, STATIC, 1, 0, hops));
        assertThrows(IllegalArgumentException.class, () -> rib.update(0, 0, -8, STATIC, 1, 0, hops));
        assertThrows(IllegalArgumentException.class, () -> rib.update(0, 0, 33, STATIC, 1, 0, hops));
        assertThrows(IllegalArgumentException.class, () -> rib.update(3, 0, 0, STATIC, 1, 0, hops));
        assertThrows(IllegalArgumentException.class, () -> rib.update(0, 0, 0, STATIC, 256, 0, hops));
        assertThrows(IllegalArgumentException.class, () -> rib.update(0, 0, 0, STATIC, 1, 0, List.of()));
        assertThrows(IllegalArgumentException.class, () -> rib.update(1, 0, 0, STATIC, 1, 0, rib.hold(0, hops)));
        assertEquals(0, rib.prefixCount());
    }

    private void update(final String prefix, final RouteSource source, final int distance, final int metric, final RibHop... hops) {
        rib.update(0, bits(prefix), length(prefix), source, distance, metric, List.of(hops));
    }

    private void withdraw(final String prefix, final RouteSource source, final int distance) {
        assertTrue(rib.withdraw(0, bits(prefix), length(prefix), source, distance), prefix);
    }

    private void assertTold(final String prefix, final RouteSource source, final int distance, final NextHop... hops) {
        fib.drain(rib);
        assertEquals(new Told(Set.of(hops), source.id(), distance), fib.get(0, bits(prefix), length(prefix)), prefix);
    }

    private void assertNotTold(final String prefix) {
        fib.drain(rib);
        assertNull(fib.get(0, bits(prefix), length(prefix)), prefix);
    }

    private static RibHop onLink(final String port) {
        return new RibHop.OnLink(port);
    }

    private static RibHop gateway(final String address, final String port) {
        return new RibHop.Gateway(Ipv8Address.parse(address).bits(), port);
    }

    private static RibHop tunnel(final String remote, final Encapsulation encapsulation) {
        return new RibHop.Tunnel(OUR_END, Ipv8Address.parse(remote).host(), encapsulation);
    }

    private static NextHop tunnelHop(final String remote, final Encapsulation encapsulation, final String gateway, final String port) {
        return new NextHop.Tunnel(OUR_END, Ipv8Address.parse(remote).host(), encapsulation, Ipv8Address.parse(gateway).bits(), port);
    }

    private static NextHop hop(final String address, final String port) {
        return new NextHop.Gateway(Ipv8Address.parse(address).bits(), port);
    }

    private static long bits(final String prefix) {
        return Ipv8Prefix.parse(prefix).address().bits();
    }

    private static int length(final String prefix) {
        return Ipv8Prefix.parse(prefix).hostLength();
    }
}
