// SPDX-License-Identifier: Apache-2.0
// What perf whois8 revocation measured.
package io.eightfold.perf.whois8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.push.RevocationRig.Sample;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * @param records of the registry.
 * @param routes  installed in the router.
 * @param samples in the order in which they were taken.
 */
public record RevocationResult(int records, int routes, List<Sample> samples, JsonObject environment) {
    private static final double REACH_MS = 1_000;
    private static final double AIM_MS = 100;

    /** One object, as {@code perf/results/README.md} says. */
    public JsonObject json() {
        final double[] lastMs = lastMs();
        final double[] answeredMs = answeredMs();
        final JsonObject json = new JsonObject();
        json.addProperty("name", "whois8-revocation-" + records + "records");
        json.addProperty("unit", "ms");
        json.addProperty("subject", "from an administrator's request to the last packet that a router still forwards; registry, control plane and dataplane in three processes");
        final JsonArray figures = new JsonArray();
        figures.add(figure(lastMs));
        json.add("figures", figures);
        json.addProperty("records", records);
        json.addProperty("routes", routes);
        json.addProperty("samples", lastMs.length);
        json.addProperty("p50Ms", Statistics.round(percentile(lastMs, 50)));
        json.addProperty("p99Ms", Statistics.round(percentile(lastMs, 99)));
        json.addProperty("maxMs", Statistics.round(Statistics.max(lastMs)));
        json.addProperty("answeredP50Ms", Statistics.round(percentile(answeredMs, 50)));
        json.addProperty("answeredMaxMs", Statistics.round(Statistics.max(answeredMs)));
        final JsonArray trials = new JsonArray();
        Arrays.stream(lastMs).forEach(value -> trials.add(Statistics.round(value)));
        json.add("samplesMs", trials);
        json.add("environment", environment);
        return json;
    }

    /** Judged by the longest: each revocation has to be in time. */
    private static JsonObject figure(final double[] ms) {
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", "revocation, longest");
        figure.addProperty("value", Statistics.round(Statistics.max(ms)));
        figure.addProperty("unit", "ms");
        figure.addProperty("reach", REACH_MS);
        figure.addProperty("aim", AIM_MS);
        figure.addProperty("better", "lower");
        figure.addProperty("min", Statistics.round(Statistics.min(ms)));
        figure.addProperty("max", Statistics.round(Statistics.max(ms)));
        return figure;
    }

    private double[] lastMs() {
        return samples.stream().mapToDouble(sample -> sample.lastPacketNs() / 1e6).toArray();
    }

    private double[] answeredMs() {
        return samples.stream().mapToDouble(sample -> sample.answeredNs() / 1e6).toArray();
    }

    /** The lowest value that so many per cent do not exceed. */
    static double percentile(final double[] values, final int percent) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }

    /** The same for a person. */
    public String text() {
        return String.format(Locale.ROOT, """
            whois8-revocation-%drecords
            last packet  p50 %.1f, p99 %.1f, longest %.1f ms after the request (%d revocations; reach %.0f ms, aim %.0f ms)
            answered     p50 %.1f, longest %.1f ms: committed and signed by the registry
            routes       %,d valid ones installed in the router""", records, percentile(lastMs(), 50), percentile(lastMs(), 99), Statistics.max(lastMs()), samples.size(),
            REACH_MS, AIM_MS, percentile(answeredMs(), 50), Statistics.max(answeredMs()), routes);
    }
}
