// SPDX-License-Identifier: Apache-2.0
// Tests what people and programs get to see.
package io.eightfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Path OUTPUT = Path.of("out");
    private final Findings findings = new Findings();

    private static StepResult result(String name, Verdict verdict) {
        return new StepResult(name, "title of " + name, verdict, "seen by " + name, 1234, OUTPUT.resolve(name + ".log"));
    }

    private Report report(StepResult... results) {
        return new Report("t", List.of(results), findings, 5678, OUTPUT);
    }

    private static String print(Report report, boolean hasColours) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), hasColours));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldPrintFindingsResultsAndCounts() {
        findings.text("Counters", "  one\n  two\n");
        findings.closing("conformance: 1 pass");
        assertEquals("""

            Counters
              one
              two

            Results
              Result   Time  Step  Shows          Seen
              PASS    1.2 s  up    title of up    seen by up
              SKIP    1.2 s  frag  title of frag  seen by frag

            captures, logs and configurations: out
            conformance: 1 pass
            lab t: 1 steps passed, 0 failed, 1 skipped in 5.7 s
            """, print(report(result("up", Verdict.PASS), result("frag", Verdict.SKIP)), false));
    }

    @Test
    void shouldNameTheFirstFailureAndItsLog() {
        Report report = report(result("up", Verdict.PASS), result("ping", Verdict.FAIL), result("tcp", Verdict.FAIL));
        assertFalse(report.isPassed());
        assertTrue(print(report, false).endsWith("1 steps passed, 2 failed, 0 skipped in 5.7 s; first failure: ping (seen by ping), log: "
            + OUTPUT.resolve("ping.log") + "\n"), print(report, false));
    }

    @Test
    void shouldUseColoursOnlyWhenAsked() {
        Report report = report(result("ping", Verdict.FAIL));
        assertTrue(print(report, true).contains("\u001b[1;31m"));
        assertFalse(print(report, false).contains("\u001b"));
    }

    @Test
    void shouldGiveProgramsOneObject() {
        findings.value("device", new JsonPrimitive("net_af_xdp"));
        JsonObject json = JsonParser.parseString(report(result("up", Verdict.PASS), result("ping", Verdict.FAIL)).json()).getAsJsonObject();
        assertEquals("t", json.get("topology").getAsString());
        assertFalse(json.get("passed").getAsBoolean());
        assertEquals("ping", json.get("failedStep").getAsString());
        assertEquals("net_af_xdp", json.get("device").getAsString());
        JsonObject step = json.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals("pass", step.get("verdict").getAsString());
        assertEquals(1234, step.get("durationMs").getAsLong());
    }

    @Test
    void shouldShowAPassedLabWithoutFailedStep() {
        JsonObject json = JsonParser.parseString(report(result("up", Verdict.PASS)).json()).getAsJsonObject();
        assertTrue(json.get("passed").getAsBoolean());
        assertTrue(json.get("failedStep").isJsonNull());
    }

    @Test
    void shouldAlignColumns() {
        assertEquals("  Name  Count\n  a         1\n  long   1000\n", new Columns("Name", ">Count").row("a", 1).row("long", 1000).toString());
        assertThrows(IllegalArgumentException.class, () -> new Columns("Name", ">Count").row("a"));
    }
}
