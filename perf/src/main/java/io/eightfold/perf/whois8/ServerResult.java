// SPDX-License-Identifier: Apache-2.0
// What perf whois8 server measured.
package io.eightfold.perf.whois8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;
import io.eightfold.perf.whois8.ServerLoad.Reading;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * @param records of the registry.
 * @param clients that ask at a time.
 * @param importS for the import of all records by the API of administration.
 * @param whois   trials of the text protocol.
 * @param rdap    trials of RDAP.
 */
public record ServerResult(int records, int clients, double importS, List<Reading> whois, List<Reading> rdap, JsonObject environment) {
    private static final String UNIT = "queries/s";
    private static final double US_NS = 1e3;

    /** One object, as {@code perf/results/README.md} says. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "whois8-server-" + records + "records-" + clients + "clients");
        json.addProperty("unit", UNIT);
        json.addProperty("subject", "a registry's server in a process of its own, its clients on the same CPUs, all answers checked; text: a connection for each query; RDAP: HTTP/1.1 kept alive");
        final JsonArray figures = new JsonArray();
        figures.add(figure("text", UNIT, rates(whois), "higher"));
        figures.add(figure("RDAP", UNIT, rates(rdap), "higher"));
        figures.add(figure("import", "s", new double[] {importS}, "lower"));
        json.add("figures", figures);
        json.addProperty("records", records);
        json.addProperty("clients", clients);
        json.addProperty("importedPerSecond", Math.round(records / importS));
        json.add("textLatency", percentiles(all(whois)));
        json.add("rdapLatency", percentiles(all(rdap)));
        json.add("environment", environment);
        return json;
    }

    private static JsonObject figure(final String name, final String unit, final double[] values, final String better) {
        final JsonObject figure = new JsonObject();
        figure.addProperty("name", name);
        figure.addProperty("value", Statistics.round(Statistics.median(values)));
        figure.addProperty("unit", unit);
        figure.addProperty("better", better);
        figure.addProperty("min", Statistics.round(Statistics.min(values)));
        figure.addProperty("max", Statistics.round(Statistics.max(values)));
        return figure;
    }

    /** In ns. */
    private static JsonObject percentiles(final Histogram histogram) {
        final JsonObject json = new JsonObject();
        json.addProperty("p50", histogram.getValueAtPercentile(50));
        json.addProperty("p99", histogram.getValueAtPercentile(99));
        json.addProperty("p99_9", histogram.getValueAtPercentile(99.9));
        json.addProperty("max", histogram.getMaxValue());
        json.addProperty("count", histogram.getTotalCount());
        return json;
    }

    private static double[] rates(final List<Reading> of) {
        return of.stream().mapToDouble(Reading::perS).toArray();
    }

    private static Histogram all(final List<Reading> of) {
        final Histogram all = new Histogram(3);
        of.forEach(reading -> all.add(reading.latencyNs()));
        return all;
    }

    /** The same for a person. */
    public String text() {
        return String.format(Locale.ROOT, """
            whois8-server-%drecords-%dclients
            import    %.1f s, %,.0f records/s, in one transaction
            %s
            %s
            checked   every answer""", records, clients, importS, records / importS, line("text", "a connection for each query", whois),
            line("RDAP", "connections kept open", rdap));
    }

    private static String line(final String name, final String how, final List<Reading> of) {
        final double[] rates = rates(of);
        final Histogram latency = all(of);
        return String.format(Locale.ROOT, "%-9s %,.0f %s (median of %d; %,.0f to %,.0f), %s; p50 %.0f us, p99 %.0f us", name, Statistics.median(rates), UNIT, rates.length,
            Statistics.min(rates), Statistics.max(rates), how, latency.getValueAtPercentile(50) / US_NS, latency.getValueAtPercentile(99) / US_NS);
    }
}
