// SPDX-License-Identifier: Apache-2.0
// ipv8 perf fib-push.
package io.eightfold.cli.command.perf;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.push.FibPushBenchmark;
import io.eightfold.perf.push.FibPushResult;
import io.eightfold.perf.push.FibPushSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From the RIB to forwarded packets. */
@Command(name = "fib-push", description = "Routes a second from a control plane's RIB to the workers of its dataplane, and the time from a route to its first packet.")
final class FibPushCommand implements Callable<Integer> {
    /** What is measured in turns with us. */
    enum Peer { zebra, none }

    @Spec
    private CommandSpec spec;
    @Option(names = "--routes", defaultValue = "1000000", description = "IPv8 routes, and IPv4 routes of the peer (default: ${DEFAULT-VALUE}).")
    private int routes;
    @Option(names = "--rounds", defaultValue = "3", description = "How often they are loaded and withdrawn (default: ${DEFAULT-VALUE}).")
    private int rounds;
    @Option(names = "--samples", defaultValue = "2000", description = "Single routes whose first packet is awaited, 0 for none (default: ${DEFAULT-VALUE}).")
    private int samples;
    @Option(names = "--churn", defaultValue = "100000", description = "Routes that change beside the second half of the samples, at most all (default: ${DEFAULT-VALUE}).")
    private int churned;
    @Option(names = "--churn-rate", defaultValue = "100000", description = "Changes a second of those (default: ${DEFAULT-VALUE}).")
    private int churnPerS;
    @Option(names = "--peer", defaultValue = "zebra", description = "${COMPLETION-CANDIDATES}: FRR's zebra, which installs routes into the kernel (default: ${DEFAULT-VALUE}).")
    private Peer peer;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final FibPushResult result = FibPushBenchmark.run(new FibPushSettings(routes, rounds, samples, Math.min(churned, routes), churnPerS, peer == Peer.zebra));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text());
        return 0;
    }
}
