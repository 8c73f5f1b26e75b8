// SPDX-License-Identifier: Apache-2.0
// The end of a lab, as text and as JSON.
package io.eightfold.lab.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything a lab found out.
 *
 * @param results in the order of the steps; a step that was not reached is not there
 * @param output  where captures and logs are
 */
public record Report(String topology, List<StepResult> results, Findings findings, long durationMs, Path output) {
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    public Report {
        results = List.copyOf(results);
    }

    /** Whether no step failed. */
    public boolean isPassed() {
        return firstFailure().isEmpty();
    }

    /** The step to look at first. */
    public Optional<StepResult> firstFailure() {
        return results.stream().filter(result -> result.verdict() == Verdict.FAIL).findFirst();
    }

    /** Findings, the table of results, and where everything is. */
    public void print(Screen screen) {
        findings.texts().forEach((heading, text) -> {
            screen.heading(heading);
            text.lines().forEach(screen::line);
        });
        screen.heading("Results");
        Columns table = new Columns("Result", ">Time", "Step", "Shows", "Seen");
        results.forEach(result -> table.row(result.verdict(), String.format(Locale.ROOT, "%.1f s", result.durationMs() / 1000.0), result.name(),
            result.title(), result.detail()));
        table.toString().lines().forEach(screen::line);
        screen.line("");
        screen.line("captures, logs and configurations: " + output);
        findings.closing().forEach(screen::line);
        screen.line(lastLine(screen));
    }

    private String lastLine(Screen screen) {
        String counts = String.format(Locale.ROOT, "lab %s: %d steps passed, %d failed, %d skipped in %.1f s", topology, count(Verdict.PASS),
            count(Verdict.FAIL), count(Verdict.SKIP), durationMs / 1000.0);
        return firstFailure()
            .map(failed -> screen.paint(Verdict.FAIL,
                counts + "; first failure: " + failed.name() + " (" + failed.detail() + "), log: " + failed.log()))
            .orElseGet(() -> screen.paint(Verdict.PASS, counts));
    }

    /** {@code {"topology", "passed", "failedStep", "durationMs", "output", "steps": [...], and the findings}}. */
    public String json() {
        JsonObject report = new JsonObject();
        report.addProperty("topology", topology);
        report.addProperty("passed", isPassed());
        report.addProperty("failedStep", firstFailure().map(StepResult::name).orElse(null));
        report.addProperty("durationMs", durationMs);
        report.addProperty("output", output.toString());
        JsonArray steps = new JsonArray();
        for (StepResult result : results) {
            JsonObject step = new JsonObject();
            step.addProperty("name", result.name());
            step.addProperty("title", result.title());
            step.addProperty("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
            step.addProperty("detail", result.detail());
            step.addProperty("durationMs", result.durationMs());
            step.addProperty("log", result.log().toString());
            steps.add(step);
        }
        report.add("steps", steps);
        findings.values().entrySet().forEach(entry -> report.add(entry.getKey(), entry.getValue()));
        return JSON.toJson(report);
    }

    private long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }
}
