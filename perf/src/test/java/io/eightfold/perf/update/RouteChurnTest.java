// SPDX-License-Identifier: Apache-2.0
// Tests of the thread that updates routes.
package io.eightfold.perf.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibReader;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.Ipv4Shape;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouteChurnTest {
    private static final long SEED = 0x1BF8_2026L;
    private static final int[] HOPS = {0, 1, 2, 3};
    private static final int UPDATES_PER_S = 20_000;
    private static final int BATCH = 50;
    private static final int ANY_CORE = -1;
    private final RouteTable table = Ipv4Shape.full(3000, HOPS.length, SEED);
    private final long[] destinations = Destinations.uniform(table, 64, SEED);

    @Test
    void shouldNeverTakeAwayARouteThatAFrameNeeds() {
        try (Fib fib = new Fib(); RouteChurn churn = churn(fib)) {
            TableInstaller.install(table, fib);
            final FibReader reader = fib.newReader();
            final int[] found = new int[destinations.length];
            churn.resume();
            final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (System.nanoTime() - endNs < 0) {
                reader.refresh();
                reader.lookup(destinations, found, found.length);
                assertTrue(Arrays.stream(found).allMatch(h -> h >= 0 && h < HOPS.length), () -> "seed " + SEED + ": " + Arrays.toString(found));
            }
            reader.pause();
            churn.pause();
            assertTrue(churn.updates() >= BATCH && churn.updates() % BATCH == 0, "updates " + churn.updates());
            assertEquals(churn.updates() / BATCH, churn.batchNs().getTotalCount());
            assertTrue(churn.updatesPerS() > 0);
            final int size = fib.size();
            assertTrue(size < table.size() && size > table.size() - 1200, "some routes are withdrawn at any time, not many: " + size);
        }
    }

    @Test
    void shouldKnowWhichRoutesHoldADestination() {
        try (Fib fib = new Fib(); RouteChurn churn = churn(fib)) {
            for (int i = 0; i < table.size(); i++) {
                final long mask = -1L << 64 - table.lengthBits(i);
                final long prefix = table.prefix(i);
                assertEquals(Arrays.stream(destinations).anyMatch(d -> (d & mask) == prefix), churn.isNeeded(i), table.line(i));
            }
        }
    }

    @Test
    void shouldTellOfAFailureOfItsThread() {
        final int[] wrongHops = {-5, -6};
        try (Fib fib = new Fib();
             RouteChurn churn = new RouteChurn(fib, table, destinations, wrongHops, UPDATES_PER_S, BATCH, ANY_CORE, SEED)) {
            churn.resume();
            final IllegalStateException failed = assertThrows(IllegalStateException.class, () -> {
                TimeUnit.MILLISECONDS.sleep(100);
                churn.pause();
            });
            assertTrue(failed.getMessage().contains("nextHop="), failed.getMessage());
        }
    }

    private RouteChurn churn(final Fib fib) {
        return new RouteChurn(fib, table, destinations, HOPS, UPDATES_PER_S, BATCH, ANY_CORE, SEED);
    }
}
