// SPDX-License-Identifier: Apache-2.0
// Measures the Cost Factor of a session, and changes it seldom.
package io.eightfold.bgp8.cost;

import java.util.concurrent.TimeUnit;

/**
 * Measures the Cost Factor of a session, and changes it seldom: every change may move all routes of the session.
 *
 * <ul>
 * <li>Round trip and window are smoothed over some {@value SmoothedValue#SMOOTHING} samples. One counts as at most twice what is usual, so that a late acknowledgement
 *     says little.
 * <li>The measured part must differ from the published one by more than a tenth and {@value #MIN_CHANGE} units; or all samples are faster than light allows
 *     when the published one is not, or the other way round.
 * <li>It must do so for {@link #LASTING_NS} and {@value #LASTING_SAMPLES} samples, and so must the median of that time; the median is published.
 * <li>When as many samples have come as are smoothed over, a difference of a thirty-second and {@value #MIN_CHANGE} units is enough, once: so what is published is in the
 *     middle of the noise and not at its edge.
 * <li>The kernel measures only when something is acknowledged, which on a quiet session is once per keepalive. A sample with the same round trip as the last one
 *     is therefore taken for the same measurement for {@link #REPEAT_NS}.
 * </ul>
 *
 * <p>So noise changes nothing. With a sample each second a step to the half or one and a half is followed within a minute and one of a quarter within two, by at most
 * two changes; on a quiet session it takes about twenty measurements. The first sample of a connection is published at once.
 *
 * <p>Order of calls: {@link #up}, {@link #sample} about once a second, {@link #down}, and again. Thread: that of the owner; no clock, and a sample that changes nothing
 * allocates nothing.
 */
public final class CostMeter {
    /** Samples nearer to each other than this are left out. */
    public static final long MIN_SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    /** For how long the same round trip is the same measurement. */
    public static final long REPEAT_NS = TimeUnit.SECONDS.toNanos(30);
    /** How long a difference must last to be published. */
    public static final long LASTING_NS = TimeUnit.SECONDS.toNanos(20);
    /** Samples that must bear it out. */
    public static final int LASTING_SAMPLES = 8;
    /** Units that a change has at least. */
    public static final int MIN_CHANGE = 5;
    /** Taken until something was measured. */
    private static final int UNKNOWN_RTT_US = 10_000;
    private static final int ACROSS_FLOOR = 2;
    /** What part of the published cost a change has at least. */
    private static final int COARSE = 10;
    private static final int FINE = 32;

    private final Stability stability = new Stability();
    private final LossRate loss = new LossRate();
    private final SmoothedValue rtt = new SmoothedValue(UNKNOWN_RTT_US);
    private final SmoothedValue window = new SmoothedValue(CostFormula.FULL_WINDOW);
    private CostSettings settings;
    private int distanceKm;
    private CostBreakdown published;
    private long changes;
    private long anomalies;
    private boolean isUp;
    private int lastRttUs;
    private long sampledNs;
    /** What {@link #difference} said last, or {@link #ACROSS_FLOOR}. */
    private int direction;
    private long differsNs;

    public CostMeter(final CostSettings settings) {
        configure(settings, 0);
    }

    /** The operator said something else: that counts at once. @return whether the cost is another now */
    public boolean configure(final CostSettings changed, final long nowNs) {
        settings = changed;
        distanceKm = changed.distanceKm();
        return publish(nowNs);
    }

    /** A connection is there. Until its first sample the cost stays what it was before. */
    public void up(final long nowNs) {
        rtt.restart();
        window.restart();
        loss.begin(nowNs);
        direction = 0;
        isUp = true;
    }

    /** The connection is gone. @param isFlap whether it counts as unsteady: not when the operator of either end closed it on purpose */
    public void down(final boolean isFlap, final long nowNs) {
        isUp = false;
        if (isFlap) {
            stability.flap(nowNs);
        }
    }

    /** What the kernel says now. @return whether the cost is another now */
    public boolean sample(final CostSample sample, final long nowNs) {
        if (!isUp || settings.isFixed() || sample.rttUs() <= 0 || rtt.hasSamples() && isRepeated(sample, nowNs)) {
            return false;
        }
        lastRttUs = sample.rttUs();
        sampledNs = nowNs;
        anomalies += sample.rttUs() < CostFormula.floorUs(distanceKm) ? 1 : 0;
        loss.add(sample.sent(), sample.retransmitted(), nowNs);
        final boolean isFirst = !rtt.hasSamples();
        rtt.add(sample.rttUs());
        window.add(Math.clamp(sample.congestionWindow(), 0, CostFormula.FULL_WINDOW));
        return isFirst ? publish(nowNs) : damped(nowNs);
    }

    private boolean isRepeated(final CostSample sample, final long nowNs) {
        return nowNs - sampledNs < (sample.rttUs() == lastRttUs ? REPEAT_NS : MIN_SAMPLE_NS);
    }

    private boolean damped(final long nowNs) {
        final int now = isAcrossFloor(lastRttUs) ? ACROSS_FLOOR : difference(rtt.usualMilli(), window.usualMilli(), COARSE, nowNs);
        if (now != direction) {
            direction = now;
            differsNs = nowNs;
            rtt.beginRecent();
            window.beginRecent();
        }
        if (direction == 0) {
            return rtt.isJustSmooth() && difference(rtt.usualMilli(), window.usualMilli(), FINE, nowNs) != 0 && publish(nowNs);
        }
        return nowNs - differsNs >= LASTING_NS && rtt.recent() >= LASTING_SAMPLES && settle(nowNs);
    }

    /** The difference has lasted. If the median of that time bears it out, that is what is usual now. */
    private boolean settle(final long nowNs) {
        final boolean isBorneOut = direction == ACROSS_FLOOR ? isAcrossFloor(rtt.medianMilli() / SmoothedValue.MILLI)
            : direction == difference(rtt.medianMilli(), window.medianMilli(), COARSE, nowNs);
        direction = 0;
        if (!isBorneOut) {
            return false;
        }
        rtt.settle();
        window.settle();
        return publish(nowNs);
    }

    /** 1: that costs more than what is published, -1: less, 0: about the same. */
    private int difference(final long rttMilli, final long windowMilli, final int share, final long nowNs) {
        final long rttUs = rttMilli / SmoothedValue.MILLI;
        final long now = CostFormula.measured(rttUs, loss.ppm(), windowMilli, stability.units(nowNs), distanceKm);
        final long before = Integer.toUnsignedLong(published.measured());
        return Math.abs(now - before) > Math.max(MIN_CHANGE, before / share) ? Long.signum(now - before) : 0;
    }

    /** Whether that is possible when what is published is not, or the other way round. */
    private boolean isAcrossFloor(final long rttUs) {
        return rttUs < CostFormula.floorUs(distanceKm) != published.isAnomalous();
    }

    private boolean publish(final long nowNs) {
        final CostBreakdown before = published;
        published = settings.isFixed() ? CostBreakdown.fixed(settings.policyCost()) : CostFormula.of(new CostInputs(rtt.usualMilli() / SmoothedValue.MILLI, loss.ppm(),
            window.usualMilli(), stability.units(nowNs), settings.capacityBps(), settings.policyCost(), distanceKm));
        final boolean isChanged = before != null && before.total() != published.total();
        changes += isChanged ? 1 : 0;
        return isChanged;
    }

    /** What is published, without a sign; 1 at least. */
    public int cost() {
        return published.total();
    }

    /** What it was made of when it was published. */
    public CostBreakdown breakdown() {
        return published;
    }

    /** Smoothed, as of the last sample. */
    public int rttUs() {
        return (int) (rtt.usualMilli() / SmoothedValue.MILLI);
    }

    /** How often the cost has changed. */
    public long changes() {
        return changes;
    }

    /** Samples with a round trip faster than light allows. */
    public long anomalies() {
        return anomalies;
    }
}
