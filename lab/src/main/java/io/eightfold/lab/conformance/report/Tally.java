// SPDX-License-Identifier: Apache-2.0
// How many cases ended how.
package io.eightfold.lab.conformance.report;

import com.google.gson.JsonObject;
import io.eightfold.lab.conformance.script.Level;
import io.eightfold.lab.conformance.tester.CaseResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same counts on the page, in the JSON and on the terminal. Thread: any. */
public record Tally(List<CaseResult> results) {
    public Tally {
        results = List.copyOf(results);
    }

    public long count(CaseResult.Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** Cases of this level. */
    public long asked(Level level) {
        return results.stream().filter(result -> result.what().about().level() == level).count();
    }

    /** Cases of this level that pass as the text asks: a deviation does not, and neither does what was skipped. */
    public long met(Level level) {
        return results.stream().filter(result -> result.what().about().level() == level && result.verdict() == CaseResult.Verdict.PASS).count();
    }

    /** {@code conformance: 105 pass, 0 fail, 0 skipped, 1 deviation; MUST 89 of 90}. */
    public String line() {
        return "conformance: " + Stream.of(CaseResult.Verdict.values()).map(verdict -> count(verdict) + " " + verdict.word()).collect(Collectors.joining(", "))
            + "; MUST " + met(Level.MUST) + " of " + asked(Level.MUST);
    }

    /** {@code 6 of 7, 1 deviation: arp8/no-version-8-for-ipv4-only}; only passes count. */
    public String brief(int maxShown) {
        List<CaseResult> others = others();
        String ids = others.stream().limit(maxShown).map(result -> result.what().id()).collect(Collectors.joining(", "));
        String counts = Stream.of(CaseResult.Verdict.values()).filter(verdict -> verdict != CaseResult.Verdict.PASS && count(verdict) > 0)
            .map(verdict -> ", " + count(verdict) + " " + verdict.word()).collect(Collectors.joining());
        return count(CaseResult.Verdict.PASS) + " of " + results.size() + counts + (others.isEmpty() ? "" : ": " + ids + (others.size() > maxShown ? ", ..." : ""));
    }

    /** The cases that did not pass, each with the first line of its reason. */
    public List<String> reasons() {
        return others().stream().map(result -> "%-9s  %s: %s".formatted(result.verdict().word(), result.what().id(), result.reason().lines().findFirst().orElse(""))).toList();
    }

    private List<CaseResult> others() {
        return results.stream().filter(result -> result.verdict() != CaseResult.Verdict.PASS).toList();
    }

    /** {@code {"pass": 105, "fail": 0, "skipped": 0, "deviation": 1, "met": {"MUST": 89, ...}, "asked": {"MUST": 90, ...}}}. */
    public JsonObject json() {
        JsonObject counts = new JsonObject();
        Stream.of(CaseResult.Verdict.values()).forEach(verdict -> counts.addProperty(verdict.word(), count(verdict)));
        JsonObject met = new JsonObject();
        JsonObject asked = new JsonObject();
        for (Level level : Level.values()) {
            met.addProperty(level.word(), met(level));
            asked.addProperty(level.word(), asked(level));
        }
        counts.add("met", met);
        counts.add("asked", asked);
        return counts;
    }
}
