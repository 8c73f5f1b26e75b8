// SPDX-License-Identifier: Apache-2.0
// Which routes leave by an interface with an egress check, case by case.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** eth9 is the border; 64496 is the own ASN, 64500 has a record and 64501 has none. Not-found is installed, so that only the egress check stands in the way. */
final class RibEgressTest {
    private static final RibHop BORDER = new RibHop.Gateway(Ipv8Address.parse("64496.222.0.0.1").bits(), "eth9");
    private static final RibHop INSIDE = new RibHop.Gateway(Ipv8Address.parse("64496.10.0.0.2").bits(), "eth0");
    private static final RibHop RECURSIVE = new RibHop.Gateway(Ipv8Address.parse("64496.222.0.0.1").bits(), null);
    private static final NextHop OUT = new NextHop.Gateway(Ipv8Address.parse("64496.222.0.0.1").bits(), "eth9");
    private static final NextHop IN = new NextHop.Gateway(Ipv8Address.parse("64496.10.0.0.2").bits(), "eth0");
    private static final NextHop PROHIBIT = new NextHop.Prohibit();

    private final Rib rib = new Rib();
    private final FibMirror fib = new FibMirror();
    private final Map<Integer, Verdict> verdicts = new HashMap<>();

    @BeforeEach
    void start() {
        rib.validator(new RouteValidator() {
            @Override
            public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
                return source == RouteSource.BGP8_EXTERNAL ? verdicts.getOrDefault((int) (address >>> 32), Verdict.NOT_FOUND) : Verdict.EXEMPT;
            }

            @Override
            public boolean isReady() {
                return true;
            }
        });
        rib.policy(new InstallPolicy(Set.of(Verdict.VALID, Verdict.NOT_FOUND)));
        verdicts.put(64500, Verdict.VALID);
        rib.egressCheck(Set.of("eth9"), 64496);
        offer("64496.222.0.0.0/31", RouteSource.CONNECTED, new RibHop.OnLink("eth9"));
    }

    @Test
    void shouldLetOnlyValidRoutesOut() {
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        offer("64502.10.0.0.0/8", RouteSource.STATIC, BORDER);
        assertHops("64500.10.0.0.0/8", OUT);
        assertHops("64501.10.0.0.0/8", PROHIBIT);
        assertHops("64502.10.0.0.0/8", PROHIBIT);
        assertTrue(view("64501.10.0.0.0/8").isRestricted());
        assertFalse(view("64500.10.0.0.0/8").isRestricted());
    }

    /** A shorter route must not take the packets that no valid one covers, and the default route is nobody's. */
    @Test
    void shouldProhibitWhatOnlyTheDefaultRouteCovers() {
        rib.update(0, 0, Rib.DEFAULT_LENGTH, RouteSource.STATIC, 1, 0, List.of(BORDER));
        offer("0.0.0.0/0", RouteSource.STATIC, BORDER);
        settle();
        assertEquals(Set.of(PROHIBIT), fib.get(0, 0, Rib.DEFAULT_LENGTH).hops());
        assertHops("0.0.0.0/0", OUT);
    }

    @Test
    void shouldLeaveTheOwnAsnAndOtherPortsAlone() {
        offer("64496.20.0.0.0/8", RouteSource.STATIC, BORDER);
        offer("64502.10.0.0.0/8", RouteSource.STATIC, INSIDE);
        assertHops("64496.20.0.0.0/8", OUT);
        assertHops("64502.10.0.0.0/8", IN);
        rib.egressCheck(Set.of("eth9"), 0);
        assertHops("64496.20.0.0.0/8", PROHIBIT);
    }

    @Test
    void shouldLeaveTheOtherNextHopsOfARouteThatSharesTheLoad() {
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER, INSIDE);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER, INSIDE);
        assertHops("64500.10.0.0.0/8", OUT, IN);
        assertHops("64501.10.0.0.0/8", IN);
        rib.portState("eth0", false);
        assertHops("64500.10.0.0.0/8", OUT);
        assertHops("64501.10.0.0.0/8", PROHIBIT);
    }

    /** What leaves is judged by the route that packets take, not by the one that leads to its gateway. */
    @Test
    void shouldReachTheGatewayOfAValidRouteThroughAnyOther() {
        offer("64503.1.0.0.0/8", RouteSource.STATIC, RECURSIVE);
        final RibHop beyond = new RibHop.Gateway(Ipv8Address.parse("64503.1.0.0.9").bits(), null);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, beyond);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, beyond);
        assertHops("64503.1.0.0.0/8", PROHIBIT);
        assertHops("64500.10.0.0.0/8", OUT);
        assertHops("64501.10.0.0.0/8", PROHIBIT);
        offer("64496.222.0.0.0/31", RouteSource.CONNECTED, new RibHop.OnLink("eth1"));
        assertHops("64501.10.0.0.0/8", new NextHop.Gateway(Ipv8Address.parse("64496.222.0.0.1").bits(), "eth1"));
    }

    /** Valid and other routes share their next hops with the source that gave them: not with each other. */
    @Test
    void shouldFollowAVerdictAndAReloadBothWays() {
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        verdicts.put(64500, Verdict.NOT_FOUND);
        verdicts.put(64501, Verdict.VALID);
        rib.revalidateAll();
        assertHops("64500.10.0.0.0/8", PROHIBIT);
        assertHops("64501.10.0.0.0/8", OUT);
        rib.egressCheck(Set.of(), 64496);
        assertHops("64500.10.0.0.0/8", OUT);
        assertEquals(1, view("64500.10.0.0.0/8").setId() == view("64501.10.0.0.0/8").setId() ? 1 : 2, "without a check they share one set again");
        rib.egressCheck(Set.of("eth9", "eth0"), 64496);
        assertHops("64500.10.0.0.0/8", PROHIBIT);
        rib.withdraw(0, address("64500.10.0.0.0/8"), 8, RouteSource.BGP8_EXTERNAL, 20);
        rib.withdraw(0, address("64501.10.0.0.0/8"), 8, RouteSource.BGP8_EXTERNAL, 20);
        settle();
        assertNull(fib.get(0, address("64500.10.0.0.0/8"), 8));
        assertEquals(1, rib.hopSetCount(), "the connected route's");
        assertEquals(Set.of(), fib.sets.keySet());
    }

    /** What the registry allows must not be hidden by a route added at run time that it does not. */
    @Test
    void shouldGiveWayToAnyOtherRouteOfThePrefixRatherThanProhibit() {
        offer("64500.10.0.0.0/8", RouteSource.API, BORDER);
        assertHops("64500.10.0.0.0/8", PROHIBIT);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        assertHops("64500.10.0.0.0/8", OUT);
        rib.gatewayState(Ipv8Address.parse("64496.222.0.0.1").bits(), "eth9", true);
        assertHops("64500.10.0.0.0/8", OUT);
        rib.gatewayState(Ipv8Address.parse("64496.222.0.0.1").bits(), "eth9", false);
        offer("64501.10.0.0.0/8", RouteSource.API, BORDER);
        offer("64501.10.0.0.0/8", RouteSource.STATIC, INSIDE);
        assertHops("64501.10.0.0.0/8", IN);
        rib.portState("eth0", false);
        assertHops("64501.10.0.0.0/8", PROHIBIT);
        verdicts.put(64500, Verdict.NOT_FOUND);
        rib.revalidateAll();
        assertHops("64500.10.0.0.0/8", PROHIBIT);
        rib.egressCheck(Set.of(), 64496);
        assertHops("64500.10.0.0.0/8", OUT);
        assertEquals(RouteSource.API, rib.routes(RouteFilter.exact(0, address("64500.10.0.0.0/8"), 8), 0, 2).routes().stream().filter(RouteView::isSelected).findFirst()
            .orElseThrow().source(), "without the check, the preferred one");
    }

    @Test
    void shouldKeepOtherNextHopsOfARestrictedRouteWhenItsSourceChangesThem() {
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        assertHops("64501.10.0.0.0/8", PROHIBIT);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, INSIDE);
        assertHops("64501.10.0.0.0/8", IN);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL, BORDER);
        assertHops("64501.10.0.0.0/8", PROHIBIT);
    }

    private void offer(final String prefix, final RouteSource source, final RibHop... hops) {
        rib.update(0, address(prefix), Ipv8Prefix.parse(prefix).hostLength(), source, source.distance(), 0, List.of(hops));
    }

    private void assertHops(final String prefix, final NextHop... hops) {
        settle();
        assertEquals(Set.of(hops), fib.get(0, address(prefix), Ipv8Prefix.parse(prefix).hostLength()).hops(), prefix);
    }

    private void settle() {
        while (rib.isRevalidating()) {
            rib.revalidate();
        }
        fib.drain(rib);
    }

    private RouteView view(final String prefix) {
        return rib.routes(RouteFilter.exact(0, address(prefix), Ipv8Prefix.parse(prefix).hostLength()), 0, 1).routes().getFirst();
    }

    private static long address(final String prefix) {
        return Ipv8Prefix.parse(prefix).address().bits();
    }
}
