// SPDX-License-Identifier: Apache-2.0
// Tests of the record of last packets.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LastArrivalsTest {
    private final LastArrivals arrivals = new LastArrivals();

    @Test
    void shouldKeepTheLastOfTheWatchedDestination() {
        arrivals.watch(3);
        arrivals.arrived(3, 100);
        arrivals.arrived(3, 200);
        arrivals.arrived(2, 300);
        assertEquals(200, arrivals.lastNs());
    }

    @Test
    void shouldBeginAnewWithAnotherDestination() {
        arrivals.watch(3);
        arrivals.arrived(3, 100);
        arrivals.watch(4);
        assertEquals(0, arrivals.lastNs());
        arrivals.arrived(3, 200);
        assertEquals(0, arrivals.lastNs());
    }

    @Test
    void shouldTellAnArrivalAtTimeZeroFromNone() {
        arrivals.watch(0);
        arrivals.arrived(0, 0);
        assertEquals(1, arrivals.lastNs());
    }
}
