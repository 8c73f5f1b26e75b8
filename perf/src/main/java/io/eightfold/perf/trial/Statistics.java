// SPDX-License-Identifier: Apache-2.0
// Median and spread of a few trials.
package io.eightfold.perf.trial;

import java.util.Arrays;

/** Of arrays that hold at least one value. Thread: any. */
public final class Statistics {
    private Statistics() {
    }

    /** The middle value, or the mean of the two in the middle. */
    public static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The lowest value. */
    public static double min(final double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** The highest value. */
    public static double max(final double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Three decimals: more would be noise. */
    public static double round(final double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
