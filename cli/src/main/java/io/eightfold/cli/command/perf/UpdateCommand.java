// SPDX-License-Identifier: Apache-2.0
// ipv8 perf update.
package io.eightfold.cli.command.perf;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.forward.ForwardSettings;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.perf.table.InternetShape;
import io.eightfold.perf.table.RouteFile;
import io.eightfold.perf.trial.Comparison;
import io.eightfold.perf.update.UpdateBenchmark;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The worker while routes change. */
@Command(name = "update", description = "Rate of one worker during route updates, beside its rate without; and packets lost.")
final class UpdateCommand implements Callable<Integer> {
    private static final int NEXT_HOPS = 16;

    @Spec
    private CommandSpec spec;
    @Option(names = "--updates", defaultValue = "100000", description = "Route updates a second (default: ${DEFAULT-VALUE}).")
    private int updatesPerS;
    @Option(names = "--batch", defaultValue = "100", description = "Updates that become visible at once (default: ${DEFAULT-VALUE}).")
    private int batch;
    @Option(names = "--routes", description = "Route file, a line PREFIX INDEX as in: 64496.10.1.0.0/16 7 (default: a generated million of routes).")
    private Path routes;
    @Option(names = "--frames", defaultValue = "4096", description = "Frames that are cycled (default: ${DEFAULT-VALUE}).")
    private int frames;
    @Option(names = "--burst", defaultValue = "32", description = "Frames a turn, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--trials", defaultValue = "7", description = "Pairs of trials of one second (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "CPU of the worker, -1 for any; the updates come from another (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final UpdateBenchmark.Settings settings = new UpdateBenchmark.Settings(new ForwardSettings(frames, burst, trials, core), updatesPerS, batch);
        final Comparison comparison = UpdateBenchmark.run(settings,
            routes == null ? InternetShape.grown(NEXT_HOPS, TestTraffic.SEED) : RouteFile.read(routes));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(comparison.json()) : comparison.text() + text(comparison.details()).stripTrailing());
        return 0;
    }

    private static String text(final JsonObject details) {
        final JsonObject latency = details.getAsJsonObject("batchLatencyUs");
        return String.format(Locale.ROOT, """
            lost     %,d packets
            updates  %,d a second (of %,d wanted), %d a batch; a batch took %.0f us (median), %.0f us (99 %%), %.0f us (longest)
            checked  %,d frames before: MACs, TTL, checksum and payload as computed apart
            table    %,d routes in %,d ASNs
            """, details.get("lost").getAsLong(), details.get("updatesPerSecond").getAsLong(), details.get("updatesPerSecondWanted").getAsLong(),
            details.get("batch").getAsInt(), latency.get("p50").getAsDouble(), latency.get("p99").getAsDouble(), latency.get("max").getAsDouble(),
            details.get("checkedFrames").getAsInt(), details.get("routes").getAsInt(), details.get("asns").getAsInt());
    }
}
