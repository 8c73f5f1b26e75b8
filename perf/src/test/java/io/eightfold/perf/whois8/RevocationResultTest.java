// SPDX-License-Identifier: Apache-2.0
// Tests of what perf whois8 revocation prints.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.page.ResultStore;
import io.eightfold.perf.push.RevocationRig.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RevocationResultTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBeJudgedByTheLongest() {
        // 1 to 200 ms; the registry answers in half of that.
        final List<Sample> samples = IntStream.rangeClosed(1, 200).mapToObj(ms -> new Sample(ms * 500_000L, ms * 1_000_000L)).toList();
        final RevocationResult result = new RevocationResult(1_000, 850, samples, Environment.json(false));
        final JsonObject json = result.json();

        assertEquals(100, json.get("p50Ms").getAsDouble());
        assertEquals(198, json.get("p99Ms").getAsDouble());
        assertEquals(200, json.get("maxMs").getAsDouble());
        assertEquals(50, json.get("answeredP50Ms").getAsDouble());
        final List<String> lines = new ResultStore(directory).store(new ResultStore.Origin("whois8-revocation", "./ipv8 perf whois8 revocation", "0123456789ab", 0), json.toString());
        assertTrue(lines.stream().anyMatch(l -> l.matches("whois8-revocation +revocation, longest +200 ms +1,000 +100 +reach")), lines::toString);
        assertTrue(result.text().contains("last packet  p50 100.0, p99 198.0, longest 200.0 ms after the request (200 revocations"), result.text());
    }

    @Test
    void shouldTakePercentilesOfFewSamples() {
        assertEquals(7, RevocationResult.percentile(new double[] {7}, 50));
        assertEquals(2, RevocationResult.percentile(new double[] {3, 1, 2}, 50));
        assertEquals(3, RevocationResult.percentile(new double[] {3, 1, 2}, 99));
    }
}
