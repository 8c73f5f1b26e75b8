// SPDX-License-Identifier: Apache-2.0
// What the RIB shows, and what it does with routes from before a restart.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RibViewTest {
    private static final long ASN = 64500L << 32;
    private static final List<RibHop> ETH0 = List.of(new RibHop.OnLink("eth0"));
    private static final List<RibHop> NOWHERE = List.of(new RibHop.Gateway(1, null));

    private final Rib rib = new Rib();
    private final FibMirror fib = new FibMirror();

    @Test
    void shouldShowAllRoutesOfAPrefixWithTheirState() {
        rib.nowS(100);
        rib.update(0, ASN, 8, RouteSource.STATIC, 1, 0, NOWHERE);
        rib.update(0, ASN, 8, RouteSource.BGP8_EXTERNAL, 20, -1, ETH0);
        rib.nowS(130);
        final RouteView before = rib.routes(RouteFilter.exact(0, ASN, 8), 0, 10).routes().getLast();
        assertTrue(before.isSelected() && !before.isFib(), before.toString());
        fib.drain(rib);
        final List<RouteView> routes = rib.routes(RouteFilter.exact(0, ASN, 8), 0, 10).routes();
        assertEquals(List.of(
            new RouteView(0, ASN, 8, RouteSource.STATIC, 1, 0, 30, routes.get(0).setId(), NOWHERE, List.of(), false, false, false, false, true,
                64500, Verdict.EXEMPT, false, false),
            new RouteView(0, ASN, 8, RouteSource.BGP8_EXTERNAL, 20, 0xFFFF_FFFFL, 30, routes.get(1).setId(), ETH0, List.of(new NextHop.OnLink("eth0")),
                true, true, false, false, false, 64500, Verdict.EXEMPT, false, false)), routes);
    }

    @Test
    void shouldNotBeYoungerForSayingTheSameAgain() {
        rib.nowS(100);
        rib.update(0, ASN, 8, RouteSource.STATIC, 1, 5, ETH0);
        rib.nowS(200);
        rib.update(0, ASN, 8, RouteSource.STATIC, 1, 5, ETH0);
        assertEquals(100, rib.routes(RouteFilter.all(), 0, 10).routes().getFirst().ageS());
        rib.update(0, ASN, 8, RouteSource.STATIC, 1, 6, ETH0);
        assertEquals(0, rib.routes(RouteFilter.all(), 0, 10).routes().getFirst().ageS());
    }

    @Test
    void shouldFilter() {
        rib.update(0, 0, -32, RouteSource.STATIC, 1, 0, ETH0);
        rib.update(0, ASN, 0, RouteSource.BGP8_EXTERNAL, 20, 0, ETH0);
        rib.update(0, ASN | 10 << 24, 8, RouteSource.STATIC, 1, 0, ETH0);
        rib.update(0, ASN | 10 << 24 | 1 << 16, 16, RouteSource.STATIC, 1, 0, NOWHERE);
        rib.update(1, ASN | 10 << 24, 8, RouteSource.STATIC, 1, 0, ETH0);
        assertEquals(5, rib.routes(RouteFilter.all(), 0, 100).routes().size());
        assertEquals(4, rib.routes(RouteFilter.all().ofVrf(0), 0, 100).routes().size());
        assertEquals(1, rib.routes(RouteFilter.all().ofSource(RouteSource.BGP8_EXTERNAL), 0, 100).routes().size());
        assertEquals(Set.of(0, 8, 16), lengths(RouteFilter.longerPrefixes(0, ASN, 0)));
        assertEquals(Set.of(8, 16), lengths(RouteFilter.longerPrefixes(0, ASN | 10 << 24, 8)));
        assertEquals(Set.of(-32, 0, 8, 16), lengths(RouteFilter.longerPrefixes(0, 0, -32)));
        assertEquals(Set.of(8), lengths(RouteFilter.longest(0, ASN | 10 << 24 | 1 << 16 | 1)), "the /16 leads nowhere");
        assertEquals(Set.of(0), lengths(RouteFilter.longest(0, ASN | 11 << 24)));
        assertEquals(Set.of(-32), lengths(RouteFilter.longest(0, 64501L << 32)));
        assertEquals(Set.of(), lengths(RouteFilter.longest(0, 1)), "no default for ASN 0");
        assertEquals(2, rib.routes(RouteFilter.exact(RouteFilter.ALL_VRFS, ASN | 10 << 24, 8), 0, 100).routes().size());
        assertEquals(List.of(new RouteCount(0, RouteSource.STATIC, 3, 0), new RouteCount(0, RouteSource.BGP8_EXTERNAL, 1, 0),
            new RouteCount(1, RouteSource.STATIC, 1, 0)), rib.summary());
    }

    @Test
    void shouldGoOnWhereAPageEndsAndLookAtABoundedNumberOfRows() {
        final int routes = 3 * RouteQuery.EXAMINED;
        final int setId = rib.hold(0, ETH0);
        for (int i = 0; i < routes; i++) {
            rib.update(0, ASN + i, 32, RouteSource.BGP8_EXTERNAL, 20, 0, setId);
        }
        final Set<Long> seen = new HashSet<>();
        RoutePage page = rib.routes(RouteFilter.all(), 0, 5000);
        assertEquals(5000, page.routes().size());
        for (int next = 0; next != RoutePage.END; next = page.next()) {
            page = rib.routes(RouteFilter.all(), next, 5000);
            page.routes().forEach(view -> assertTrue(seen.add(view.address())));
        }
        assertEquals(routes, seen.size());
        final RoutePage none = rib.routes(RouteFilter.all().ofSource(RouteSource.STATIC), 0, 5000);
        assertEquals(new RoutePage(List.of(), RouteQuery.EXAMINED), none);
    }

    @Test
    void shouldUseStaleRoutesUntilTheyAreConfirmedOrSwept() {
        final List<NextHop> hops = List.of(new NextHop.Gateway(ASN | 1, "eth0"));
        for (int i = 0; i < 10; i++) {
            rib.restore(0, ASN | (long) i << 8, 24, RouteSource.BGP8_EXTERNAL, 20, hops);
        }
        assertEquals(10, rib.staleCount(RouteSource.BGP8_EXTERNAL));
        fib.drain(rib);
        assertEquals(10, fib.size());
        fib.clearCounts();
        rib.update(0, ASN, 24, RouteSource.BGP8_EXTERNAL, 20, 0, List.of(RibHop.of(hops.getFirst())));
        assertEquals(0, fib.drain(rib), "confirmed as it was");
        rib.update(0, ASN | 1 << 8, 24, RouteSource.BGP8_EXTERNAL, 20, 0, ETH0);
        rib.restore(0, ASN | 1 << 8, 24, RouteSource.BGP8_EXTERNAL, 20, hops);
        assertEquals(8, rib.staleCount(RouteSource.BGP8_EXTERNAL), "what is there is newer than what is restored");
        assertTrue(rib.routes(RouteFilter.exact(0, ASN | 2 << 8, 24), 0, 1).routes().getFirst().isStale());
        assertFalse(rib.routes(RouteFilter.exact(0, ASN, 24), 0, 1).routes().getFirst().isStale());
        assertEquals(0, rib.sweepStale(RouteSource.STATIC, 100));
        assertEquals(3, rib.sweepStale(3));
        assertEquals(5, rib.sweepStale(100));
        assertEquals(0, rib.sweepStale(100));
        fib.drain(rib);
        assertEquals(2, fib.size());
    }

    @Test
    void shouldMarkTheRoutesOfOneSourceStale() {
        rib.update(0, ASN, 24, RouteSource.BGP8_EXTERNAL, 20, 0, ETH0);
        rib.update(0, ASN, 24, RouteSource.BGP8_INTERNAL, 200, 0, ETH0);
        rib.update(0, ASN | 1 << 8, 24, RouteSource.BGP8_EXTERNAL, 20, 0, ETH0);
        rib.withdraw(0, ASN | 1 << 8, 24, RouteSource.BGP8_EXTERNAL, 20);
        rib.markStale(RouteSource.BGP8_EXTERNAL);
        assertEquals(1, rib.staleCount(RouteSource.BGP8_EXTERNAL));
        fib.drain(rib);
        assertEquals(1, rib.sweepStale(10));
        fib.drain(rib);
        assertEquals(RouteSource.BGP8_INTERNAL.id(), fib.get(0, ASN, 24).source());
    }

    private Set<Integer> lengths(final RouteFilter filter) {
        final List<RouteView> views = new ArrayList<>(rib.routes(filter, 0, 100).routes());
        final Set<Integer> lengths = new HashSet<>();
        views.forEach(view -> lengths.add(view.hostLength()));
        assertEquals(views.size(), lengths.size());
        return lengths;
    }
}
