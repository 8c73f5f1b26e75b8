// SPDX-License-Identifier: Apache-2.0
// FRR, BIRD and GoBGP take routes from the cache.
package io.eightfold.whois8.server.rtr;

import static io.eightfold.whois8.server.SampleRecords.asn;
import static io.eightfold.whois8.server.SampleRecords.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.server.SampleRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockRouterIT {
    private static final int MAX_WAIT_S = 15;
    /** GoBGP waits 30 s before it connects again, and has no setting for it. */
    private static final int MAX_RECONNECT_S = 45;
    /** What routers are told of times is in force with them: FRR and BIRD connect again after a second, not after ten minutes. */
    private static final RtrSettings SETTINGS = new RtrSettings(3600, 1, 7200, 1000, 100, 1000, 1000);
    private final SampleRecords records = SampleRecords.some();
    @TempDir
    private Path directory;
    private RtrServer cache;

    @AfterEach
    void stop() {
        if (cache != null) {
            cache.close();
        }
    }

    private interface Start {
        StockRouter at(Path directory, int cachePort) throws IOException;
    }

    private RtrServer cache(final int port) throws IOException {
        return RtrServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), RtrServer.DEFAULT_LIMITS, SETTINGS, records.index(),
            DataSetLiveness.ALWAYS, InstantSource.fixed(Instant.ofEpochSecond(SampleRecords.NOW_S)));
    }

    @Test
    void shouldServeFrr() throws IOException {
        serve(StockRouter::frr, true);
    }

    @Test
    void shouldServeBird() throws IOException {
        serve(StockRouter::bird, true);
    }

    @Test
    void shouldServeGobgp() throws IOException {
        serve(StockRouter::gobgp, false);
    }

    @Test
    @Tag("slow")
    void shouldServeGobgpAfterRestart() throws IOException {
        serve(StockRouter::gobgp, true);
    }

    private void serve(final Start start, final boolean isRestarted) throws IOException {
        final int port = StockRouter.freePort();
        cache = cache(port);
        try (StockRouter router = start.at(directory, port)) {
            await(router, MAX_WAIT_S, "10.0.0.0/8-12 AS64496", "10.1.0.0/16-16 AS64496", "10.2.0.0/15-16 AS64496");
            followChanges(router);
            if (isRestarted) {
                restart(router, port);
            }
        }
    }

    private void restart(final StockRouter router, final int port) throws IOException {
        cache.close();
        records.put(asn(64496, RecordStatus.SUSPENDED));
        cache = cache(port);
        await(router, MAX_RECONNECT_S, "10.0.0.0/8-8 AS64497");
        assertEquals(1, cache.counters().value(RtrCounter.FULL_ANSWERS), () -> "counters " + cache.counters());
        records.put(route("64497.10.0.0.0/8", 16));
        await(router, MAX_WAIT_S, "10.0.0.0/8-16 AS64497");
        assertEquals(0, cache.counters().value(RtrCounter.PEER_ERRORS), () -> "counters " + cache.counters());
    }

    /** The router asks again after an hour, so what it hears of sooner was told by Serial Notify. */
    private void followChanges(final StockRouter router) {
        final long revokedNs = System.nanoTime();
        records.put(route("64496.10.1.0.0/16", 16, RecordStatus.REVOKED, SampleRecords.EXPIRY_S));
        await(router, MAX_WAIT_S, "10.0.0.0/8-12 AS64496", "10.2.0.0/15-16 AS64496");
        System.out.printf("revocation gone from the router, with the time of asking it: %,d ms%n", (System.nanoTime() - revokedNs) / 1_000_000);
        records.put(asn(64497));
        await(router, MAX_WAIT_S, "10.0.0.0/8-12 AS64496", "10.2.0.0/15-16 AS64496", "10.0.0.0/8-8 AS64497");
        assertTrue(cache.counters().value(RtrCounter.DELTA_ANSWERS) >= 2, () -> "counters " + cache.counters());
        assertEquals(0, cache.counters().value(RtrCounter.PEER_ERRORS), () -> "counters " + cache.counters());
    }

    private static void await(final StockRouter router, final int waitS, final String... expected) {
        final TreeSet<String> vrps = new TreeSet<>(List.of(expected));
        final long endNs = System.nanoTime() + waitS * 1_000_000_000L;
        while (!router.vrps().equals(vrps)) {
            if (endNs - System.nanoTime() <= 0 || !router.isRunning()) {
                throw new AssertionError("the router has " + router.vrps() + " and not " + vrps + " within " + waitS + " s; it " + router.words());
            }
            try {
                Thread.sleep(20);
            } catch (final InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
