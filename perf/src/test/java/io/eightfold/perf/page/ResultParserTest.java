// SPDX-License-Identifier: Apache-2.0
// Tests of what is read from result files, and of what is said about bad ones.
package io.eightfold.perf.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultParserTest {

    @Test
    void shouldReadComparison() throws IOException {
        final Result result = read("2026-02-03-forward-twin.json");
        assertEquals("forward --peer twin", result.title());
        assertEquals(new Measured(19.44, 18.6, 20.24), result.rate());
        assertEquals(new Measured(20, 19.5, 20), result.peerRate());
        assertEquals(List.of(new Figure("", "", new Measured(0.972, 0.93, 1.012), 0.95, 1, true)), result.figures());
        assertEquals("reach", result.figures().getFirst().met());
    }

    @Test
    void shouldReadComparisonInsideAComparison() throws IOException {
        final Result result = read("2026-02-03-fib-rte-fib.json");
        assertEquals(List.of("", "hot"), result.figures().stream().map(Figure::name).toList());
        assertEquals(List.of("no", "aim"), result.figures().stream().map(Figure::met).toList());
    }

    @Test
    void shouldReadSingleValues() throws IOException {
        final Result result = read("2026-02-03-fib-memory.json");
        assertEquals(List.of(new Figure("", "bytes a route", Measured.single(4.2), 12, 5, false)), result.figures());
        assertEquals("aim", result.figures().getFirst().met());
        assertEquals(List.of("ndr=4.25", "pdr=4.50"), read("2026-02-03-ndr.json").otherNumbers());
        assertEquals("reach", read("2026-02-03-ndr.json").figures().getFirst().met());
    }

    @Test
    void shouldReadRateAndRoutes() throws IOException {
        final Result result = read("2026-02-03-routes-1000.json");
        assertEquals(new Measured(19.25, 18.25, 19.75), result.rate());
        assertEquals(1000, result.routes());
        assertNull(result.peerRate());
        assertEquals(List.of("routes-1000                                            19.3 Mpps         -         -  -"), result.rows());
    }

    @Test
    void shouldReadLatency() throws IOException {
        final Result result = read("2026-02-03-latency.json");
        assertEquals(12_000, result.latency().ns(Percentiles.Percentile.P99_999));
        assertTrue(Double.isNaN(result.peerLatency().ns(Percentiles.Percentile.P99_999)));
        assertEquals(List.of(Percentiles.Percentile.values()), result.peerLatency().union(result.latency()));
        assertEquals("aim", result.figures().get(1).met());
    }

    @Test
    void shouldReadBenchmarks() throws IOException {
        assertEquals(List.of(new JmhScore("FibLookupBenchmark.lookup (HOT, ASN_100K)", new Measured(3, 2.9, 3.2), "ns/op")),
            read("2026-02-03-jmh.json").benchmarks());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        forward-twin | "ratioMin": 0.93   | "other": 0.93     | key "ratioMin" is missing
        forward-twin | "ratioMin": 0.93   | "ratioMin": "low" | key "ratioMin" is "low", not a number
        forward-twin | "commit":          | "comit":          | key "commit" is missing
        forward-twin | "measurement": "f  | "measurement": "g | key "measurement" is "gorward-twin", not "forward-twin" as in the file's name
        forward-twin | "date":            | "day":            | key "environment.date" is missing
        forward-twin | "subject": 20.24   | "sobject": 20.24  | key "trials[1].subject" is missing
        latency      | "p99_9": 2100      | "p99_9": 21       | key "latency.subject.p99_9" is 21, less than the percentile below it
        latency      | "p50": 990         | "p50": 0          | key "latency.peer.p50" is 0, not above 0
        latency      | "better": "lower"  | "better": "left"  | key "figures[0].better" is "left", neither "higher" nor "lower"
        latency      | "p99_99":          | "p9999":          | key "latency.subject.p99_99" is missing
        routes-1     | "routes": 1        | "routes": 0       | key "routes" is 0, not above 0
        routes-1     | "median": 20.5     | "median": [20.5]  | key "median" is [20.5], not a number
        jmh          | "scoreUnit":       | "unit":           | key "benchmarks[0].primaryMetric.scoreUnit" is missing
        routes-1     | {                  | [{                | is not JSON
        """)
    void shouldNameFileAndKey(final String measurement, final String good, final String bad, final String words) throws IOException {
        final String file = "2026-02-03-" + measurement + ".json";
        final String text = SampleResults.text(file);
        final int at = text.indexOf(good);
        assertTrue(at >= 0, () -> good + " is not in " + file);
        final String spoilt = text.substring(0, at) + bad + text.substring(at + good.length());
        final ResultFormatException refused = assertThrows(ResultFormatException.class, () -> ResultParser.parse(file, spoilt));
        assertTrue(refused.getMessage().startsWith(file + ": " + words), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"jmh.json", "2026-13-03-a.json", "2026-02-03-A.json", "2026-02-03-.json", "2026-2-3-a.json"})
    void shouldRefuseOtherNames(final String file) {
        final ResultFormatException refused = assertThrows(ResultFormatException.class, () -> ResultParser.parse(file, "{}"));
        assertTrue(refused.getMessage().startsWith(file + ": the name is not YYYY-MM-DD-MEASUREMENT.json"), refused.getMessage());
    }

    private static Result read(final String file) throws IOException {
        return ResultParser.parse(file, SampleResults.text(file));
    }
}
