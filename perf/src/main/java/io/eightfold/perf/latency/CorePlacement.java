// SPDX-License-Identifier: Apache-2.0
// Whether the two cores are near each other at the moment.
package io.eightfold.perf.latency;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A hypervisor moves virtual CPUs: two that shared a cache are at once on different dies, and every frame handed from one to the other costs
 * several times as much, at no fault of who forwards it. The time of a cache line to the other core and back shows it, before and after each run;
 * a run counts when the cores were near at both. What was left out, and what had to be taken when they never came near, is part of the result.
 * Thread: the one that measures.
 */
final class CorePlacement {
    /** Between what is seen within one L3 cache (40 to 120 ns) and across (240 to 400 ns). */
    static final int NEAR_NS = 160;

    private final IntSupplier roundTripNs;
    private final LongSupplier nowNs;
    private final Runnable rest;
    private final long budgetNs;
    private final List<Integer> counted = new ArrayList<>();
    private long spentNs;
    private int leftOut;
    private int far;

    /**
     * @param roundTripNs the measurement; negative when it failed, which counts as far.
     * @param rest        a pause between two looks.
     * @param budgetNs    time that may go into waiting and into runs that do not count, over the whole measurement.
     */
    CorePlacement(final IntSupplier roundTripNs, final LongSupplier nowNs, final Runnable rest, final long budgetNs) {
        this.roundTripNs = roundTripNs;
        this.nowNs = nowNs;
        this.rest = rest;
        this.budgetNs = budgetNs;
    }

    /** Repeats a run until the cores were near before and after it; when the time for that is over, takes it as it is. */
    <T> T whileNear(final Supplier<T> run) {
        while (true) {
            final long startNs = nowNs.getAsLong();
            final int before = roundTripNs.getAsInt();
            if (!isNear(before) && spentNs < budgetNs) {
                rest.run();
                spentNs += nowNs.getAsLong() - startNs;
                continue;
            }
            final T result = run.get();
            final int after = roundTripNs.getAsInt();
            final boolean wasNear = isNear(before) && isNear(after);
            if (wasNear || spentNs >= budgetNs) {
                far += wasNear ? 0 : 1;
                counted.add(Math.max(before, after));
                return result;
            }
            leftOut++;
            spentNs += nowNs.getAsLong() - startNs;
        }
    }

    /** Whether the time for waiting is over: what is measured from now on may be measured far from each other. */
    boolean isSpent() {
        return spentNs >= budgetNs;
    }

    /** Round trip over the runs that count, how many were left out, and how many count although the cores were far. */
    JsonObject json() {
        final JsonObject json = new JsonObject();
        final List<Integer> sorted = new ArrayList<>(counted);
        Collections.sort(sorted);
        json.addProperty("lineRoundTripNs", sorted.isEmpty() ? -1 : sorted.get(sorted.size() / 2));
        json.addProperty("nearLimitNs", NEAR_NS);
        json.addProperty("runs", sorted.size());
        json.addProperty("runsLeftOut", leftOut);
        json.addProperty("runsFar", far);
        json.addProperty("waitedMs", spentNs / 1_000_000);
        return json;
    }

    private static boolean isNear(final int ns) {
        return ns >= 0 && ns <= NEAR_NS;
    }
}
