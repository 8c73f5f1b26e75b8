// SPDX-License-Identifier: Apache-2.0
// What is written as a log and as JSON, read back.
package io.eightfold.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
    private static final long START_MS = 1_700_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteALogThatHdrHistogramReads() throws IOException {
        final LatencyResult result = result(List.of(reading(500, 0), reading(700, 4000)), List.of(reading(400, 2000), reading(450, 6000)));
        final Path file = directory.resolve("latency.hlog");
        LatencyLog.write(file, result);
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            assertInterval(reader, "subject", 0, 500);
            assertInterval(reader, "peer", 2, 400);
            assertInterval(reader, "subject", 4, 700);
            assertInterval(reader, "peer", 6, 450);
            assertFalse(reader.hasNext());
        }
    }

    @Test
    void shouldComputeRatiosOverAllTrialsAndTheirSpread() {
        final LatencyResult result = result(List.of(reading(500, 0), reading(500, 4000)), List.of());
        final JsonObject json = result.json();
        final JsonObject figure = json.getAsJsonArray("figures").get(1).getAsJsonObject();
        assertEquals("p99.99/p50", figure.get("name").getAsString());
        // 1 frame in 1000 is away ten times as long as the others.
        assertEquals(10, figure.get("value").getAsDouble(), 0.01);
        assertEquals(10, figure.get("max").getAsDouble(), 0.01);
        final JsonObject subject = json.getAsJsonObject("latency").getAsJsonObject("subject");
        assertEquals(500, subject.get("p50").getAsLong());
        assertEquals(2000, subject.get("count").getAsLong());
        assertEquals(2, subject.get("lost").getAsLong());
        assertFalse(json.getAsJsonObject("latency").has("peer"));
        assertTrue(result.text().contains("meter alone"), result::text);
    }

    private static void assertInterval(final HistogramLogReader reader, final String tag, final long startS, final long medianNs) {
        final EncodableHistogram interval = reader.nextIntervalHistogram();
        assertEquals(tag, interval.getTag());
        assertEquals(START_MS + startS * 1000, interval.getStartTimeStamp());
        assertEquals(medianNs, ((Histogram) interval).getValueAtPercentile(50));
        assertEquals(1000, ((Histogram) interval).getTotalCount());
    }

    private static LatencyResult result(final List<MeterReading> subject, final List<MeterReading> peer) {
        final JsonObject environment = new JsonObject();
        environment.addProperty("stealTicks", 0);
        return new LatencyResult(new LatencyBenchmark.Settings(0, 1, subject.size(), 1, 0, 1, 1000, false), "subject",
            peer.isEmpty() ? null : "peer", 1_000_000, 2_000_000, new ZeroLossSearch.Found(2_000_000, true), reading(50, 0), reading(60, 0), subject, peer, environment);
    }

    private static MeterReading reading(final long medianNs, final long afterMs) {
        final Histogram histogram = MeterReading.emptyHistogram();
        histogram.recordValueWithCount(medianNs, 999);
        histogram.recordValueWithCount(medianNs * 10, 1);
        histogram.setStartTimeStamp(START_MS + afterMs);
        histogram.setEndTimeStamp(START_MS + afterMs + 1000);
        return new MeterReading(1001, 1000, 0, 0, 1_000_000, 0, 0, 0, 0, 0, false, histogram, histogram.copy());
    }
}
