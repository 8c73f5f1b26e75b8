// SPDX-License-Identifier: Apache-2.0
// Tests what the lab nonstop takes and says.
package io.eightfold.lab.nonstop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.report.Findings;
import io.eightfold.lab.report.Report;
import io.eightfold.lab.report.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonStopTest {

    @Test
    void shouldNameEveryValueThatIsOutOfItsLimits() {
        LabException refused = assertThrows(LabException.class, () -> new NonStopSettings(0, 50_000, 300_000, 30, 1));
        assertEquals("kills=0 is not from 1 to 1000; rate=50000 is not from 100 to 20000", refused.getMessage());
    }

    @Test
    void shouldPrintAnEventWhenItIsOverAndPutItIntoTheReport() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Findings findings = new Findings();
        EventTable table = new EventTable();
        table.add(new EventTable.Event(new EventTable.Name("control plane kill 1", "idle"), new ProbeAccount(1000, 2, 0, 1, 3.25), 800),
            new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false));
        table.show(findings);

        assertEquals("control plane kill 1 (idle): 2 of 1000 lost, 0 duplicated, 1 reordered, longest gap 3.3 ms, routes equal after 800 ms",
            out.toString(StandardCharsets.UTF_8).strip());
        JsonObject report = JsonParser.parseString(new Report("nonstop", List.of(), findings, 1, Path.of("o")).json()).getAsJsonObject();
        JsonObject event = report.getAsJsonArray("events").get(0).getAsJsonObject();
        assertEquals(2, event.get("lost").getAsLong());
        assertEquals(800, event.get("routesEqualMs").getAsLong());
    }

    @Test
    void shouldKnowTheMessageOfAFullDisk() {
        assertTrue(JournalFull.isAboutFullDisk("journal state=suspended freebytes=0"));
        assertFalse(JournalFull.isAboutFullDisk("journal opened generation=1 replayedframes=10"));
    }
}
