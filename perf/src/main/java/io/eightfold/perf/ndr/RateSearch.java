// SPDX-License-Identifier: Apache-2.0
// Finds the highest loads with no loss and with little loss.
package io.eightfold.perf.ndr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A bisection in the manner of MLRsearch: the first trial, as fast as it goes, warms up and is thrown away; the second gives the upper
 * bound, and what came through there is the first guess. A load meets a goal when two of at most three trials do, so that one disturbance of
 * the machine does not decide. PDR is searched first, NDR below it, and NDR is confirmed by a longer trial, going down until one holds.
 * <p>Thread: any, one at a time.
 */
public final class RateSearch {
    /** Loss that PDR allows. */
    public static final double PDR_LOSS = 0.005;
    private static final int VOTES = 2;
    private static final double FIRST_STEP = 0.03;
    private static final double MAX_STEP = 0.5;
    private static final double LOWEST_SHARE = 0.001;
    private static final int CONFIRMATIONS = 10;
    private static final double CONFIRMATION_STEP = 0.03;

    private final Settings settings;
    private final Trial.Runner runner;
    private final LongSupplier nowMs;
    private final long deadlineMs;
    private final List<Trial> trials = new ArrayList<>();

    /**
     * @param warmUpS  length of the first trial.
     * @param trialS   length of a trial.
     * @param confirmS length of the confirming trial.
     * @param width    relative width at which the bisection ends.
     * @param limitMs  time for everything.
     */
    public record Settings(double warmUpS, double trialS, double confirmS, double width, long limitMs) {
        /** Trials of a second, to 1 %, within three and a half minutes. */
        public static final Settings DEFAULT = new Settings(4, 1, 5, 0.01, 210_000);
    }

    /**
     * What was found; rates in frames a second.
     * @param max              load of the trial at full speed, and what came through of it.
     * @param ndr              0 when no load was without loss.
     * @param isConfirmed      whether a longer trial at {@code ndr} lost nothing.
     * @param isGeneratorBound whether the generator could not overload the router: the true PDR is higher.
     * @param isComplete       false when the time ran out; the rates are then what was reached.
     */
    public record Found(Trial max, double ndr, double pdr, boolean isConfirmed, boolean isGeneratorBound, boolean isComplete, List<Trial> trials) {
    }

    private record Bounds(double low, double high) {
    }

    /** The time ran out. */
    private static final class OutOfTimeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param nowMs a clock in milliseconds. */
    public RateSearch(final Settings settings, final Trial.Runner runner, final LongSupplier nowMs) {
        this.settings = settings;
        this.runner = runner;
        this.nowMs = nowMs;
        deadlineMs = nowMs.getAsLong() + settings.limitMs();
    }

    /** Searches. */
    public Found run() {
        trial("warm-up", Double.POSITIVE_INFINITY, settings.warmUpS());
        final Trial max = trial("max", Double.POSITIVE_INFINITY, settings.trialS());
        double pdr = 0;
        double ndr = 0;
        boolean isComplete = true;
        boolean isConfirmed = false;
        try {
            final Bounds pdrBounds = search("pdr", max.receivedPps(), max.offeredPps(), PDR_LOSS);
            pdr = pdrBounds.low();
            // What loses too much for PDR loses something.
            ndr = search("ndr", pdr, pdrBounds.high(), 0).low();
            final double confirmed = confirm(ndr);
            isConfirmed = confirmed > 0;
            ndr = isConfirmed ? confirmed : ndr;
        } catch (final OutOfTimeException e) {
            isComplete = false;
            pdr = Math.max(pdr, best(PDR_LOSS));
            ndr = best(0);
        }
        return new Found(max, ndr, Math.max(ndr, pdr), isConfirmed, max.lossRatio() <= PDR_LOSS, isComplete, List.copyOf(trials));
    }

    /** The highest load met and the lowest one not met, from a first guess down, then between the last two; low is 0 when none is met. */
    private Bounds search(final String purpose, final double guess, final double upper, final double loss) {
        Bounds bounds = bracket(purpose, guess, upper, loss);
        while (bounds.low() > 0 && (bounds.high() - bounds.low()) / bounds.high() > settings.width()) {
            final double middle = (bounds.low() + bounds.high()) / 2;
            final double met = meets(purpose, middle, loss);
            if (met > 0 && met <= bounds.low()) {
                // The generator does not get beyond what is known already.
                break;
            }
            bounds = met > 0 ? new Bounds(met, bounds.high()) : new Bounds(bounds.low(), middle);
        }
        return bounds;
    }

    private Bounds bracket(final String purpose, final double guess, final double upper, final double loss) {
        double high = upper;
        double candidate = guess;
        double step = FIRST_STEP;
        while (candidate > upper * LOWEST_SHARE) {
            final double met = meets(purpose, candidate, loss);
            if (met > 0) {
                return new Bounds(met, Math.max(met, high));
            }
            high = candidate;
            candidate *= 1 - step;
            step = Math.min(MAX_STEP, step * 2);
        }
        return new Bounds(0, high);
    }

    /** The load at which most trials lost no more than that; 0 when they lost more. */
    private double meets(final String purpose, final double pps, final double loss) {
        int good = 0;
        int bad = 0;
        double load = Double.MAX_VALUE;
        while (good < VOTES && bad < VOTES) {
            final Trial trial = trial(purpose, pps, settings.trialS());
            if (trial.lossRatio() <= loss) {
                good++;
                load = Math.min(load, trial.offeredPps());
            } else {
                bad++;
            }
        }
        return good == VOTES ? load : 0;
    }

    private double confirm(final double ndr) {
        double candidate = ndr;
        for (int i = 0; i < CONFIRMATIONS && candidate > 0; i++) {
            final Trial trial = trial("confirm", candidate, settings.confirmS());
            if (trial.lost() == 0) {
                return trial.offeredPps();
            }
            candidate *= 1 - CONFIRMATION_STEP * (i + 1);
        }
        return 0;
    }

    /** The highest load of the trials so far that lost no more than that. */
    private double best(final double loss) {
        return trials.stream().skip(1).filter(t -> t.lossRatio() <= loss).mapToDouble(Trial::offeredPps).max().orElse(0);
    }

    private Trial trial(final String purpose, final double pps, final double seconds) {
        if (nowMs.getAsLong() >= deadlineMs) {
            throw new OutOfTimeException();
        }
        final Trial trial = runner.run(purpose, pps, seconds);
        trials.add(trial);
        return trial;
    }
}
