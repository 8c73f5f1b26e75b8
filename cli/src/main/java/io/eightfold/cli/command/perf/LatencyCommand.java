// SPDX-License-Identifier: Apache-2.0
// ipv8 perf latency.
package io.eightfold.cli.command.perf;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.latency.LatencyBenchmark;
import io.eightfold.perf.latency.LatencyLog;
import io.eightfold.perf.latency.LatencyResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Residence between two rings. */
@Command(name = "latency", description = "Residence time in a worker at half of its zero-loss rate, between two rings.")
final class LatencyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--rate", defaultValue = "0", description = "Frames a second; 0: half of the zero-loss rate (default: ${DEFAULT-VALUE}).")
    private long ratePps;
    @Option(names = "--seconds", defaultValue = "4", description = "Length of a trial (default: ${DEFAULT-VALUE}).")
    private int seconds;
    @Option(names = "--trials", defaultValue = "5", description = "Trials of the subject, and as many of the peer (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "CPU of the worker (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = "--generator-core", defaultValue = "0",
        description = "CPU of the generator and meter, and of all other threads (default: ${DEFAULT-VALUE}).")
    private int generatorCore;
    @Option(names = "--burst", defaultValue = "4", description = "Frames sent at one instant, 1 to 4 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--asns", defaultValue = "100000", description = "ASNs in the table, one /16 each (default: ${DEFAULT-VALUE}).")
    private int asns;
    @Option(names = "--real-time", defaultValue = "true", fallbackValue = "true", negatable = true,
        description = "Give both busy threads SCHED_FIFO while a trial runs (default: ${DEFAULT-VALUE}).")
    private boolean isRealTime;
    @Option(names = "--log", paramLabel = "FILE", description = "Write an HdrHistogram log, an interval a trial.")
    private Path log;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final LatencyResult result = LatencyBenchmark.run(
            new LatencyBenchmark.Settings(ratePps, seconds, trials, core, generatorCore, burst, asns, isRealTime));
        if (log != null) {
            try {
                LatencyLog.write(log, result);
            } catch (final IOException e) {
                throw new UncheckedIOException("perf latency cannot write --log " + log + ": " + e.getMessage() + "; choose a file that can be written", e);
            }
        }
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text().stripTrailing());
        return 0;
    }
}
