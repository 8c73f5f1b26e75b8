// SPDX-License-Identifier: Apache-2.0
// The search against routers whose limits are known.
package io.eightfold.perf.ndr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static final double WIDTH = 0.01;
    private static final double GENERATOR_MAX = 20e6;
    private static final RateSearch.Settings SETTINGS = new RateSearch.Settings(4, 1, 5, WIDTH, 200_000);

    private final AtomicLong nowMs = new AtomicLong();

    /** Loses nothing up to {@code clean}, a thousandth up to {@code capacity}, and all beyond that. */
    private Trial.Runner router(final double clean, final double capacity) {
        return (purpose, pps, seconds) -> {
            nowMs.addAndGet((long) (seconds * 1000));
            final double load = Math.min(pps, GENERATOR_MAX);
            final double through = load <= clean ? load : Math.min(load * 0.999, capacity);
            final long offered = Math.round(load * seconds);
            return new Trial(purpose, pps, seconds, offered, offered, load <= clean ? offered : Math.round(through * seconds), Trial.Waits.NONE);
        };
    }

    private RateSearch.Found search(final Trial.Runner runner) {
        return new RateSearch(SETTINGS, runner, nowMs::get).run();
    }

    @Test
    void shouldFindBothRatesWithinTheWidth() {
        final RateSearch.Found found = search(router(5e6, 8e6));
        assertEquals(5e6, found.ndr(), 5e6 * WIDTH);
        assertTrue(found.ndr() <= 5e6, () -> "NDR " + found.ndr() + " loses frames");
        // At 0.5 % loss the load is capacity / 0.995.
        assertEquals(8e6 / 0.995, found.pdr(), 8e6 * WIDTH);
        assertTrue(found.isConfirmed() && found.isComplete() && !found.isGeneratorBound(), found::toString);
        assertEquals("warm-up", found.trials().getFirst().purpose());
        assertEquals("confirm", found.trials().getLast().purpose());
    }

    @Test
    void shouldEndWithinTheTimeThatTheTableOfCommandsAllows() {
        search(router(5e6, 8e6));
        assertTrue(nowMs.get() < 90_000, () -> nowMs + " ms");
    }

    @Test
    void shouldFindEqualRatesWhenNothingIsLostBelowCapacity() {
        final RateSearch.Found found = search(router(8e6, 8e6));
        assertTrue(found.ndr() / found.pdr() > 0.98, found::toString);
    }

    @Test
    void shouldSayWhenTheGeneratorCannotOverloadTheRouter() {
        final RateSearch.Found found = search(router(100e6, 100e6));
        assertTrue(found.isGeneratorBound(), found::toString);
        assertEquals(GENERATOR_MAX, found.ndr(), 1);
        assertEquals(GENERATOR_MAX, found.pdr(), 1);
    }

    @Test
    void shouldNotLetOneDisturbanceDecide() {
        final Trial.Runner steady = router(5e6, 8e6);
        final AtomicLong count = new AtomicLong();
        final RateSearch.Found found = search((purpose, pps, seconds) -> {
            final Trial trial = steady.run(purpose, pps, seconds);
            final boolean isDisturbed = count.incrementAndGet() % 3 == 0 && !"confirm".equals(purpose);
            return isDisturbed ? new Trial(purpose, pps, seconds, trial.offered(), trial.sent(), trial.received() / 2, Trial.Waits.NONE) : trial;
        });
        assertEquals(5e6, found.ndr(), 5e6 * WIDTH);
    }

    @Test
    void shouldGoDownUntilALongerTrialLosesNothing() {
        final Trial.Runner steady = router(5e6, 8e6);
        final RateSearch.Found found = search((purpose, pps, seconds) -> {
            final Trial trial = steady.run(purpose, pps, seconds);
            return "confirm".equals(purpose) && pps > 4.5e6 ? new Trial(purpose, pps, seconds, trial.offered(), trial.sent(), trial.received() - 1, Trial.Waits.NONE) : trial;
        });
        assertTrue(found.isConfirmed(), found::toString);
        assertTrue(found.ndr() <= 4.5e6 && found.ndr() > 4e6, found::toString);
    }

    @Test
    void shouldSayWhenNoLongTrialIsWithoutLoss() {
        final Trial.Runner steady = router(5e6, 8e6);
        final RateSearch.Found found = search((purpose, pps, seconds) -> {
            final Trial trial = steady.run(purpose, pps, seconds);
            return "confirm".equals(purpose) ? new Trial(purpose, pps, seconds, trial.offered(), trial.sent(), trial.received() - 1, Trial.Waits.NONE) : trial;
        });
        assertFalse(found.isConfirmed());
        assertEquals(5e6, found.ndr(), 5e6 * WIDTH);
    }

    @Test
    void shouldReportZeroWhenEveryLoadLoses() {
        final RateSearch.Found found = search(router(0, 8e6));
        assertEquals(0, found.ndr());
        assertFalse(found.isConfirmed());
        assertEquals(8e6 / 0.995, found.pdr(), 8e6 * WIDTH);
    }

    @Test
    void shouldEndWithWhatItHasWhenTheTimeRunsOut() {
        final RateSearch.Settings hurried = new RateSearch.Settings(4, 1, 5, WIDTH, 15_000);
        final RateSearch.Found found = new RateSearch(hurried, router(5e6, 8e6), nowMs::get).run();
        assertFalse(found.isComplete());
        assertTrue(nowMs.get() <= 20_000, () -> nowMs + " ms");
        assertTrue(found.pdr() > 5e6 && found.pdr() <= 8e6 / 0.995 * (1 + 1e-9), found::toString);
    }
}
