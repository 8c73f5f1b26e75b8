// SPDX-License-Identifier: Apache-2.0
// What perf fib measured against a peer.
package io.eightfold.perf.lookup;

import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * @param comparisons one for each kind of destinations; the first is the main one, a second one is of hot destinations.
 */
public record FibResult(List<Comparison> comparisons) {
    /** The main comparison's object; a second one lies in it as {@code hot}, before the environment, which both share. */
    public JsonObject json() {
        final JsonObject json = comparisons.getFirst().json();
        if (comparisons.size() > 1) {
            final JsonObject hot = comparisons.get(1).json();
            final JsonObject environment = json.remove("environment").getAsJsonObject();
            final JsonObject hotEnvironment = hot.remove("environment").getAsJsonObject();
            hot.add("stealTicks", hotEnvironment.get("stealTicks"));
            json.add("hot", hot);
            json.add("environment", environment);
        }
        return json;
    }

    /** The same for a person. */
    public String text() {
        return comparisons.stream().map(FibResult::text).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String text(final Comparison comparison) {
        final JsonObject details = comparison.details();
        final JsonObject best = details.getAsJsonObject("peerBestBulk");
        return comparison.text() + String.format(Locale.ROOT, """
            checked  %,d destinations on both sides, each answer as computed apart
            peer at its best bulk, %d: %.2f %s
            """, details.get("checkedDestinations").getAsInt(), best.get("bulk").getAsInt(), best.get("rate").getAsDouble(), comparison.unit());
    }
}
