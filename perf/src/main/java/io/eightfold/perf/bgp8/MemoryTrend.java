// SPDX-License-Identifier: Apache-2.0
// Whether memory grows.
package io.eightfold.perf.bgp8;

import java.util.Arrays;

/** Whether memory grows: the slope of a line through samples of the second half, when caches and collectors have found their size. Thread: one. */
final class MemoryTrend {
    private static final double MINUTE_S = 60;

    private double[] atS = new double[64];
    private double[] bytes = new double[64];
    private int count;

    void add(final double seconds, final double sampleBytes) {
        if (count == atS.length) {
            atS = Arrays.copyOf(atS, count * 2);
            bytes = Arrays.copyOf(bytes, count * 2);
        }
        atS[count] = seconds;
        bytes[count++] = sampleBytes;
    }

    /** Bytes a minute; 0 for fewer than four samples. */
    double perMinute() {
        final int first = count / 2;
        final int used = count - first;
        if (used < 2) {
            return 0;
        }
        final double meanS = Arrays.stream(atS, first, count).sum() / used;
        final double meanBytes = Arrays.stream(bytes, first, count).sum() / used;
        double covariance = 0;
        double variance = 0;
        for (int i = first; i < count; i++) {
            covariance += (atS[i] - meanS) * (bytes[i] - meanBytes);
            variance += (atS[i] - meanS) * (atS[i] - meanS);
        }
        return covariance / variance * MINUTE_S;
    }
}
