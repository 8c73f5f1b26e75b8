// SPDX-License-Identifier: Apache-2.0
// What BGP8 hears of next hops and of routes of other sources.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntHashSet;
import org.junit.jupiter.api.Test;

final class RibWatchTest {
    private static final Ipv8Prefix CONNECTED = Ipv8Prefix.parse("192.0.2.0/24");
    private static final Ipv8Prefix FAR = Ipv8Prefix.parse("64500.20.0.0.0/8");
    private static final List<RibHop> LINK = List.of(new RibHop.OnLink("eth0"));

    private final Rib rib = new Rib();
    private final List<Integer> sets = new ArrayList<>();
    private final List<Ipv8Prefix> routes = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();

    RibWatchTest() {
        rib.watch(new RouteWatch() {
            @Override
            public void hopSetChanged(final int setId) {
                sets.add(setId);
            }

            @Override
            public void routeChanged(final int vrf, final long address, final int hostLength) {
                routes.add(new Ipv8Prefix(Ipv8Address.ofBits(address), Ipv8Prefix.ASN_BITS + hostLength));
            }

            @Override
            public void verdictsChanged(final IntHashSet asns) {
                verdicts.add(asns == null ? "all" : asns.toString());
            }
        });
    }

    @Test
    void shouldTellWhenANextHopCanBeReachedAndWhenNot() {
        final int set = rib.hold(0, List.of(new RibHop.Gateway(Ipv8Address.parse("192.0.2.9").bits(), null)));
        assertFalse(rib.isUsable(set));
        connected();
        assertTrue(rib.isUsable(set));
        assertTrue(sets.contains(set), sets::toString);
        sets.clear();
        rib.portState("eth0", false);
        assertFalse(rib.isUsable(set));
        assertEquals(List.of(set), sets.stream().filter(id -> id == set).toList());
    }

    @Test
    void shouldTellOfRoutesOfOtherSourcesOnly() {
        connected();
        assertEquals(List.of(CONNECTED), routes);
        assertEquals(RouteSource.CONNECTED, selected(CONNECTED));
        routes.clear();
        rib.update(0, FAR.address().bits(), FAR.hostLength(), RouteSource.BGP8_EXTERNAL, 20, 7, LINK);
        assertEquals(List.of(), routes);
        assertEquals(RouteSource.BGP8_EXTERNAL, selected(FAR));
        rib.update(0, FAR.address().bits(), FAR.hostLength(), RouteSource.STATIC, 1, 0, LINK);
        assertEquals(List.of(FAR), routes);
        assertEquals(RouteSource.STATIC, selected(FAR));
        routes.clear();
        rib.portState("eth0", false);
        assertNull(selected(FAR));
        assertTrue(routes.contains(FAR), routes::toString);
        routes.clear();
        rib.withdraw(0, FAR.address().bits(), FAR.hostLength(), RouteSource.STATIC, 1);
        assertEquals(List.of(FAR), routes);
    }

    /** A floating static route is in use for as long as BGP8 has none. */
    @Test
    void shouldTellWhenARouteOfBgp8ComesOrGoesBesideAnotherSource() {
        rib.update(0, FAR.address().bits(), FAR.hostLength(), RouteSource.STATIC, 250, 0, LINK);
        assertEquals(RouteSource.STATIC, selected(FAR));
        routes.clear();
        rib.update(0, FAR.address().bits(), FAR.hostLength(), RouteSource.BGP8_EXTERNAL, 20, 7, LINK);
        assertEquals(RouteSource.BGP8_EXTERNAL, selected(FAR));
        assertEquals(List.of(FAR), routes);
        routes.clear();
        rib.withdraw(0, FAR.address().bits(), FAR.hostLength(), RouteSource.BGP8_EXTERNAL, 20);
        assertEquals(RouteSource.STATIC, selected(FAR));
        assertEquals(List.of(FAR), routes);
    }

    @Test
    void shouldTellWhoseVerdictsMayHaveChanged() {
        final IntHashSet asns = new IntHashSet();
        asns.add(64500);
        rib.revalidate(asns);
        rib.revalidateAll();
        assertEquals(List.of("{64500}", "all"), verdicts);
    }

    private void connected() {
        rib.update(0, CONNECTED.address().bits(), CONNECTED.hostLength(), RouteSource.CONNECTED, 0, 0, LINK);
    }

    private RouteSource selected(final Ipv8Prefix prefix) {
        return rib.selected(0, prefix.address().bits(), prefix.hostLength());
    }
}
