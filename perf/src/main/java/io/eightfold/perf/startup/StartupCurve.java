// SPDX-License-Identifier: Apache-2.0
// The rate of a worker since its process started.
package io.eightfold.perf.startup;

import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;

/**
 * @param sliceMs length of a slice.
 * @param offsetS from the start of the process to the first slice.
 * @param packets forwarded in each slice.
 */
record StartupCurve(int sliceMs, double offsetS, long[] packets) {
    /** Share of the steady rate that counts as steady. */
    static final double SHARE = 0.95;
    /** Slices whose mean is looked at: a single one may hold a pause of the machine, or make up for it. */
    private static final int WINDOW = 5;
    /** The steady rate is that of this part of the curve, its last. */
    private static final double STEADY_PART = 0.25;

    /** @throws IllegalArgumentException when there are too few slices to tell anything. */
    StartupCurve {
        if (packets.length < 4 * WINDOW) {
            throw new IllegalArgumentException("slices=" + packets.length + " < " + 4 * WINDOW + ": too few for a start-up curve; measure longer");
        }
    }

    /** Median rate of the last quarter, in million packets a second. */
    double steadyMpps() {
        final double[] last = Arrays.stream(packets, (int) (packets.length * (1 - STEADY_PART)), packets.length).mapToDouble(p -> p).toArray();
        return mpps(Statistics.median(last));
    }

    /** From the start of the process to the end of the first 50 ms that reach 95 % of the steady rate on average; infinite when none do. */
    double secondsToSteady() {
        final double wanted = SHARE * steadyMpps();
        for (int i = WINDOW; i <= packets.length; i++) {
            if (mpps(Arrays.stream(packets, i - WINDOW, i).sum() / (double) WINDOW) >= wanted) {
                return offsetS + i * sliceMs / 1e3;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Mean rate of each {@code slices} slices in turn, to be drawn. */
    double[] coarse(final int slices) {
        final double[] rates = new double[packets.length / slices];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = mpps(Arrays.stream(packets, i * slices, (i + 1) * slices).sum() / (double) slices);
        }
        return rates;
    }

    private double mpps(final double packetsASlice) {
        return packetsASlice / sliceMs / 1e3;
    }
}
