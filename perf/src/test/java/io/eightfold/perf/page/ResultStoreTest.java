// SPDX-License-Identifier: Apache-2.0
// Tests of what is written for what a measurement printed.
package io.eightfold.perf.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.trial.Comparison;
import io.eightfold.perf.trial.Interleaved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultStoreTest {
    private static final ResultStore.Origin ORIGIN = new ResultStore.Origin("forward-twin", "./ipv8 perf forward --peer twin", "0123456789ab+", 0);

    @TempDir
    private Path directory;

    @Test
    void shouldStoreWhatWasPrintedWithCommitMachineAndSpread() throws IOException {
        final JsonObject printed = comparison();
        final List<String> lines = new ResultStore(directory).store(ORIGIN, printed.toString());
        final String date = printed.getAsJsonObject("environment").get("date").getAsString();
        assertEquals(date.substring(0, 10) + "-forward-twin.json", lines.getFirst());
        assertEquals(List.of("forward-twin                                                   1      0.95         1  aim"), lines.subList(1, 2));
        final JsonObject stored = JsonParser.parseString(Files.readString(directory.resolve(lines.getFirst()))).getAsJsonObject();
        printed.entrySet().forEach(e -> assertEquals(e.getValue(), stored.get(e.getKey()), e.getKey()));
        assertEquals("forward-twin", stored.get("measurement").getAsString());
        assertEquals("./ipv8 perf forward --peer twin", stored.get("command").getAsString());
        assertEquals("0123456789ab+", stored.get("commit").getAsString());
        assertEquals(0.25, stored.get("spread").getAsDouble());
        assertTrue(stored.get("machine").getAsString().contains(" CPUs, Linux "), stored.get("machine").getAsString());
        assertFalse(stored.has("routes"));
    }

    @Test
    void shouldReplaceWhatIsOfTheSameDay() throws IOException {
        final ResultStore store = new ResultStore(directory);
        store.store(ORIGIN, comparison().toString());
        store.store(new ResultStore.Origin("forward-twin", "again", "0", 1000), comparison().toString());
        assertEquals(1, store.load().size());
        assertEquals(1000, store.load().getFirst().routes());
        assertEquals("again", store.load().getFirst().command());
        assertEquals(1, fileCount());
    }

    @Test
    void shouldStoreListOfJmhWithoutPathsOfThisMachine() throws IOException {
        final String list = """
            [{"jmhVersion": "1.37", "benchmark": "a.B.c", "mode": "avgt", "jvm": "/somewhere/bin/java", "jvmArgs": ["-Dx=/somewhere"],
              "primaryMetric": {"score": 2.5, "scorePercentiles": {"0.0": 2.0, "100.0": 3.0}, "scoreUnit": "ns/op"}}]""";
        final ResultStore store = new ResultStore(directory);
        final String file = store.store(new ResultStore.Origin("jmh", "perf/jmh/run", "0", 0), list).getFirst();
        assertEquals(List.of(new JmhScore("B.c", new Measured(2.5, 2, 3), "ns/op")), store.load().getFirst().benchmarks());
        assertFalse(Files.readString(directory.resolve(file)).contains("somewhere"));
    }

    @Test
    void shouldWriteNothingForABadResult() throws IOException {
        final JsonObject printed = comparison();
        printed.remove("ratioMax");
        assertRefused("forward-twin: key \"ratioMax\" is missing", printed.toString());
        assertRefused("forward-twin: what was printed is not JSON", "warm-up {");
        assertRefused("forward-twin: what was printed is not one JSON object", "");
        assertEquals(0, fileCount());
    }

    @Test
    void shouldRefuseMeasurementThatIsNoFileName() {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new ResultStore.Origin("../x", "x", "0", 0));
        assertTrue(refused.getMessage().startsWith("measurement=\"../x\" is no name for a file"), refused.getMessage());
    }

    private void assertRefused(final String words, final String printed) {
        final ResultFormatException refused = assertThrows(ResultFormatException.class, () -> new ResultStore(directory).store(ORIGIN, printed));
        assertTrue(refused.getMessage().startsWith(words), refused.getMessage());
    }

    private long fileCount() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static JsonObject comparison() {
        final Interleaved.Pair[] pairs = {new Interleaved.Pair(18, 20), new Interleaved.Pair(20, 20), new Interleaved.Pair(23, 20)};
        return new Comparison("forward", "Mpps", "subject", "peer", 0.95, 1, pairs, new JsonObject(), Environment.json(false)).json();
    }
}
