// SPDX-License-Identifier: Apache-2.0
// ipv8 perf isolation.
package io.eightfold.cli.command.perf;

import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.isolation.IsolationResult;
import io.eightfold.perf.isolation.ZoneIsolation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ipv8 perf isolation}: exit code 1 when a zone crosses. */
@Command(name = "isolation", description = "Send all 16,777,216 internal zones (127/8) through a worker: as source and as destination, across the border in both directions, into and "
    + "out of a tunnel, and from zone to zone. Exit code 1 when one crosses.")
final class IsolationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--core", defaultValue = "-1", description = "CPU of the worker, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final IsolationResult result = ZoneIsolation.runAll(core);
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text());
        return result.isIsolated() ? 0 : 1;
    }
}
