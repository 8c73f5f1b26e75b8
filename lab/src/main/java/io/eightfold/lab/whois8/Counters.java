// SPDX-License-Identifier: Apache-2.0
// The metrics tell what was done.
package io.eightfold.lab.whois8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Passes when a scrape fits {@code show whois8}, and both fit the steps before. */
record Counters(Whois8Bench bench) implements Check {
    /** Too long, suspended. */
    private static final int REFUSED = 2;
    private static final String RIR = "{rir=\"" + RegistryServer.RIR + "\"}";

    @Override
    public Judgement run(Scene scene) {
        JsonObject shown = RouterView.validation(scene);
        String metrics = RouterView.metrics(scene);
        JsonObject set = RouterView.dataSet(shown);
        List<String> problems = new ArrayList<>();
        expect(problems, metrics, "ipv8_whois8_enabled", 1);
        expect(problems, metrics, "ipv8_whois8_data_live" + RIR, 1);
        expect(problems, metrics, "ipv8_whois8_serial" + RIR, set.get("serial").getAsDouble());
        expect(problems, metrics, "ipv8_whois8_records" + RIR, set.get("records").getAsDouble());
        expect(problems, metrics, "ipv8_whois8_refused_routes", REFUSED);
        for (Map.Entry<String, JsonElement> verdict : shown.getAsJsonObject("routes").entrySet()) {
            expect(problems, metrics, "ipv8_whois8_routes{verdict=\"" + verdict.getKey() + "\"}", verdict.getValue().getAsDouble());
        }
        for (String fault : List.of("unknown-anchor", "rolled-back")) {
            if (RouterView.metric(metrics, "ipv8_whois8_alarms_total{fault=\"" + fault + "\"}").orElse(0) < 1) {
                problems.add("no alarm " + fault + " counted");
            }
        }
        return Judgement.of(problems, set.get("records") + " records, " + REFUSED + " refused routes, alarms unknown-anchor and rolled-back: metrics and show whois8 agree");
    }

    private static void expect(List<String> problems, String metrics, String name, double value) {
        OptionalDouble seen = RouterView.metric(metrics, name);
        if (seen.isEmpty() || seen.getAsDouble() != value) {
            problems.add(name + "=" + (seen.isPresent() ? seen.getAsDouble() : "none") + ", not " + value);
        }
    }
}
