// SPDX-License-Identifier: Apache-2.0
// The result of a measurement: a subject beside its peer.
package io.eightfold.perf.trial;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Locale;

/**
 * What {@code ipv8 perf} prints for a comparison. Rates are compared, so a ratio above 1 says that the subject is faster.
 *
 * @param name        configuration, as in {@code forward-ip8-100000asns-4096frames-1w-64B-burst32}.
 * @param unit        unit of the values: {@code Mpps}, {@code Mlps}, ...
 * @param subject     what was measured.
 * @param peer        what it was measured against.
 * @param reach       ratio that the project set itself as the least.
 * @param aim         ratio that the project aims at.
 * @param pairs       trials, at least one.
 * @param details     further keys of this measurement, printed between the trials and the environment.
 * @param environment see {@link io.eightfold.perf.environment.Environment}.
 */
public record Comparison(String name, String unit, String subject, String peer, double reach, double aim, Interleaved.Pair[] pairs,
                         JsonObject details, JsonObject environment) {

    /** Median of the pairs' ratios. */
    public double ratio() {
        return Statistics.median(ratios());
    }

    /** One object: name, unit, subject, peer, medians, ratios, reach, aim, trials, details, environment. */
    public JsonObject json() {
        final double[] ratios = ratios();
        final JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("unit", unit);
        json.addProperty("subject", subject);
        json.addProperty("peer", peer);
        json.addProperty("subjectMedian", Statistics.round(Statistics.median(values(true))));
        json.addProperty("peerMedian", Statistics.round(Statistics.median(values(false))));
        json.addProperty("ratioMedian", Statistics.round(Statistics.median(ratios)));
        json.addProperty("ratioMin", Statistics.round(Statistics.min(ratios)));
        json.addProperty("ratioMax", Statistics.round(Statistics.max(ratios)));
        json.addProperty("reach", reach);
        json.addProperty("aim", aim);
        final JsonArray trials = new JsonArray();
        for (final Interleaved.Pair pair : pairs) {
            final JsonObject trial = new JsonObject();
            trial.addProperty("subject", Statistics.round(pair.subject()));
            trial.addProperty("peer", Statistics.round(pair.peer()));
            trials.add(trial);
        }
        json.add("trials", trials);
        details.entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
        json.add("environment", environment);
        return json;
    }

    /** The same in a few lines for a person, without the details. */
    public String text() {
        final double[] ratios = ratios();
        return String.format(Locale.ROOT, """
            %s
            subject  %8.2f %s  %s
            peer     %8.2f %s  %s
            ratio    %8.3f  (%.3f to %.3f over %d pairs; reach %.2f, aim %.2f)
            """, name, Statistics.median(values(true)), unit, subject, Statistics.median(values(false)), unit, peer, Statistics.median(ratios),
            Statistics.min(ratios), Statistics.max(ratios), pairs.length, reach, aim);
    }

    private double[] ratios() {
        return Arrays.stream(pairs).mapToDouble(Interleaved.Pair::ratio).toArray();
    }

    private double[] values(final boolean isSubject) {
        return Arrays.stream(pairs).mapToDouble(p -> isSubject ? p.subject() : p.peer()).toArray();
    }
}
