// SPDX-License-Identifier: Apache-2.0
// From the seven inputs to the Cost Factor of a session.
package io.eightfold.bgp8.cost;

/** From the seven inputs to the Cost Factor of a session, as the package describes it. Pure, in whole numbers. Thread: any. */
public final class CostFormula {
    /** Microseconds of round trip in a unit. */
    static final int RTT_US = 100;
    /** Losses in a million in a unit. */
    static final int LOSS_PPM = 100;
    /** Segments that TCP begins with (RFC 6928). */
    static final int FULL_WINDOW = 10;
    static final int UNITS_PER_SEGMENT = 10;
    /** For one flap. */
    static final int FLAP = 50;
    static final int MAX_STABILITY = 1_000;
    /** Bits per second that cost 1. */
    static final long REFERENCE_BPS = 10_000_000_000L;
    /** When the operator does not say. */
    static final long DEFAULT_BPS = 1_000_000_000L;
    /** Kilometres in a unit. */
    static final int DISTANCE_KM = 100;
    static final int ANOMALY = 1_000;
    /** There and back, at 200 km per millisecond. */
    static final int FLOOR_US_PER_KM = 10;
    private static final int MIN_STEP = 4;
    private static final int STEP_SHIFT = 4;
    private static final int MILLI = 1_000;

    private CostFormula() {
    }

    /** Round trip that light takes at least. */
    public static long floorUs(final int distanceKm) {
        return (long) distanceKm * FLOOR_US_PER_KM;
    }

    /** The Cost Factor and what it is made of. */
    public static CostBreakdown of(final CostInputs in) {
        final long measured = measured(in.rttUs(), in.lossPpm(), in.windowMilli(), in.stability(), in.distanceKm());
        final long capacity = Math.ceilDiv(REFERENCE_BPS, in.capacityBps() == 0 ? DEFAULT_BPS : in.capacityBps());
        final long distance = in.distanceKm() / DISTANCE_KM;
        final long total = rounded(measured) + capacity + Integer.toUnsignedLong(in.policyCost()) + distance;
        return new CostBreakdown(CostFactor.saturated(Math.max(1, total)), CostFactor.saturated(measured), CostFactor.saturated(rtt(in.rttUs(), in.distanceKm())),
            (int) loss(in.lossPpm()), (int) window(in.windowMilli()), in.stability(), (int) anomaly(in.rttUs(), in.distanceKm()), CostFactor.saturated(capacity),
            in.policyCost(), (int) distance);
    }

    /** The sum of what is measured, not rounded. The units are those of {@link CostInputs}. */
    static long measured(final long rttUs, final int lossPpm, final long windowMilli, final int stability, final int distanceKm) {
        return rtt(rttUs, distanceKm) + loss(lossPpm) + window(windowMilli) + stability + anomaly(rttUs, distanceKm);
    }

    private static long rtt(final long rttUs, final int distanceKm) {
        return Math.max(rttUs, floorUs(distanceKm)) / RTT_US;
    }

    private static long loss(final int lossPpm) {
        return lossPpm / LOSS_PPM;
    }

    private static long window(final long windowMilli) {
        return Math.max(0, FULL_WINDOW * (long) MILLI - windowMilli) * UNITS_PER_SEGMENT / MILLI;
    }

    private static long anomaly(final long rttUs, final int distanceKm) {
        return rttUs < floorUs(distanceKm) ? ANOMALY : 0;
    }

    /** To the nearest step; steps grow with the value, so that larger values may vary more. */
    static long rounded(final long value) {
        final long step = Math.max(MIN_STEP, Long.highestOneBit(value) >> STEP_SHIFT);
        return (value + step / 2) / step * step;
    }
}
