// SPDX-License-Identifier: Apache-2.0
// How many frames may leave now.
package io.eightfold.perf.pktgen;

/**
 * A bucket of frames that fills by the time stamp counter and holds one burst. Time in which the loop could not send is not made up for: a
 * generator that catches up would send bursts nobody asked for. What was missed is counted instead.
 *
 * <p>At high rates a few frames leave together, as many as come due in {@value #QUANTUM_NS} ns, at most a burst: single frames would spend
 * the time of a call each.
 * <p>Thread: worker.
 */
final class Schedule {
    private static final long QUANTUM_NS = 2_000;
    private final int burst;
    private final long ticksPerSecond;
    private double framesPerTick;
    private int quantum;
    private boolean isUnlimited;
    private double credit;
    private double missed;
    private long lastTicks;

    Schedule(final int burst, final long ticksPerSecond) {
        this.burst = burst;
        this.ticksPerSecond = ticksPerSecond;
    }

    /** @param pps frames a second; infinite for no limit. */
    void start(final double pps, final long nowTicks) {
        isUnlimited = Double.isInfinite(pps);
        framesPerTick = isUnlimited ? 0 : pps / ticksPerSecond;
        quantum = isUnlimited ? burst : (int) Math.clamp(pps * QUANTUM_NS / 1e9, 1, burst);
        // The first frame leaves at once, the next one an interval later.
        credit = quantum;
        missed = 0;
        lastTicks = nowTicks;
    }

    /** Frames that may leave now, 0 to a burst. */
    int due(final long nowTicks) {
        if (isUnlimited) {
            return burst;
        }
        final double full = credit + (nowTicks - lastTicks) * framesPerTick;
        lastTicks = nowTicks;
        if (full > burst) {
            missed += full - burst;
            credit = burst;
        } else {
            credit = full;
        }
        return credit >= quantum ? (int) credit : 0;
    }

    /** So many of the frames that were due were made. */
    void take(final int frames) {
        credit -= frames;
    }

    /** Frames that were due while the loop was elsewhere, and that will never be sent. */
    long missed() {
        return (long) missed;
    }
}
