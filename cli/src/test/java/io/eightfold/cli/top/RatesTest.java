// SPDX-License-Identifier: Apache-2.0
// Rates from two readings, and numbers for people.
package io.eightfold.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.telemetry.PortCounterSource.Port;
import io.eightfold.controlplane.telemetry.PortCounterSource.Reading;
import io.eightfold.controlplane.telemetry.PortCounterSource.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long TWO_SECONDS_NS = 2_000_000_000L;

    private static Reading reading(final long packets, final long drops, final long turns, final long empty) {
        return new Reading(true, List.of(new Port("wan", Map.of("received", packets, "receivedBytes", packets * 64, "transmitted", packets / 2, "transmittedBytes",
            packets * 32), Map.of("no-route", drops, "ttl-expired", 5L, "tx-full", 0L))), List.of(new Worker(0, turns, empty, packets)));
    }

    @Test
    void shouldDivideByTheTimeBetween() {
        final Rates rates = Rates.between(reading(1_000, 10, 100, 50), reading(3_000, 110, 300, 100), TWO_SECONDS_NS);
        assertEquals(List.of(new Rates.PortRate("wan", 1_000, 512_000, 500, 256_000, 50)), rates.ports());
        assertEquals(List.of(new Rates.WorkerRate(0, 0.75, 1_000)), rates.workers());
        assertEquals(List.of(new Rates.DropRate("wan", "no-route", 50, 110), new Rates.DropRate("wan", "ttl-expired", 0, 5)), rates.drops());
        assertFalse(rates.isStalled());
    }

    @Test
    void shouldBeginAnewWithARestartedDataplane() {
        final Rates rates = Rates.between(reading(1_000_000, 10, 100, 50), reading(200, 4, 10, 10), TWO_SECONDS_NS);
        assertEquals(100, rates.ports().getFirst().rxPps());
        assertEquals(0, rates.workers().getFirst().busy());
    }

    @Test
    void shouldShowPortsAndWorkersThatAreNew() {
        final Rates rates = Rates.between(new Reading(false, List.of(), List.of()), reading(10, 0, 4, 1), TWO_SECONDS_NS);
        assertEquals(5, rates.ports().getFirst().rxPps());
        assertEquals(0.75, rates.workers().getFirst().busy());
    }

    @Test
    void shouldSeeThatNoWorkerTurns() {
        assertTrue(Rates.between(reading(1, 0, 7, 7), reading(1, 0, 7, 7), TWO_SECONDS_NS).isStalled());
        assertFalse(Rates.between(reading(1, 0, 7, 7), reading(1, 0, 7, 7), 1).isStalled(), "too early to tell");
    }

    @Test
    void shouldWriteNumbersShort() {
        assertEquals(List.of("0", "0.1", "0.5", "1", "999", "1.00k", "1.23k", "12.3k", "123k", "1.00M", "24.4M", "1.25T", "5000P"),
            List.of(0.0, 0.01, 0.5, 0.96, 999.4, 999.6, 1_234.0, 12_340.0, 123_400.0, 999_999.0, 24_400_000.0, 1.25e12, 5e18).stream()
                .map(Magnitude::of).toList());
        assertEquals("1,234,567", Magnitude.count(1_234_567L));
        assertEquals("-", Magnitude.count(null));
        assertEquals(List.of("00:00:59", "23:00:00", "1d01h"),
            List.of(Magnitude.duration(59), Magnitude.duration(23 * 3_600), Magnitude.duration(90_000)));
    }
}
