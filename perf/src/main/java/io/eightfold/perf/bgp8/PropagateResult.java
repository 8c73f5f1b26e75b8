// SPDX-License-Identifier: Apache-2.0
// What perf bgp8 propagate measured.
package io.eightfold.perf.bgp8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.bgp8.LoadRun.Reading;
import io.eightfold.perf.bgp8.PropagateBenchmark.Subject;
import io.eightfold.perf.trial.Statistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What perf bgp8 propagate measured.
 *
 * @param count    routes
 * @param senders  that told all of them
 * @param subjects in the order of the readings
 * @param first    of the round after the start, one for each subject
 * @param readings of each subject, of at least one round
 * @param versions of the daemons
 */
public record PropagateResult(int count, int senders, List<Subject> subjects, List<Reading> first, List<List<Reading>> readings, Map<String, String> versions,
                              JsonObject environment) {
    private static final String SECONDS = "s";

    /** One object, as {@code perf/results/README.md} says. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "bgp8-propagate-" + count + "routes" + (senders > 1 ? "-" + senders + "senders" : ""));
        json.addProperty("unit", SECONDS);
        json.addProperty("subject", "a table from " + (senders > 1 ? senders + " senders" : "one sender") + " through a daemon to one receiver, eBGP on both sides, until the last route is "
            + "received; every prefix and AS path checked");
        json.addProperty("routes", count);
        final JsonArray figures = new JsonArray();
        ratios(figures);
        for (int i = 0; i < subjects.size(); i++) {
            figures.add(Figures.of(subjects.get(i).name(), SECONDS, values(i, Reading::loadS)));
            figures.add(Figures.of(subjects.get(i).name() + ", withdraw all", SECONDS, values(i, Reading::withdrawS)));
        }
        json.add("figures", figures);
        for (int i = 0; i < subjects.size(); i++) {
            json.add(subjects.get(i).name(), details(i));
        }
        final JsonObject programs = new JsonObject();
        versions.forEach(programs::addProperty);
        json.add("versions", programs);
        json.addProperty("taintedRuns", readings.stream().flatMap(List::stream).filter(Reading::isTainted).count());
        json.add("environment", environment);
        return json;
    }

    /** Ours over FRR's time; the aim is BIRD's. Where one of these was not measured there is nothing to judge. */
    private void ratios(final JsonArray figures) {
        final double frr = medianOf(DaemonKind.FRR);
        final double bird = medianOf(DaemonKind.BIRD);
        for (int i = 0; i < subjects.size(); i++) {
            if (subjects.get(i).kind() == DaemonKind.EIGHTFOLD && !Double.isNaN(frr)) {
                final double[] ratios = values(i, Reading::loadS);
                for (int r = 0; r < ratios.length; r++) {
                    ratios[r] /= frr;
                }
                final JsonObject figure = Figures.of(subjects.get(i).name() + " over frr's time", "", ratios);
                figure.addProperty("reach", 1.0);
                if (!Double.isNaN(bird)) {
                    figure.addProperty("aim", Statistics.round(Math.min(1, bird / frr)));
                }
                figures.add(figure);
            }
        }
    }

    private double medianOf(final DaemonKind kind) {
        for (int i = 0; i < subjects.size(); i++) {
            if (subjects.get(i).kind() == kind && subjects.get(i).routes() == RouteKind.IPV4) {
                return Statistics.median(values(i, Reading::loadS));
            }
        }
        return Double.NaN;
    }

    private JsonObject details(final int index) {
        final JsonObject json = new JsonObject();
        json.addProperty("firstS", Statistics.round(first(index).loadS()));
        final JsonArray trials = new JsonArray();
        for (final Reading reading : readings.get(index)) {
            final JsonObject trial = new JsonObject();
            trial.addProperty("loadS", Statistics.round(reading.loadS()));
            trial.addProperty("withdrawS", Statistics.round(reading.withdrawS()));
            trial.addProperty("p50Ms", Statistics.round(reading.p50Ms()));
            trial.addProperty("p99Ms", Statistics.round(reading.p99Ms()));
            trial.addProperty("daemonCpuS", Statistics.round(reading.daemonCpuS()));
            trial.addProperty("testerCpuS", Statistics.round(reading.testerCpuS()));
            trial.addProperty("competingCpuS", Statistics.round(reading.competingS()));
            trial.addProperty("tainted", reading.isTainted());
            trial.addProperty("updatesOut", reading.updates());
            trials.add(trial);
        }
        json.add("runs", trials);
        return json;
    }

    /** The first round runs forwards. */
    private Reading first(final int index) {
        return first.get(index);
    }

    private double[] values(final int index, final ToDoubleFunction<Reading> value) {
        return readings.get(index).stream().mapToDouble(value).toArray();
    }

    private double median(final int index, final ToDoubleFunction<Reading> value) {
        return Statistics.median(values(index, value));
    }

    /** The same for a person. */
    public String text() {
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "bgp8-propagate, %,d routes, %d sender(s), medians of %d%n%-24s %8s %17s %8s %8s %8s %8s %8s%n", count, senders,
            readings.getFirst().size(), "daemon", "load", "(lowest, highest)", "first", "withdraw", "p99", "CPU", "tester"));
        for (int i = 0; i < subjects.size(); i++) {
            final double[] loads = values(i, Reading::loadS);
            text.append(String.format(Locale.ROOT, "%-24s %6.3f s  (%6.3f, %6.3f) %6.3f s %6.3f s %5.0f ms %6.2f s %6.2f s%s%n", subjects.get(i).name(), Statistics.median(loads),
                Statistics.min(loads), Statistics.max(loads), first(i).loadS(), median(i, Reading::withdrawS), median(i, Reading::p99Ms), median(i, Reading::daemonCpuS),
                median(i, Reading::testerCpuS), tainted(i)));
        }
        return text.append("checked   every prefix and AS path").toString();
    }

    private String tainted(final int index) {
        final long tainted = readings.get(index).stream().filter(Reading::isTainted).count();
        return tainted == 0 ? "" : "  (" + tainted + " disturbed by others)";
    }
}
