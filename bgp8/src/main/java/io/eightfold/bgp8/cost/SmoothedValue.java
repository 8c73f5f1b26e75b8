// SPDX-License-Identifier: Apache-2.0
// A measured value: what is usual, and the median of late.
package io.eightfold.bgp8.cost;

import java.util.Arrays;

/** A measured value: what is usual, and the median of late. In thousandths, so that small numbers have room to move. Thread: that of the owner. */
final class SmoothedValue {
    static final int MILLI = 1_000;
    /** Samples that the usual value goes back, about. At 32 noise of 5 % moved it by 10 % once in some hours. */
    static final int SMOOTHING = 128;
    private static final int RECENT = 32;
    /** A sample counts as no more than so many times what is usual. */
    private static final int MAX_RISE = 2;

    private int samples;
    private long usualMilli;
    /** A ring. */
    private final int[] recent = new int[RECENT];
    private int recentCount;

    SmoothedValue(final int assumed) {
        usualMilli = (long) assumed * MILLI;
    }

    /** The next sample begins anew. Until then what was usual stays. */
    void restart() {
        samples = 0;
        recentCount = 0;
    }

    boolean hasSamples() {
        return samples > 0;
    }

    /** Whether the last sample is the first with which what is usual is as smooth as it gets. */
    boolean isJustSmooth() {
        return samples == SMOOTHING;
    }

    void add(final int sample) {
        recent[recentCount++ % RECENT] = sample;
        samples = Math.min(SMOOTHING + 1, samples + 1);
        final long counted = (long) sample * MILLI;
        // The mean of all until there are enough, later an exponential one.
        usualMilli = samples == 1 ? counted : usualMilli + (Math.min(counted, Math.max(MAX_RISE * usualMilli, MILLI)) - usualMilli) / Math.min(SMOOTHING, samples);
    }

    long usualMilli() {
        return usualMilli;
    }

    /** What comes from now on is recent, the last sample included. */
    void beginRecent() {
        recent[0] = recent[(recentCount - 1) % RECENT];
        recentCount = 1;
    }

    int recent() {
        return recentCount;
    }

    /** Of those that are recent, the last {@value #RECENT} of them. */
    long medianMilli() {
        final int[] sorted = Arrays.copyOf(recent, Math.min(recentCount, RECENT));
        Arrays.sort(sorted);
        return (long) sorted[sorted.length / 2] * MILLI;
    }

    /** The median is what is usual from now on. */
    void settle() {
        usualMilli = medianMilli();
        samples = Math.min(recentCount, RECENT);
    }
}
