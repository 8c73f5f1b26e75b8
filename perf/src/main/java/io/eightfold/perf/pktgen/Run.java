// SPDX-License-Identifier: Apache-2.0
// The counts of one run.
package io.eightfold.perf.pktgen;

import org.HdrHistogram.Histogram;

/**
 * What was sent and what became of it. {@code offered = sent + refused} and {@code offered = received - duplicates + lost}.
 *
 * @param requestedPps  rate asked for; infinite for as fast as it goes.
 * @param seconds       from the first frame to the end of sending.
 * @param offered       frames made.
 * @param sent          of those, taken by the device.
 * @param refused       of those, not taken: the device's ring was full.
 * @param sentBytes     bytes taken, without FCS.
 * @param missed        frames that were due and not made, because the generator was not there.
 * @param received      frames that came intact, duplicates included.
 * @param receivedBytes their bytes, without FCS.
 * @param reordered     of those, behind a later one of their stream.
 * @param duplicates    of those, seen before.
 * @param notRewritten  of those, with another TTL or MAC than expected.
 * @param corrupted     frames with a wrong checksum or length; they count as lost too.
 * @param stale         frames of an earlier run.
 * @param foreign       frames of somebody else.
 * @param latency       percentiles.
 */
public record Run(double requestedPps, double seconds, long offered, long sent, long refused, long sentBytes, long missed, long received,
                  long receivedBytes, long reordered, long duplicates, long notRewritten, long corrupted, long stale, long foreign,
                  Latency latency) {
    private static final int BITS = Byte.SIZE;

    /** In microseconds; all zero when nothing came. */
    public record Latency(double minUs, double meanUs, double p50Us, double p99Us, double p999Us, double p9999Us, double maxUs) {
        static Latency of(final Histogram ticks, final long ticksPerSecond) {
            final double us = 1e6 / ticksPerSecond;
            return ticks.getTotalCount() == 0 ? new Latency(0, 0, 0, 0, 0, 0, 0)
                : new Latency(ticks.getMinValue() * us, ticks.getMean() * us, ticks.getValueAtPercentile(50) * us, ticks.getValueAtPercentile(99) * us,
                    ticks.getValueAtPercentile(99.9) * us, ticks.getValueAtPercentile(99.99) * us, ticks.getMaxValue() * us);
        }
    }

    /** Frames that did not come back intact. */
    public long lost() {
        return offered - (received - duplicates);
    }

    /** Lost of offered, 0 to 1. */
    public double lossRatio() {
        return offered == 0 ? 0 : (double) lost() / offered;
    }

    /** Frames made a second. */
    public double offeredPps() {
        return offered / seconds;
    }

    /** Frames received a second. */
    public double receivedPps() {
        return received / seconds;
    }

    /** Bits sent a second, FCS included. */
    public double sentL2Bps() {
        return (sentBytes + sent * FrameSizes.FCS_BYTES) * BITS / seconds;
    }

    /** Bits sent a second, with preamble and gap. */
    public double sentL1Bps() {
        return sentL2Bps() + sent * FrameSizes.L1_OVERHEAD_BYTES * BITS / seconds;
    }

    /** Bits received a second, FCS included. */
    public double receivedL2Bps() {
        return (receivedBytes + received * FrameSizes.FCS_BYTES) * BITS / seconds;
    }

    /** Bits received a second, with preamble and gap. */
    public double receivedL1Bps() {
        return receivedL2Bps() + received * FrameSizes.L1_OVERHEAD_BYTES * BITS / seconds;
    }
}
