// SPDX-License-Identifier: Apache-2.0
// The result of a latency measurement.
package io.eightfold.perf.latency;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Percentiles over all trials together; ratios of each trial give their spread. Thread: any.
 */
public final class LatencyResult {
    private static final double REACH_P99_9 = 2;
    private static final double AIM_P99_9 = 1.2;
    private static final double REACH_P99_99 = 6;
    private static final double AIM_P99_99 = 2;
    private static final double P50 = 50;
    private static final double P99_9 = 99.9;
    private static final double P99_99 = 99.99;

    private final LatencyBenchmark.Settings settings;
    private final String subject;
    private final String peer;
    private final long offeredPps;
    private final long generatorPps;
    private final ZeroLossSearch.Found zeroLoss;
    private final MeterReading floor;
    private final MeterReading workerCore;
    private final List<MeterReading> subjectTrials;
    private final List<MeterReading> peerTrials;
    private final JsonObject environment;

    /**
     * @param peer         null when only the subject was measured; then {@code peerTrials} is empty.
     * @param generatorPps the most that was sent with the forwarder on the other core.
     * @param floor        the meter alone, at the offered rate.
     * @param workerCore   the same on the forwarder's core: its gaps are what the machine takes from any forwarder there.
     */
    LatencyResult(final LatencyBenchmark.Settings settings, final String subject, final String peer, final long offeredPps, final long generatorPps,
                  final ZeroLossSearch.Found zeroLoss, final MeterReading floor, final MeterReading workerCore, final List<MeterReading> subjectTrials,
                  final List<MeterReading> peerTrials, final JsonObject environment) {
        this.settings = settings;
        this.subject = subject;
        this.peer = peer;
        this.offeredPps = offeredPps;
        this.generatorPps = generatorPps;
        this.zeroLoss = zeroLoss;
        this.floor = floor;
        this.workerCore = workerCore;
        this.subjectTrials = List.copyOf(subjectTrials);
        this.peerTrials = List.copyOf(peerTrials);
        this.environment = environment;
    }

    /** The subject's residence of each trial, for a log. */
    List<Histogram> subjectHistograms() {
        return subjectTrials.stream().map(MeterReading::all).toList();
    }

    /** The peer's; empty without a peer. */
    List<Histogram> peerHistograms() {
        return peerTrials.stream().map(MeterReading::all).toList();
    }

    /** One object: name, rates, latency of subject, peer and meter, the two ratios as figures, trials, environment. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "latency-ip8-" + settings.asns() + "asns-1w-64B-burst" + settings.burst());
        json.addProperty("unit", "ns");
        json.addProperty("subject", subject);
        if (peer != null) {
            json.addProperty("peer", peer);
        }
        json.addProperty("offeredMpps", mpps(offeredPps));
        json.addProperty("zeroLossMpps", mpps(zeroLoss.ratePps()));
        json.addProperty("zeroLossLimitedBy", zeroLoss.isGeneratorBound() ? "generator" : "subject");
        json.addProperty("generatorMpps", mpps(generatorPps));
        json.add("figures", figures());
        final JsonObject latency = new JsonObject();
        latency.add("subject", side(subjectTrials));
        if (peer != null) {
            latency.add("peer", side(peerTrials));
        }
        latency.add("generatorOnly", side(List.of(floor)));
        latency.add("generatorOnWorkerCore", side(List.of(workerCore)));
        json.add("latency", latency);
        final String shortfall = shortfall();
        if (!shortfall.isEmpty()) {
            json.addProperty("shortfall", shortfall);
        }
        json.add("trials", trials());
        json.add("environment", environment());
        return json;
    }

    /** The same in a few lines for a person. */
    public String text() {
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
            residence of 64-byte frames at %.2f Mpps (zero-loss rate %.2f Mpps, limited by the %s), %d trials of %d s
                              p50      p99    p99.9   p99.99      max  p99.9/p50  p99.99/p50       lost
            """, mpps(offeredPps), mpps(zeroLoss.ratePps()), zeroLoss.isGeneratorBound() ? "generator" : "subject", subjectTrials.size(), settings.seconds()));
        text.append(line("subject", subjectTrials));
        if (peer != null) {
            text.append(line("peer", peerTrials));
        }
        text.append(line("meter alone", List.of(floor)));
        text.append(line("on its core", List.of(workerCore)));
        text.append(String.format(Locale.ROOT, "reach %.1f and %.1f, aim %.1f and %.1f; nanoseconds, from the scheduled instant; steal %s ticks%n",
            REACH_P99_9, REACH_P99_99, AIM_P99_9, AIM_P99_99, environment.get("stealTicks")));
        return text.toString();
    }

    private static String line(final String name, final List<MeterReading> trials) {
        final Histogram all = sum(trials, false);
        return String.format(Locale.ROOT, "%-12s %8d %8d %8d %8d %8d %10.2f %11.2f %10d%n", name, all.getValueAtPercentile(P50),
            all.getValueAtPercentile(99), all.getValueAtPercentile(P99_9), all.getValueAtPercentile(P99_99), all.getMaxValue(),
            ratio(all, P99_9), ratio(all, P99_99), trials.stream().mapToLong(MeterReading::lost).sum());
    }

    private JsonArray figures() {
        final JsonArray figures = new JsonArray();
        figures.add(figure("p99.9/p50", P99_9, REACH_P99_9, AIM_P99_9));
        figures.add(figure("p99.99/p50", P99_99, REACH_P99_99, AIM_P99_99));
        return figures;
    }

    /** Which figure is beyond its reach, and what the machine did to the worker's core without a worker; empty when none is. */
    private String shortfall() {
        final Histogram all = sum(subjectTrials, false);
        final double p999 = ratio(all, P99_9);
        final double p9999 = ratio(all, P99_99);
        if (p999 <= REACH_P99_9 && p9999 <= REACH_P99_99) {
            return "";
        }
        return String.format(Locale.ROOT, "p99.9/p50 is %.2f (reach %.1f) and p99.99/p50 is %.2f (reach %.1f)%s; the meter's loop alone on the worker's core"
            + " was interrupted %d times a second, for %.2f %% of the time and %.1f us on average, and a frame that comes meanwhile waits, whoever"
            + " forwards it (latency.generatorOnWorkerCore)", p999, REACH_P99_9, p9999, REACH_P99_99, peerRatios(),
            Math.round(workerCore.gaps() * 1e9 / wholeNs(workerCore)), 100.0 * workerCore.gapTotalNs() / wholeNs(workerCore),
            workerCore.gapTotalNs() / 1000.0 / Math.max(workerCore.gaps(), 1));
    }

    private String peerRatios() {
        if (peer == null) {
            return "";
        }
        final Histogram all = sum(peerTrials, false);
        return String.format(Locale.ROOT, "; of the peer they are %.2f and %.2f", ratio(all, P99_9), ratio(all, P99_99));
    }

    private static double wholeNs(final MeterReading reading) {
        return (double) reading.elapsedNs() + reading.gapTotalNs();
    }

    private JsonObject figure(final String name, final double percentile, final double reach, final double aim) {
        final double[] ofTrials = subjectTrials.stream().mapToDouble(t -> ratio(t.all(), percentile)).toArray();
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", name);
        figure.addProperty("value", Statistics.round(ratio(sum(subjectTrials, false), percentile)));
        figure.addProperty("unit", "");
        figure.addProperty("reach", reach);
        figure.addProperty("aim", aim);
        figure.addProperty("better", "lower");
        figure.addProperty("min", Statistics.round(Statistics.min(ofTrials)));
        figure.addProperty("max", Statistics.round(Statistics.max(ofTrials)));
        if (peer != null) {
            figure.addProperty("peer", Statistics.round(ratio(sum(peerTrials, false), percentile)));
        }
        return figure;
    }

    /** Percentiles over trials, and what happened to frames and meter meanwhile. */
    private static JsonObject side(final List<MeterReading> trials) {
        final JsonObject side = percentiles(sum(trials, false));
        side.addProperty("lost", trials.stream().mapToLong(MeterReading::lost).sum());
        side.addProperty("outOfOrder", trials.stream().mapToLong(MeterReading::outOfOrder).sum());
        side.addProperty("waited", trials.stream().mapToLong(MeterReading::waited).sum());
        side.addProperty("beyondRange", trials.stream().mapToLong(MeterReading::beyond).sum());
        side.addProperty("meterGaps", trials.stream().mapToLong(MeterReading::gaps).sum());
        side.addProperty("meterGapTotalUs", trials.stream().mapToLong(MeterReading::gapTotalNs).sum() / 1000);
        side.addProperty("meterGapLongestUs", trials.stream().mapToLong(MeterReading::gapLongestNs).max().orElse(0) / 1000);
        side.add("withoutMeterGaps", percentiles(sum(trials, true)));
        return side;
    }

    private static JsonObject percentiles(final Histogram histogram) {
        final JsonObject json = new JsonObject();
        json.addProperty("p50", histogram.getValueAtPercentile(P50));
        json.addProperty("p90", histogram.getValueAtPercentile(90));
        json.addProperty("p99", histogram.getValueAtPercentile(99));
        json.addProperty("p99_9", histogram.getValueAtPercentile(P99_9));
        json.addProperty("p99_99", histogram.getValueAtPercentile(P99_99));
        json.addProperty("p99_999", histogram.getValueAtPercentile(99.999));
        json.addProperty("max", histogram.getMaxValue());
        json.addProperty("mean", Math.round(histogram.getMean()));
        json.addProperty("count", histogram.getTotalCount());
        json.addProperty("p99_9_over_p50", Statistics.round(ratio(histogram, P99_9)));
        json.addProperty("p99_99_over_p50", Statistics.round(ratio(histogram, P99_99)));
        return json;
    }

    private JsonArray trials() {
        final JsonArray trials = new JsonArray();
        for (int i = 0; i < subjectTrials.size(); i++) {
            final JsonObject trial = new JsonObject();
            trial.add("subject", trial(subjectTrials.get(i)));
            if (peer != null) {
                trial.add("peer", trial(peerTrials.get(i)));
            }
            trials.add(trial);
        }
        return trials;
    }

    private static JsonObject trial(final MeterReading reading) {
        final JsonObject trial = new JsonObject();
        trial.addProperty("sentMpps", mpps(Math.round(reading.ratePps())));
        trial.addProperty("p50", reading.all().getValueAtPercentile(P50));
        trial.addProperty("p99_9", reading.all().getValueAtPercentile(P99_9));
        trial.addProperty("p99_99", reading.all().getValueAtPercentile(P99_99));
        trial.addProperty("max", reading.all().getMaxValue());
        trial.addProperty("lost", reading.lost());
        return trial;
    }

    private JsonObject environment() {
        final JsonObject complete = environment.deepCopy();
        complete.addProperty("core", settings.core());
        complete.addProperty("generatorCore", settings.generatorCore());
        // Both threads asked; the meter knows whether it was granted, and for the worker the same rule holds.
        complete.addProperty("realTime", subjectTrials.stream().allMatch(MeterReading::isRealTime));
        complete.addProperty("trialSeconds", settings.seconds());
        return complete;
    }

    private static Histogram sum(final List<MeterReading> trials, final boolean isPresentOnly) {
        final Histogram sum = MeterReading.emptyHistogram();
        trials.forEach(t -> sum.add(isPresentOnly ? t.present() : t.all()));
        return sum;
    }

    private static double ratio(final Histogram histogram, final double percentile) {
        return (double) histogram.getValueAtPercentile(percentile) / Math.max(histogram.getValueAtPercentile(P50), 1);
    }

    private static double mpps(final long pps) {
        return Statistics.round(pps / 1e6);
    }
}
