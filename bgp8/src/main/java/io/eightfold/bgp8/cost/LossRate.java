// SPDX-License-Identifier: Apache-2.0
// How many segments of a connection are lost.
package io.eightfold.bgp8.cost;

import java.util.concurrent.TimeUnit;

/**
 * How many segments of a connection are lost, of late. BGP sends little when nothing changes, so one loss must not count much: it is held against a thousand segments
 * that are taken to have arrived. Older ones count half after as many again, or after 5 minutes. Thread: that of the owner.
 */
final class LossRate {
    static final int PRIOR_SEGMENTS = 1_000;
    private static final long HALF_LIFE_NS = TimeUnit.MINUTES.toNanos(5);
    private static final int MILLION = 1_000_000;
    private static final int MILLI = 1_000;

    private long seenSent;
    private long seenLost;
    private long sentMilli;
    private long lostMilli;
    private long halvedNs;

    /** A connection begins, with counters at 0. What is known of the way stays. */
    void begin(final long nowNs) {
        seenSent = 0;
        seenLost = 0;
        halvedNs = nowNs;
    }

    void add(final long sent, final long lost, final long nowNs) {
        sentMilli += Math.max(0, sent - seenSent) * MILLI;
        lostMilli += Math.max(0, lost - seenLost) * MILLI;
        seenSent = sent;
        seenLost = lost;
        while (sentMilli > 2L * PRIOR_SEGMENTS * MILLI) {
            halve();
        }
        if (nowNs - halvedNs > HALF_LIFE_NS) {
            halve();
            halvedNs = nowNs;
        }
    }

    private void halve() {
        sentMilli /= 2;
        lostMilli /= 2;
    }

    int ppm() {
        return (int) Math.min(MILLION, lostMilli * MILLION / (sentMilli + (long) PRIOR_SEGMENTS * MILLI));
    }
}
