// SPDX-License-Identifier: Apache-2.0
// ipv8 perf: measurements.
package io.eightfold.cli.command.perf;

import picocli.CommandLine.Command;

/** {@code ipv8 perf}. */
@Command(name = "perf", description = "Measure.", subcommands = {
    Bgp8Command.class,
    ForwardCommand.class,
    LatencyCommand.class,
    FibCommand.class,
    FibPushCommand.class,
    IsolationCommand.class,
    NdrCommand.class,
    PageCommand.class,
    StoreCommand.class,
    StartupCommand.class,
    UpdateCommand.class,
    Whois8Command.class,
})
public final class PerfCommand {
}
