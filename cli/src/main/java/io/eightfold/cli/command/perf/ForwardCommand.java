// SPDX-License-Identifier: Apache-2.0
// ipv8 perf forward.
package io.eightfold.cli.command.perf;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.forward.ForwardBenchmark;
import io.eightfold.perf.forward.ForwardResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One worker from net_pcap to net_null. */
@Command(name = "forward", description = "Rate and cycles a packet of one worker, from net_pcap (infinite_rx) to net_null.")
final class ForwardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--asns", defaultValue = "100000", description = "ASNs in the table, one /16 each (default: ${DEFAULT-VALUE}).")
    private int asns;
    @Option(names = "--frames", defaultValue = "4096", description = "Frames that are cycled (default: ${DEFAULT-VALUE}).")
    private int frames;
    @Option(names = "--burst", defaultValue = "32", description = "Frames a turn, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--trials", defaultValue = "7", description = "Measured trials of one second (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "CPU of the worker, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final ForwardResult result = ForwardBenchmark.run(new ForwardBenchmark.Settings(asns, frames, burst, trials, core));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text().stripTrailing());
        return 0;
    }
}
