// SPDX-License-Identifier: Apache-2.0
// The files of a report.
package io.eightfold.lab.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.lab.conformance.script.AboutFile;
import io.eightfold.lab.conformance.script.Case;
import io.eightfold.lab.conformance.script.StepsFile;
import io.eightfold.lab.conformance.tester.CaseResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceReportTest {
    private static CaseResult result(String name, CaseResult.Verdict verdict, String detail) {
        String steps = "wait 1ms # <b>";
        String deviation = verdict == CaseResult.Verdict.DEVIATION ? "\nDeviation: refused, not translated" : "";
        return new CaseResult(new Case("area", name, AboutFile.parse("a", "# Title of " + name + "\nSection: 1\nLevel: MUST\nText: a & b" + deviation), steps, StepsFile.parse("f", steps)),
            verdict, detail, 1, 5, List.of(), List.of("> OPEN"));
    }

    @Test
    void shouldWritePageJsonAndCaptures(@TempDir Path folder) throws Exception {
        ConformanceReport report = new ConformanceReport(folder, new Circumstances().put("seed", "7").putMachine(""), "| Choice | Value |\n|---|---|\n| x<y | `z` |\n");
        report.add(result("one", CaseResult.Verdict.PASS, ""));
        report.add(result("two", CaseResult.Verdict.FAIL, "nothing came < 5 ms"));
        report.write();

        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("report.json"))).getAsJsonObject();
        assertEquals("7", json.getAsJsonObject("circumstances").get("seed").getAsString());
        assertEquals(1, json.getAsJsonObject("counts").get("fail").getAsInt());
        assertEquals("cases/area-two.pcapng", json.getAsJsonArray("cases").get(1).getAsJsonObject().get("capture").getAsString());
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("nothing came &lt; 5 ms") && page.contains("a &amp; b") && page.contains("<td>x&lt;y</td><td><code>z</code></td>"), page);
        assertFalse(page.contains("<b> ") || page.contains("<script") || page.contains("http"), page);
        assertTrue(page.contains("1 of 2"), page);
    }

    @Test
    void shouldCountOnlyPassesAndNameTheOthers() {
        Tally tally = new Tally(List.of(result("one", CaseResult.Verdict.PASS, ""), result("two", CaseResult.Verdict.DEVIATION, ""), result("three", CaseResult.Verdict.SKIPPED, "no registry here"),
            result("four", CaseResult.Verdict.FAIL, "line 1: nothing\nline 2")));
        assertEquals("conformance: 1 pass, 1 fail, 1 skipped, 1 deviation; MUST 1 of 4", tally.line());
        assertEquals("1 of 4, 1 fail, 1 skipped, 1 deviation: area/two, area/three, ...", tally.brief(2));
        assertEquals(List.of("deviation  area/two: refused, not translated", "skipped    area/three: no registry here", "fail       area/four: line 1: nothing"), tally.reasons());
        assertEquals(4, tally.json().getAsJsonObject("asked").get("MUST").getAsInt());
    }

    @Test
    void shouldSayNothingOfUsInTheReportOfAnotherRouter(@TempDir Path folder) throws Exception {
        ConformanceReport report = new ConformanceReport(folder, new Circumstances().put("tester", "x").putMachine("tester's "), "");
        report.add(result("one", CaseResult.Verdict.PASS, ""));
        report.write();
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("<th>tester's jdk</th>"), page);
        assertFalse(page.contains("choices of ours") || page.contains("<th>jdk"), page);
    }

    @Test
    void shouldWriteBlocksWhoseLengthsAgree(@TempDir Path folder) throws Exception {
        ConformanceReport report = new ConformanceReport(folder, new Circumstances(), "");
        report.add(result("one", CaseResult.Verdict.PASS, ""));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("cases/area-one.pcapng"))).order(ByteOrder.LITTLE_ENDIAN);
        int blocks = 0;
        for (int at = 0; at < file.capacity(); blocks++) {
            int length = file.getInt(at + 4);
            assertEquals(length, file.getInt(at + length - 4));
            assertEquals(0, length % 4);
            at += length;
        }
        assertEquals(5, blocks, "a section and four interfaces");
    }
}
