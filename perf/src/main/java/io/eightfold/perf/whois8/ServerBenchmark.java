// SPDX-License-Identifier: Apache-2.0
// Measures a registry's server.
package io.eightfold.perf.whois8;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.whois8.ServerLoad.Opening;
import io.eightfold.perf.whois8.ServerLoad.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Imports the registry into a server's process, asks each query once in each protocol, and then as fast as it answers. Thread: startup. */
public final class ServerBenchmark {
    private static final long SEED = 0x3015_2026L;
    private static final int QUERIES = 1 << 16;
    private static final int CHECKED = 2_000;

    private ServerBenchmark() {
    }

    /**
     * Runs everything.
     *
     * @throws IllegalStateException when the server fails, or an answer is wrong
     */
    public static ServerResult run(final Whois8Settings settings, final int clients) {
        final GeneratedRegistry registry = new GeneratedRegistry(settings.records(), SEED, System.currentTimeMillis() / 1000);
        final ServerQueries queries = new ServerQueries(registry, QUERIES, SEED + 1);
        try (RegistryProcess server = RegistryProcess.start()) {
            final long importNs = server.importAll(registry);
            final long stealBefore = Environment.stealTicks();
            final List<Reading> text = measure(settings, clients, () -> new ServerClient.Text(queries, server.textPort()));
            final List<Reading> rdap = measure(settings, clients, () -> new ServerClient.Rdap(queries, server.httpPort()));
            final JsonObject environment = Environment.json(false);
            environment.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
            return new ServerResult(settings.records(), clients, importNs / 1e9, text, rdap, environment);
        } catch (final IOException e) {
            throw new UncheckedIOException("the server cannot be asked: " + e.getMessage(), e);
        }
    }

    private static List<Reading> measure(final Whois8Settings settings, final int clients, final Opening opening) throws IOException {
        try (ServerClient first = opening.open()) {
            for (int query = 0; query < CHECKED; query++) {
                first.ask(query);
            }
        }
        try (ServerLoad load = new ServerLoad(clients, QUERIES, opening)) {
            load.run(settings.warmUpMs());
            final List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < settings.trials(); i++) {
                readings.add(load.run(settings.trialMs()));
            }
            return readings;
        }
    }
}
