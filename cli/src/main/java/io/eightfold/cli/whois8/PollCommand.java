// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 poll: a running router asks its servers now.
package io.eightfold.cli.whois8;

import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For who does not want to wait until a server that failed is due again. */
@Command(name = "poll", description = "Let a running router ask all its WHOIS8 servers now, whatever failed before; `show whois8` says what came of it.")
public final class PollCommand implements Callable<Integer> {
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", defaultValue = RunDirectory.DEFAULT_ID, description = "Router to ask (default: ${DEFAULT-VALUE}).")
    private String instance;

    @Override
    public Integer call() throws ManagementException {
        ManagementClient.ask(RunDirectory.of(instance).controlSocket(), List.of("whois8", "poll"));
        return 0;
    }
}
