// SPDX-License-Identifier: Apache-2.0
// ipv8 perf startup.
package io.eightfold.cli.command.perf;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.forward.ForwardSettings;
import io.eightfold.perf.startup.StartupBenchmark;
import io.eightfold.perf.startup.StartupResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From process start to the steady rate. */
@Command(name = "startup", description = "Time from process start to 95 %% of the steady rate of one worker, and to its first packet.")
final class StartupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--asns", defaultValue = "100000", description = "ASNs in the table, one /16 each (default: ${DEFAULT-VALUE}).")
    private int asns;
    @Option(names = "--frames", defaultValue = "4096", description = "Frames that are cycled (default: ${DEFAULT-VALUE}).")
    private int frames;
    @Option(names = "--burst", defaultValue = "32", description = "Frames a turn, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--trials", defaultValue = "7", description = "Processes that are started, each for eight seconds (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "CPU of the worker, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final ForwardSettings forward = new ForwardSettings(frames, burst, trials, core, 0, StartupBenchmark.Settings.TRIAL_MS);
        final StartupResult result = StartupBenchmark.run(new StartupBenchmark.Settings(forward, asns));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text().stripTrailing());
        return 0;
    }
}
