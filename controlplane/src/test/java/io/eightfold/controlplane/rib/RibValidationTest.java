// SPDX-License-Identifier: Apache-2.0
// What the RIB does about verdicts, case by case.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.validation.Verdict;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.IntHashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RibValidationTest {
    private static final long PREFIX = address(64500, 10 << 24);
    private static final List<RibHop> ETH0 = List.of(new RibHop.OnLink("eth0"));
    private static final List<RibHop> ETH1 = List.of(new RibHop.OnLink("eth1"));

    /** A registry that says one thing of an ASN, and that another origin is wrong. */
    private static final class Registry implements RouteValidator {
        private final Map<Integer, Verdict> verdicts = new HashMap<>();
        private boolean isReady = true;
        private int asked;

        @Override
        public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
            asked++;
            if (source.isOwnedByDataplane() || address == 0) {
                return Verdict.EXEMPT;
            }
            final int asn = (int) (address >>> 32);
            return !isReady ? Verdict.UNVERIFIED : originAsn != asn ? Verdict.INVALID : verdicts.getOrDefault(asn, Verdict.NOT_FOUND);
        }

        @Override
        public boolean isReady() {
            return isReady;
        }
    }

    private final Rib rib = new Rib();
    private final FibMirror fib = new FibMirror();
    private final Registry registry = new Registry();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void validate() {
        rib.validator(registry);
        rib.verdictListener((_, address, length, source, _, before, after, was, is) -> told.add((address >>> 32) + "/" + length + " " + source.word() + " "
            + (before == null ? "new" : before.word()) + ">" + after.word() + " " + (was ? "refused" : "used") + ">" + (is ? "refused" : "used")));
        registry.verdicts.put(64500, Verdict.VALID);
    }

    @Test
    void shouldInstallWhatIsValidOnly() {
        offer(64500, ETH0);
        offer(64501, ETH0);
        fib.drain(rib);
        assertNotNull(fib.get(0, PREFIX, 8));
        assertEquals(1, fib.size());
        assertEquals(1, rib.refusedCount());
        assertEquals(List.of("64501/8 bgp8 new>not-found used>refused"), told);
    }

    @Test
    void shouldTakeAWithdrawnRegistrationOutOfTheFibAndBringItBackWithoutAskingTheSource() {
        offer(64500, ETH0);
        fib.drain(rib);
        judge(64500, Verdict.INVALID);
        assertNull(fib.get(0, PREFIX, 8));
        assertEquals(1, rib.routeCount());
        judge(64500, Verdict.VALID);
        assertNotNull(fib.get(0, PREFIX, 8));
        assertEquals(List.of("64500/8 bgp8 valid>invalid used>refused", "64500/8 bgp8 invalid>valid refused>used"), told);
        assertEquals(2, rib.verdictChanges());
    }

    @Test
    void shouldUseTheNextRouteOfAPrefixWhenTheBestIsRefused() {
        rib.update(0, PREFIX, 8, RouteSource.BGP8_EXTERNAL, 20, 0, 64499, rib.hold(0, ETH0));
        rib.update(0, PREFIX, 8, RouteSource.BGP8_INTERNAL, 200, 0, ETH1);
        fib.drain(rib);
        assertEquals(Set.of(new NextHop.OnLink("eth1")), fib.get(0, PREFIX, 8).hops());
        rib.update(0, PREFIX, 8, RouteSource.BGP8_EXTERNAL, 20, 0, 64500, rib.hold(0, ETH0));
        fib.drain(rib);
        assertEquals(Set.of(new NextHop.OnLink("eth0")), fib.get(0, PREFIX, 8).hops());
    }

    @Test
    void shouldRememberAForeignOriginForWhenItIsAskedAgain() {
        final int set = rib.hold(0, ETH0);
        rib.update(0, PREFIX, 8, RouteSource.BGP8_EXTERNAL, 20, 0, 0, set);
        rib.update(0, PREFIX + 256, 24, RouteSource.BGP8_EXTERNAL, 20, 0, 64499, set);
        revalidateAll();
        assertEquals(2, rib.verdictCount(Verdict.INVALID));
        assertEquals(64499, view(PREFIX + 256, 24).originAsn());
        rib.withdraw(0, PREFIX + 256, 24, RouteSource.BGP8_EXTERNAL, 20);
        rib.update(0, PREFIX + 256, 24, RouteSource.BGP8_EXTERNAL, 20, 0, set);
        assertEquals(64500, view(PREFIX + 256, 24).originAsn());
        assertEquals(Verdict.VALID, view(PREFIX + 256, 24).verdict());
    }

    @Test
    void shouldNotReachAGatewayThroughARefusedRoute() {
        offer(64500, ETH0);
        rib.update(0, address(64496, 0), 8, RouteSource.STATIC, 1, 0, List.of(new RibHop.Gateway(PREFIX + 1, null)));
        registry.verdicts.put(64496, Verdict.VALID);
        revalidateAll();
        assertNotNull(fib.get(0, address(64496, 0), 8));
        judge(64500, Verdict.INVALID);
        assertNull(fib.get(0, address(64496, 0), 8));
        judge(64500, Verdict.VALID);
        assertNotNull(fib.get(0, address(64496, 0), 8));
    }

    @Test
    void shouldKeepRestoredRoutesUntilTheRegistryIsReady() {
        registry.isReady = false;
        rib.restore(0, PREFIX, 8, RouteSource.BGP8_EXTERNAL, 20, List.of(new NextHop.OnLink("eth0")));
        rib.restore(0, address(64501, 0), 8, RouteSource.BGP8_EXTERNAL, 20, List.of(new NextHop.OnLink("eth0")));
        // Confirmed by its source before anybody can say more; a new one is not let in on trust.
        offer(64501, 0, ETH0);
        offer(64500, 11 << 24, ETH0);
        fib.drain(rib);
        assertEquals(2, fib.size());
        assertEquals(2, rib.verdictCount(Verdict.PENDING));
        revalidateAll();
        assertEquals(2, fib.size(), "asked again while it is not ready");
        registry.isReady = true;
        revalidateAll();
        assertEquals(0, rib.verdictCount(Verdict.PENDING));
        assertNotNull(fib.get(0, PREFIX, 8));
        assertNotNull(fib.get(0, address(64500, 11 << 24), 8));
        assertEquals(2, fib.size());
    }

    /** The journal knows no origins; what a source says of them is no reason to drop the route before there is data. */
    @Test
    void shouldKeepARestoredRouteOfAForeignOriginUntilTheRegistryIsReady() {
        registry.isReady = false;
        final int set = rib.hold(0, ETH0);
        rib.restore(0, PREFIX, 8, RouteSource.BGP8_EXTERNAL, 20, set);
        rib.update(0, PREFIX, 8, RouteSource.BGP8_EXTERNAL, 20, 0, 64501, set);
        assertEquals(1, rib.verdictCount(Verdict.PENDING));
        fib.drain(rib);
        assertNotNull(fib.get(0, PREFIX, 8));
        registry.isReady = true;
        revalidateAll();
        assertEquals(1, rib.verdictCount(Verdict.INVALID), "the origin counts as soon as there is data");
        assertNull(fib.get(0, PREFIX, 8));
    }

    @Test
    void shouldTakeAnotherPolicyToTheRoutesThatAreThere() {
        offer(64500, ETH0);
        offer(64501, ETH0);
        registry.verdicts.put(64502, Verdict.INVALID);
        offer(64502, ETH0);
        rib.policy(new InstallPolicy(EnumSet.of(Verdict.VALID, Verdict.NOT_FOUND)));
        revalidateAll();
        assertEquals(2, fib.size());
        rib.policy(new InstallPolicy(Set.of()));
        revalidateAll();
        assertEquals(0, fib.size());
        assertEquals(3, rib.refusedCount());
        rib.policy(InstallPolicy.ONLY_VALID);
        revalidateAll();
        assertEquals(1, fib.size());
        assertThrows(IllegalArgumentException.class, () -> new InstallPolicy(Set.of(Verdict.PENDING)));
    }

    @Test
    void shouldAskOnlyAboutTheRoutesOfTheAsnsThatChanged() {
        for (int asn = 64500; asn < 64600; asn++) {
            offer(asn, ETH0);
        }
        registry.asked = 0;
        judge(64510, Verdict.VALID);
        assertEquals(1, registry.asked);
        assertEquals(2, fib.size());
    }

    /** Data may change while a walk over the rows is under way, and routes may come and go. */
    @Test
    void shouldMissNoChangeThatComesInTheMiddleOfAWalk() {
        final int set = rib.hold(0, ETH0);
        final int asns = 3 * RouteAdmission.ROWS_A_STEP / 16;
        for (int asn = 1; asn <= asns; asn++) {
            rib.update(0, address(asn, 0), 8, RouteSource.BGP8_EXTERNAL, 20, 0, set);
        }
        rib.revalidateAll();
        rib.revalidate();
        assertTrue(rib.isRevalidating());
        for (int asn = 1; asn <= asns; asn++) {
            registry.verdicts.put(asn, Verdict.VALID);
            rib.revalidate(setOf(asn));
        }
        revalidate();
        assertEquals(asns, fib.size());
    }

    /** 1 million routes: the task is to be out of the FIB in far less than a second, and no turn may hold up the others. */
    @Test
    void shouldRevokeOneAsnAmongManyRoutesAtOnce() {
        final int set = rib.hold(0, ETH0);
        final int routes = 1_000_000;
        for (int i = 0; i < routes; i++) {
            final int asn = 1 + i / 100;
            registry.verdicts.putIfAbsent(asn, Verdict.VALID);
            rib.update(0, address(asn, i % 100 << 8), 24, RouteSource.BGP8_EXTERNAL, 20, 0, set);
        }
        fib.isWalk = true;
        while (rib.hasWork()) {
            rib.drain(fib, 1000);
        }
        registry.verdicts.put(5000, Verdict.INVALID);
        final int before = fib.size();
        registry.asked = 0;
        final long startNs = System.nanoTime();
        rib.revalidate(setOf(5000));
        while (rib.isRevalidating()) {
            rib.revalidate();
        }
        System.out.printf("RIB with %,d routes: 100 routes of an ASN revalidated in %d us%n", routes, (System.nanoTime() - startNs) / 1000);
        fib.drain(rib);
        assertEquals(100, before - fib.size());
        assertEquals(100, registry.asked);
    }

    @Test
    void shouldAllocateNothingForAnUpdateThatIsRefused() {
        rib.verdictListener(VerdictListener.NONE);
        final RouteValidator refusing = new RouteValidator() {
            @Override
            public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
                return Verdict.NOT_FOUND;
            }

            @Override
            public boolean isReady() {
                return true;
            }
        };
        rib.validator(refusing);
        final int set = rib.hold(0, ETH0);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 20 && allocated > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                rib.update(0, address(64500, i << 8), 24, RouteSource.BGP8_EXTERNAL, 20, 0, set);
                rib.withdraw(0, address(64500, i << 8), 24, RouteSource.BGP8_EXTERNAL, 20);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    @Test
    void shouldShowRoutesOfAVerdict() {
        offer(64500, ETH0);
        offer(64501, ETH0);
        final List<RouteView> found = rib.routes(RouteFilter.all().ofVerdict(Verdict.NOT_FOUND), 0, 10).routes();
        assertEquals(1, found.size());
        assertTrue(found.getFirst().isRefused());
        assertFalse(found.getFirst().isSelected());
    }

    private void offer(final int asn, final List<RibHop> hops) {
        offer(asn, asn == 64500 ? 10 << 24 : 0, hops);
    }

    private void offer(final int asn, final int host, final List<RibHop> hops) {
        rib.update(0, address(asn, host), 8, RouteSource.BGP8_EXTERNAL, 20, 0, hops);
    }

    private RouteView view(final long address, final int hostLength) {
        return rib.routes(RouteFilter.exact(0, address, hostLength), 0, 1).routes().getFirst();
    }

    private void judge(final int asn, final Verdict verdict) {
        registry.verdicts.put(asn, verdict);
        rib.revalidate(setOf(asn));
        revalidate();
    }

    private void revalidateAll() {
        rib.revalidateAll();
        revalidate();
    }

    private void revalidate() {
        while (rib.isRevalidating()) {
            rib.revalidate();
        }
        fib.drain(rib);
    }

    private static IntHashSet setOf(final int asn) {
        final IntHashSet asns = new IntHashSet();
        asns.add(asn);
        return asns;
    }

    private static long address(final int asn, final int host) {
        return (long) asn << 32 | host & 0xFFFF_FFFFL;
    }
}
