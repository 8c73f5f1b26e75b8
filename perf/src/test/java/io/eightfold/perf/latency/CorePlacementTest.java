// SPDX-License-Identifier: Apache-2.0
// Which runs count when cores move.
package io.eightfold.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CorePlacementTest {
    private static final int NEAR = 90;
    private static final int FAR = 380;
    private static final long BUDGET_NS = 20_000_000_000L;
    private final AtomicLong nowNs = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void shouldTakeTheFirstRunWhenTheCoresAreNear() {
        final CorePlacement placement = placement(NEAR, NEAR);
        assertEquals(1, placement.whileNear(runs::incrementAndGet));
        assertCounts(placement.json(), 1, 0, 0);
    }

    @Test
    void shouldLeaveARunOutAfterWhichTheCoresAreFar() {
        final CorePlacement placement = placement(NEAR, FAR, NEAR, NEAR);
        assertEquals(2, placement.whileNear(runs::incrementAndGet));
        assertCounts(placement.json(), 1, 1, 0);
    }

    @Test
    void shouldWaitWhileTheyAreFarOrBusy() {
        final CorePlacement placement = placement(FAR, -110, NEAR, NEAR);
        assertEquals(1, placement.whileNear(runs::incrementAndGet));
        assertCounts(placement.json(), 1, 0, 0);
    }

    @Test
    void shouldTakeARunAsItIsWhenTheTimeIsOver() {
        final CorePlacement placement = new CorePlacement(() -> FAR, nowNs::get, () -> nowNs.addAndGet(1_000_000_000L), BUDGET_NS);
        assertEquals(1, placement.whileNear(runs::incrementAndGet));
        assertCounts(placement.json(), 1, 0, 1);
    }

    private CorePlacement placement(final Integer... roundTrips) {
        final Queue<Integer> left = new ArrayDeque<>(List.of(roundTrips));
        return new CorePlacement(left::remove, nowNs::get, () -> nowNs.addAndGet(1_000_000_000L), BUDGET_NS);
    }

    private static void assertCounts(final JsonObject json, final int counted, final int leftOut, final int far) {
        assertEquals(counted, json.get("runs").getAsInt(), json::toString);
        assertEquals(leftOut, json.get("runsLeftOut").getAsInt(), json::toString);
        assertEquals(far, json.get("runsFar").getAsInt(), json::toString);
    }
}
