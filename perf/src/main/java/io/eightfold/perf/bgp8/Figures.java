// SPDX-License-Identifier: Apache-2.0
// Figures of results.
package io.eightfold.perf.bgp8;

import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;

/** Figures of results, as {@code perf/results/README.md} says; lower is better for all of this room. Thread: any. */
final class Figures {
    private Figures() {
    }

    /** @param values of trials, at least one */
    static JsonObject of(final String name, final String unit, final double... values) {
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", name);
        figure.addProperty("value", Statistics.round(Statistics.median(values)));
        figure.addProperty("unit", unit);
        figure.addProperty("better", "lower");
        figure.addProperty("min", Statistics.round(Statistics.min(values)));
        figure.addProperty("max", Statistics.round(Statistics.max(values)));
        return figure;
    }

    /** The same with what the project asks of itself. */
    static JsonObject judged(final String name, final String unit, final double reach, final double aim, final double... values) {
        final JsonObject figure = of(name, unit, values);
        figure.addProperty("reach", reach);
        figure.addProperty("aim", aim);
        return figure;
    }
}
