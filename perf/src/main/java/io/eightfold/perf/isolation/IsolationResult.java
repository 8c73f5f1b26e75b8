// SPDX-License-Identifier: Apache-2.0
// What became of the packets of all ways.
package io.eightfold.perf.isolation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What became of the packets of all ways. Thread: any; immutable. */
public record IsolationResult(List<WayResult> ways) {
    public IsolationResult {
        ways = List.copyOf(ways);
    }

    /** Whether all ways are closed. */
    public boolean isIsolated() {
        return !ways.isEmpty() && ways.stream().allMatch(WayResult::isIsolated);
    }

    /** Two lines with what matters, then one for each way. */
    public String text() {
        return summary("source") + '\n' + summary("destination") + '\n' + ways.stream().map(WayResult::text).collect(Collectors.joining("\n")) + '\n'
            + String.format(Locale.ROOT, "%s; %.1f s", isIsolated() ? "isolated" : "NOT ISOLATED", ways.stream().mapToDouble(WayResult::seconds).sum());
    }

    /** For programs. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("isolated", isIsolated());
        final JsonArray list = new JsonArray();
        ways.forEach(w -> list.add(w.json()));
        json.add("ways", list);
        return json;
    }

    /** The fewest that any way dropped, and all that crossed on any. */
    private String summary(final String role) {
        final List<WayResult> across = ways.stream().filter(w -> w.way().role().equals(role)).toList();
        return String.format(Locale.ROOT, "%,d zones as %s: by each of %d ways across the border dropped %,d, crossed %,d", least(across, WayResult::zones), role, across.size(),
            least(across, WayResult::dropped), across.stream().mapToLong(WayResult::crossed).sum());
    }

    private static long least(final List<WayResult> of, final ToLongFunction<WayResult> number) {
        return of.stream().mapToLong(number).min().orElse(0);
    }
}
