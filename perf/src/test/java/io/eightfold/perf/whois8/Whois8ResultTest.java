// SPDX-License-Identifier: Apache-2.0
// Tests of what perf whois8 prints, and of its settings.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.page.ResultPage;
import io.eightfold.perf.page.ResultStore;
import io.eightfold.perf.trial.Interleaved.Pair;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Whois8ResultTest {
    @TempDir
    private Path directory;

    @Test
    void shouldStoreAndJudgeALoad() {
        final LoadResult result = new LoadResult(1_000, 40_000, new double[] {3, 1, 2}, 80_000, 20_000, new double[] {1, 3, 2}, 100, new double[] {5, 7}, 9,
            Environment.json(false));

        assertEquals(3, result.json().get("firstLoadS").getAsDouble());
        final List<String> lines = store("whois8-load", result.json());
        assertTrue(lines.stream().anyMatch(l -> l.matches("whois8-load +2 s +30 +10 +aim")), lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.contains("heap") && l.contains("80")), lines::toString);
        assertTrue(result.text().contains("80.0 bytes a record, 20.0 of them in the table"), result.text());
        assertTrue(result.text().contains("2.00 ms for one change (1.00 to 3.00), 6.00 ms for 100 (5.00 to 7.00)"), result.text());
    }

    @Test
    void shouldCompareVerdictsInBothForms() {
        final VerdictResult result = new VerdictResult(1_000, 64, pairs(3, 6), List.of(beside(RtrlibPeer.Form.WHOLE, 3, 6), beside(RtrlibPeer.Form.HOST, 4, 8)),
            Environment.json(false));
        final JsonObject json = result.json();

        assertEquals(4.5, json.get("subjectMedian").getAsDouble());
        assertEquals(4.5, json.get("ratioMedian").getAsDouble());
        assertEquals(6.0, json.getAsJsonObject("ipv4").get("ratioMedian").getAsDouble());
        final List<String> lines = store("whois8-verdicts", json);
        assertTrue(lines.stream().anyMatch(l -> l.matches("whois8-verdicts +verdicts +4\\.5\\d* Mverdicts/s +2\\S* +4\\S* +aim")), lines::toString);
        assertFalse(ResultPage.write(directory).isEmpty());
    }

    @Test
    void shouldBeARateWithoutAPeer() {
        final VerdictResult result = new VerdictResult(1_000, 64, pairs(1, 2), List.of(), Environment.json(false));

        assertEquals(1.5, result.json().get("median").getAsDouble());
        assertFalse(result.json().has("peer"));
        assertFalse(result.text().contains("rtrlib"), result.text());
        assertEquals(1 + 1, store("whois8-verdicts", result.json()).size());
    }

    @Test
    void shouldLoadInSmall() {
        final LoadResult result = LoadBenchmark.run(new Whois8Settings(5_000, 2, 1, -1, false));
        assertEquals(2, result.loadsS().length);
        assertEquals(2 * (1 << 18), result.checked());
        assertEquals(1_000, result.batch());
        assertTrue(result.heapBytes() > result.tableBytes(), () -> "heap " + result.heapBytes() + ", table " + result.tableBytes());
    }

    @Test
    void shouldRefuseSettings() {
        for (final String[] wrong : new String[][] {{"records=999", "999", "1", "1"}, {"records=1001", "1001", "1", "1"}, {"rounds=0", "1000", "0", "1"},
            {"trials=0", "1000", "1", "0"}}) {
            final String message = assertThrows(IllegalArgumentException.class,
                () -> new Whois8Settings(Integer.parseInt(wrong[1]), Integer.parseInt(wrong[2]), Integer.parseInt(wrong[3]), 0, true)).getMessage();
            assertTrue(message.startsWith(wrong[0]), message);
        }
    }

    private List<String> store(final String measurement, final JsonObject json) {
        return new ResultStore(directory).store(new ResultStore.Origin(measurement, "./ipv8 perf whois8", "0123456789ab", 0), json.toString());
    }

    private static VerdictResult.Beside beside(final RtrlibPeer.Form form, final double first, final double second) {
        return new VerdictResult.Beside(form, "RTRlib", 900, 64, pairs(first, second));
    }

    private static Pair[] pairs(final double first, final double second) {
        return new Pair[] {new Pair(first, 1), new Pair(second, 1)};
    }
}
