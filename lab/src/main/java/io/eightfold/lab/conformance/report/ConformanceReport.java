// SPDX-License-Identifier: Apache-2.0
// The whole of a conformance run.
package io.eightfold.lab.conformance.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.lab.conformance.tester.CaseResult;
import io.eightfold.lab.process.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captures are written as the cases end, the page and the JSON at the end. Thread: session. */
public final class ConformanceReport {
    static final String CASES = "cases";
    private final Path folder;
    private final Circumstances circumstances;
    private final String standard;
    private final List<CaseResult> results = new ArrayList<>();

    /**
     * @param folder   where everything goes
     * @param standard text of docs/standard.md, whose deviations and choices are told; empty if another router is tested
     */
    public ConformanceReport(Path folder, Circumstances circumstances, String standard) {
        this.folder = folder;
        this.circumstances = circumstances;
        this.standard = standard;
    }

    /** Takes a result in and writes its capture. */
    public void add(CaseResult result) {
        results.add(result);
        try {
            Files.createDirectories(folder.resolve(CASES));
            Files.write(folder.resolve(capture(result)), PcapngFile.of(result.what().id() + ": " + result.what().about().title(), result.observed()));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The results so far, counted. */
    public Tally tally() {
        return new Tally(results);
    }

    static String capture(CaseResult result) {
        return CASES + "/" + result.what().fileName() + ".pcapng";
    }

    /** Writes {@code report.html} and {@code report.json}. */
    public void write() {
        try {
            Files.writeString(folder.resolve("report.json"), json());
            Files.writeString(folder.resolve("report.html"), new ReportPage(circumstances, results, standard).html());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private LabException failure(IOException e) {
        return new LabException("cannot write the report into " + folder + " (" + e.getMessage() + "); choose another place with --output", e);
    }

    /** {@code {"circumstances": {...}, "counts": {...}, "cases": [{"id", "level", "section", "verdict", "detail", "rounds", "durationMs", "capture", "frames"}]}}. */
    public String json() {
        JsonObject report = new JsonObject();
        JsonObject made = new JsonObject();
        circumstances.values().forEach(made::addProperty);
        report.add("circumstances", made);
        report.add("counts", tally().json());
        JsonArray cases = new JsonArray();
        results.forEach(result -> cases.add(json(result)));
        report.add("cases", cases);
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report);
    }

    private static JsonObject json(CaseResult result) {
        JsonObject object = new JsonObject();
        object.addProperty("id", result.what().id());
        object.addProperty("title", result.what().about().title());
        object.addProperty("level", result.what().about().level().word());
        object.addProperty("section", result.what().about().section());
        object.addProperty("verdict", result.verdict().word());
        object.addProperty("detail", result.detail());
        object.addProperty("deviation", result.what().about().deviation());
        object.addProperty("rounds", result.rounds());
        object.addProperty("durationMs", result.durationMs());
        object.addProperty("capture", capture(result));
        object.addProperty("frames", result.observed().size());
        return object;
    }
}
