// SPDX-License-Identifier: Apache-2.0
// What perf startup measured.
package io.eightfold.perf.startup;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * @param trials one for each process, at least one.
 */
public record StartupResult(StartupBenchmark.Settings settings, List<Trial> trials, JsonObject environment) {
    private static final double REACH_S = 5;
    private static final double AIM_S = 1;
    private static final int COARSE_SLICES = 10;

    /** @param stages seconds from the start of the process to the end of each stage. */
    record Trial(StartupCurve curve, JsonObject stages) {
        double stage(final String name) {
            return stages.get(name).getAsDouble();
        }
    }

    /** One object: seconds to 95 % of the steady rate, to the first packet and to the stages before, and the first trial's curve. */
    public JsonObject json() {
        final double[] seconds = values(t -> t.curve.secondsToSteady());
        final JsonObject json = new JsonObject();
        json.addProperty("name", "startup-ip8-" + settings.asns() + "asns-" + settings.forward().frames() + "frames-1w-64B-burst" + settings.forward().burst());
        json.addProperty("unit", "s");
        json.addProperty("subject", "from process start to 95 % of the steady rate (mean of 50 ms); JVM with the router's options, one worker");
        json.addProperty("median", Statistics.round(Statistics.median(seconds)));
        json.addProperty("min", Statistics.round(Statistics.min(seconds)));
        json.addProperty("max", Statistics.round(Statistics.max(seconds)));
        json.addProperty("reach", REACH_S);
        json.addProperty("aim", AIM_S);
        json.addProperty("firstPacketMedian", median(t -> t.stage("firstPacket")));
        json.addProperty("steadyMppsMedian", median(t -> t.curve.steadyMpps()));
        final JsonObject stages = new JsonObject();
        trials.getFirst().stages.keySet().forEach(s -> stages.addProperty(s, median(t -> t.stage(s))));
        json.add("stageEndMedian", stages);
        json.addProperty("checkedFrames", settings.forward().frames());
        json.add("trials", array(seconds));
        json.add("mppsBy100ms", array(trials.getFirst().curve.coarse(COARSE_SLICES)));
        json.add("environment", environment);
        return json;
    }

    /** The same for a person. */
    public String text() {
        final double[] seconds = values(t -> t.curve.secondsToSteady());
        return String.format(Locale.ROOT, """
            %s
            steady        %.2f s from process start to 95 %% of the steady rate (median of %d; %.2f to %.2f; reach %.0f s, aim %.0f s)
            first packet  %.2f s (JVM %.2f, DPDK %.2f, ports %.2f, routes %.2f)
            steady rate   %.2f Mpps
            checked       %,d frames before: MACs, TTL, checksum and payload as computed apart
            """, json().get("name").getAsString(), Statistics.median(seconds), seconds.length, Statistics.min(seconds), Statistics.max(seconds), REACH_S, AIM_S,
            median(t -> t.stage("firstPacket")), median(t -> t.stage("jvm")), median(t -> t.stage("dpdk")), median(t -> t.stage("ports")),
            median(t -> t.stage("routes")), median(t -> t.curve.steadyMpps()), settings.forward().frames());
    }

    private double median(final ToDoubleFunction<Trial> value) {
        return Statistics.round(Statistics.median(values(value)));
    }

    private double[] values(final ToDoubleFunction<Trial> value) {
        return trials.stream().mapToDouble(value).toArray();
    }

    private static JsonArray array(final double[] values) {
        final JsonArray array = new JsonArray();
        Arrays.stream(values).forEach(v -> array.add(Statistics.round(v)));
        return array;
    }
}
