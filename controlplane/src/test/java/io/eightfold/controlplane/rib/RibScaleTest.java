// SPDX-License-Identifier: Apache-2.0
// A million routes: memory, and how long things take.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.NextHop;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RibScaleTest {
    private static final int ROUTES = 1_000_000;
    private static final int MAX_BYTES_PER_ROUTE = 75;
    private static final int GATEWAYS = 1000;

    /** Takes everything and keeps nothing. */
    private static final class CountingSink implements FibSink {
        private int messages;

        @Override
        public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
            messages++;
        }

        @Override
        public void forgetHopSet(final int setId) {
            messages++;
        }

        @Override
        public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
            final int previousSetId) {
            messages++;
        }

        @Override
        public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
            messages++;
        }
    }

    private final CountingSink sink = new CountingSink();
    private final int[] sets = new int[GATEWAYS];

    @Test
    void shouldHoldARouteInFewBytes() {
        final Rib rib = loaded();
        assertEquals(ROUTES + 1, rib.routeCount());
        drain(rib);
        assertEquals(ROUTES, rib.fibCount());
        final double bytesPerRoute = (double) rib.memoryBytes() / rib.routeCount();
        System.out.printf("RIB with %,d routes: %.1f bytes a route%n", rib.routeCount(), bytesPerRoute);
        assertTrue(bytesPerRoute <= MAX_BYTES_PER_ROUTE, bytesPerRoute + " bytes a route");
    }

    /** Prints rates; what it asserts is that nothing is lost on the way. */
    @Test
    @Tag("slow")
    void shouldTakeAMillionRoutes() {
        for (int round = 0; round < 5; round++) {
            final long startNs = System.nanoTime();
            final Rib rib = loaded();
            final long loadedNs = System.nanoTime();
            drain(rib);
            final long drainedNs = System.nanoTime();
            churn(rib);
            final long churnedNs = System.nanoTime();
            drain(rib);
            final long flapNs = System.nanoTime();
            rib.portState("eth0", false);
            drain(rib);
            final long downNs = System.nanoTime();
            rib.routes(RouteFilter.all().ofSource(RouteSource.LOCAL), 0, 100);
            final long viewNs = System.nanoTime();
            System.out.printf("load %.2f M/s, drain %.2f M/s, churn %.2f M/s, all routes off a port %d ms, view %d us%n", perUs(loadedNs - startNs),
                perUs(drainedNs - loadedNs), perUs(churnedNs - drainedNs), (downNs - flapNs) / 1_000_000, (viewNs - downNs) / 1000);
            assertEquals(0, rib.fibCount());
            final int offered = rib.routeCount();
            rib.markStale(RouteSource.BGP8_EXTERNAL);
            assertEquals(offered - 1, rib.sweepStale(Integer.MAX_VALUE));
            drain(rib);
            assertEquals(1, rib.prefixCount());
        }
    }

    private static double perUs(final long durationNs) {
        return ROUTES * 1000.0 / durationNs;
    }

    /** Routes as an Internet table has them, in no order, through recursive gateways. */
    private Rib loaded() {
        final Random random = new Random(8);
        final Rib rib = new Rib();
        rib.update(0, 64496L << 32, 8, RouteSource.CONNECTED, 0, 0, List.of(new RibHop.OnLink("eth0")));
        for (int i = 0; i < GATEWAYS; i++) {
            sets[i] = rib.hold(0, List.of(new RibHop.Gateway(64496L << 32 | i + 1, null)));
        }
        for (int i = 0; rib.routeCount() <= ROUTES; i++) {
            final long address = (long) (1 + random.nextInt(60_000)) << 32 | (long) random.nextInt(1 << 24) << 8;
            rib.update(0, address, 24, RouteSource.BGP8_EXTERNAL, 20, 0, sets[i % GATEWAYS]);
        }
        return rib;
    }

    private void churn(final Rib rib) {
        final Random random = new Random(8);
        for (int i = 0; i < ROUTES; i++) {
            final long address = (long) (1 + random.nextInt(60_000)) << 32 | (long) random.nextInt(1 << 24) << 8;
            rib.update(0, address, 24, RouteSource.BGP8_EXTERNAL, 20, 0, sets[(i + 1) % GATEWAYS]);
        }
    }

    private void drain(final Rib rib) {
        while (rib.hasWork()) {
            rib.drain(sink, 1000);
        }
    }
}
