// SPDX-License-Identifier: Apache-2.0
// Tests of the measuring side: every destination has its turn, and a wrong answer stops the measurement.
package io.eightfold.perf.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.InternetShape;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupsTest {
    private final RouteTable table = InternetShape.of("internet", 5000, 16_345, 16, 1);

    @Test
    void shouldGoRoundTheDestinationsAndOnFromTrialToTrial() {
        final int destinations = 1 << 18;
        final LookupRate rate = new LookupRate(destinations);
        final List<Integer> firsts = new ArrayList<>();
        for (int trial = 0; trial < 6; trial++) {
            rate.measure((first, count, repeats) -> {
                firsts.add(first);
                assertEquals(1 << 16, count * repeats);
                sleepMs(2);
            }, 1);
        }
        assertEquals(List.of(0, 1 << 16, 2 << 16, 3 << 16, 0, 1 << 16), firsts);
    }

    @Test
    void shouldRepeatAFewDestinationsUpToOneChunk() {
        final LookupRate rate = new LookupRate(4096);
        final double mlps = rate.measure((first, count, repeats) -> {
            assertEquals(0, first);
            assertEquals(4096, count);
            assertEquals(16, repeats);
            sleepMs(2);
        }, 1);
        assertTrue(mlps > 0 && mlps <= 65_536 / 2000.0, mlps + " Mlps for a chunk of 2 ms");
    }

    @Test
    void shouldFindAWrongAnswer() {
        final long[] destinations = Destinations.uniform(table, 4096, 3);
        try (Fib fib = new Fib()) {
            TableInstaller.install(table, fib);
            final SubjectLookups lookups = new SubjectLookups(fib, destinations);
            lookups.check(RouteOracle.of(table));
            final RouteOracle other = RouteOracle.of(table);
            other.put(destinations[4095], 64, 999);
            final IllegalStateException wrong = assertThrows(IllegalStateException.class, () -> lookups.check(other));
            assertTrue(wrong.getMessage().contains(Long.toHexString(destinations[4095]) + ", expected 999; no rate is reported"), wrong::getMessage);
        }
    }

    @Test
    void shouldDrawDestinationsInsideRoutesAndTheSameFromOneSeed() {
        final long[] destinations = Destinations.uniform(table, 10_000, 3);
        assertTrue(Arrays.equals(destinations, Destinations.uniform(table, 10_000, 3)));
        final RouteOracle oracle = RouteOracle.of(table);
        assertTrue(Arrays.stream(destinations).allMatch(d -> oracle.lookup(d) >= 0));
        assertTrue(Arrays.stream(destinations).distinct().count() > 9_900);
        assertEquals(4096, Destinations.of(Destinations.Kind.HOT, table, 3).length);
        assertTrue(Destinations.of(Destinations.Kind.UNIFORM, table, 3).length >= 4_000_000);
    }

    @Test
    void shouldDivideTheForwardingCopyByItsRoutes() {
        final FibMemory memory = FibMemory.of(table);
        assertEquals(16_345, memory.routes());
        assertEquals(5000, memory.asns());
        assertTrue(memory.memoryBytes() > 16_345 && memory.memoryBytes() < 64L << 20, memory::text);
        assertEquals((double) memory.memoryBytes() / 16_345, memory.json().get("value").getAsDouble(), 0.001);
        assertEquals(12, memory.json().get("reach").getAsInt());
    }

    private static void sleepMs(final int ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
