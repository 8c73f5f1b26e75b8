// SPDX-License-Identifier: Apache-2.0
// ipv8 perf ndr.
package io.eightfold.cli.command.perf;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.ndr.NdrBenchmark;
import io.eightfold.perf.ndr.NdrResult;
import io.eightfold.perf.ndr.RateSearch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One worker between a generator in another process, over memif. */
@Command(name = "ndr", description = "Highest rates without loss (NDR) and with 0.5 %% loss (PDR) of one worker, between two processes over memif.")
final class NdrCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--generator-core", defaultValue = "0", description = "CPU of the generator, -1 for any (default: ${DEFAULT-VALUE}).")
    private int generatorCore;
    @Option(names = "--router-core", defaultValue = "1", description = "CPU of the router's worker, -1 for any (default: ${DEFAULT-VALUE}).")
    private int routerCore;
    @Option(names = "--burst", defaultValue = "32", description = "Frames a turn of the router, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--ring", paramLabel = "BITS", defaultValue = "12", description = "log2 of the descriptors of each memif ring, 7 to 14 (default: ${DEFAULT-VALUE}).")
    private int ringBits;
    @Option(names = "--width", defaultValue = "0.01", description = "Relative width at which the search ends (default: ${DEFAULT-VALUE}).")
    private double width;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final RateSearch.Settings usual = RateSearch.Settings.DEFAULT;
        final NdrResult result = NdrBenchmark.run(new NdrBenchmark.Settings(generatorCore, routerCore, burst, ringBits,
            new RateSearch.Settings(usual.warmUpS(), usual.trialS(), usual.confirmS(), width, usual.limitMs())));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text().stripTrailing());
        return 0;
    }
}
