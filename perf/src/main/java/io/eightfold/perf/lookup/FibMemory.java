// SPDX-License-Identifier: Apache-2.0
// What a route takes in the forwarding copy.
package io.eightfold.perf.lookup;

import com.google.gson.JsonObject;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import io.eightfold.perf.trial.Statistics;
import java.util.Locale;

/**
 * Bytes that readers' tables take, as the FIB counts them: rounding of nodes and free space inside hashes included, the control side's own list of
 * routes not. Before they are told, the table answers {@link Destinations#UNIFORM_COUNT} destinations right: what is small but wrong does not count.
 *
 * @param table       name of the table.
 * @param routes      routes in it.
 * @param asns        ASNs in it.
 * @param memoryBytes of the forwarding copy.
 * @param environment see {@link Environment}.
 */
public record FibMemory(String table, int routes, int asns, long memoryBytes, JsonObject environment) {
    private static final double REACH = 12;
    private static final double AIM = 5;

    /** Installs a table in a FIB of its own, checks it and reads the FIB's count. Thread: startup. */
    public static FibMemory of(final RouteTable table) {
        try (Fib fib = new Fib()) {
            TableInstaller.install(table, fib);
            fib.reclaim();
            new SubjectLookups(fib, Destinations.of(Destinations.Kind.UNIFORM, table, FibBenchmark.SEED + 1)).check(RouteOracle.of(table));
            return new FibMemory(table.name(), fib.size(), table.asns().length, fib.memoryBytes(), Environment.json(false));
        }
    }

    /** Bytes a route. */
    public double bytesPerRoute() {
        return (double) memoryBytes / routes;
    }

    /** One object. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", "fib-memory-" + table);
        json.addProperty("unit", "bytes a route");
        json.addProperty("subject", "eightfold FIB, forwarding copy");
        json.addProperty("value", Statistics.round(bytesPerRoute()));
        json.addProperty("reach", REACH);
        json.addProperty("aim", AIM);
        json.addProperty("routes", routes);
        json.addProperty("asns", asns);
        json.addProperty("memoryBytes", memoryBytes);
        json.addProperty("checkedDestinations", Destinations.UNIFORM_COUNT);
        json.add("environment", environment);
        return json;
    }

    /** The same for a person. */
    public String text() {
        return String.format(Locale.ROOT, """
            fib-memory-%s
            %,d routes over %,d ASNs take %,d bytes: %.2f a route (reach %.0f, aim %.0f)
            checked  %,d destinations, each answer as computed apart
            """, table, routes, asns, memoryBytes, bytesPerRoute(), REACH, AIM, Destinations.UNIFORM_COUNT);
    }
}
