// SPDX-License-Identifier: Apache-2.0
// What one run of the meter found.
package io.eightfold.perf.latency;

import org.HdrHistogram.Histogram;

/**
 * @param waited       frames that found so many under way that they were sent late; the wait is in their residence.
 * @param elapsedNs    time of sending, the meter's gaps left out.
 * @param behindNs     how far behind its schedule the meter was at the end.
 * @param gaps         absences of the meter of 2 us and more.
 * @param beyond       frames that were away for longer than the histogram's range, 1 s.
 * @param isRealTime   whether the meter ran under SCHED_FIFO.
 * @param all          residence of every received frame in ns, from its scheduled instant.
 * @param present      the same without frames that were under way during a gap.
 */
record MeterReading(long sent, long received, long outOfOrder, long waited, long elapsedNs, long behindNs, long gaps, long gapTotalNs, long gapLongestNs,
                    long beyond, boolean isRealTime, Histogram all, Histogram present) {
    /** Largest value of the meter, 2^30 - 1 ns. */
    private static final long RANGE_NS = (1L << 30) - 1;
    private static final int DIGITS = 3;
    private static final long BEHIND_LIMIT_NS = 100_000;

    /** Of the meter's range and precision. */
    static Histogram emptyHistogram() {
        return new Histogram(RANGE_NS, DIGITS);
    }

    /** Both runs as one; what a run is at its end (behind its schedule) is the worse of the two. */
    MeterReading plus(final MeterReading other) {
        final Histogram allOfBoth = all.copy();
        final Histogram presentOfBoth = present.copy();
        allOfBoth.add(other.all);
        presentOfBoth.add(other.present);
        return new MeterReading(sent + other.sent, received + other.received, outOfOrder + other.outOfOrder, waited + other.waited,
            elapsedNs + other.elapsedNs, Math.max(behindNs, other.behindNs), gaps + other.gaps, gapTotalNs + other.gapTotalNs,
            Math.max(gapLongestNs, other.gapLongestNs), beyond + other.beyond, isRealTime && other.isRealTime, allOfBoth, presentOfBoth);
    }

    /** Frames that did not come back. */
    long lost() {
        return sent - received;
    }

    /** Frames a second that were sent. */
    double ratePps() {
        return sent * 1e9 / elapsedNs;
    }

    /** Whether every frame was sent when it was due, found room, and came back. */
    boolean isClean() {
        return lost() == 0 && waited == 0 && behindNs < BEHIND_LIMIT_NS;
    }
}
