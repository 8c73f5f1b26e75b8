// SPDX-License-Identifier: Apache-2.0
// Tests of what the FIB push prints.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.page.ResultPage;
import io.eightfold.perf.page.ResultStore;
import io.eightfold.perf.push.FibPushResult.Round;
import io.eightfold.perf.push.TrafficProbe.Result;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FibPushResultTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final ResultStore.Origin ORIGIN = new ResultStore.Origin("fib-push", "./ipv8 perf fib-push", "0123456789ab", 0);

    @TempDir
    private Path directory;

    @Test
    void shouldCompareRatesAndNotTimes() {
        final JsonObject json = result(true, true).json();

        // Two rounds of 1,000,000 routes, of 2 s and of 1 s; zebra took 10 s each.
        assertEquals(750_000, json.get("subjectMedian").getAsLong());
        assertEquals(100_000, json.get("peerMedian").getAsLong());
        assertEquals(7.5, json.get("ratioMedian").getAsDouble());
        assertEquals(5.0, json.get("ratioMin").getAsDouble());
        assertEquals(10.0, json.get("ratioMax").getAsDouble());
        assertEquals(2_000_000, json.get("withdrawnPerSecond").getAsLong());
        assertEquals(250_000, json.get("peerWithdrawnPerSecond").getAsLong());
        assertEquals(1_000_000, json.get("routes").getAsLong());
        assertEquals(999_999, json.get("checkedRoutes").getAsLong());
    }

    @Test
    void shouldGivePercentilesOfBothSeriesWithTheResolution() {
        final JsonObject json = result(true, true).json();

        final JsonObject idle = json.getAsJsonObject("latency").getAsJsonObject("subject");
        assertEquals(500_000, idle.get("p50").getAsLong(), 500);
        assertEquals(990_000, idle.get("p99").getAsLong(), 1_000);
        assertEquals(100, idle.get("count").getAsLong());
        assertEquals(100_000, idle.get("resolution").getAsLong());
        assertEquals(9_900_000, json.getAsJsonObject("latencyDuringChurn").get("p99").getAsLong(), 10_000);
        assertEquals(99_000, json.get("churnPerSecond").getAsLong());
    }

    @Test
    void shouldBeStoredAndJudgedByReachAndAim() {
        final List<String> lines = new ResultStore(directory).store(ORIGIN, result(true, true).json().toString());

        assertTrue(lines.stream().anyMatch(l -> l.matches("fib-push +load +750,000 routes/s +300,000 1,000,000 +reach")), lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.matches("fib-push +publish to packet, p99 +0\\.99\\d* ms +5 +1 +aim")), lines::toString);
        assertTrue(lines.stream().anyMatch(l -> l.matches("fib-push +the same during churn +9\\.9\\d* ms +5 +1 +no")), lines::toString);
        assertFalse(ResultPage.write(directory).isEmpty());
    }

    @Test
    void shouldBeARateWithoutPeerAndSamples() {
        final FibPushResult result = result(false, false);
        final JsonObject json = result.json();

        assertEquals(750_000, json.get("median").getAsLong());
        assertFalse(json.has("peer"));
        assertFalse(json.has("latency"));
        assertFalse(result.text().contains("zebra"), result.text());
        assertFalse(result.text().contains("in churn"), result.text());
        assertEquals(1 + 1, new ResultStore(directory).store(ORIGIN, json.toString()).size());
    }

    @Test
    void shouldSayAllOfItToAPerson() {
        final String text = result(true, true).text();

        assertTrue(text.contains("load      750,000 routes/s"), text);
        assertTrue(text.contains("zebra     100,000 routes/s into the kernel, withdraw 250,000; ours is 7.5 times as fast"), text);
        assertTrue(text.contains("resync    1234 ms"), text);
        assertTrue(text.contains("each offered every 0.100 ms"), text);
        assertTrue(text.contains("99,000 a second"), text);
    }

    private static FibPushResult result(final boolean hasPeer, final boolean hasSamples) {
        final long peerNs = hasPeer ? 10 * SECOND_NS : 0;
        final long peerWithdrawNs = hasPeer ? 4 * SECOND_NS : 0;
        return new FibPushResult(new FibPushSettings(1_000_000, 2, hasSamples ? 100 : 0, 100_000, 100_000, hasPeer), "test-1000000routes",
            List.of(new Round(2 * SECOND_NS, SECOND_NS / 2, peerNs, peerWithdrawNs), new Round(SECOND_NS, SECOND_NS / 2, peerNs, peerWithdrawNs)),
            1234.4, 999_999, hasSamples ? series(10_000) : null, hasSamples ? series(100_000) : null, hasSamples ? 99_000 : 0, new JsonObject(),
            Environment.json(false));
    }

    /** 1 to 100 steps. */
    private static Result series(final long stepNs) {
        final Histogram histogram = new Histogram(3);
        for (int i = 1; i <= 100; i++) {
            histogram.recordValue(i * stepNs);
        }
        return new Result(histogram, 100_000, 100);
    }
}
