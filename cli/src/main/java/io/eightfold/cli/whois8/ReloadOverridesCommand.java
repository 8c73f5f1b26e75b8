// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 reload-overrides: a running router reads its local exceptions again.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The router reads the files of its {@code slurm} lines; when one is broken, all stay as they were and every problem is named. */
@Command(name = "reload-overrides", description = "Let a running router read its files with local exceptions (slurm FILE) again.")
public final class ReloadOverridesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", defaultValue = RunDirectory.DEFAULT_ID, description = "Router to ask (default: ${DEFAULT-VALUE}).")
    private String instance;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() throws ManagementException {
        final JsonObject answer = ManagementClient.ask(RunDirectory.of(instance).controlSocket(), List.of("whois8", "reload-overrides")).getAsJsonObject();
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer)
            : answer.get("filters").getAsInt() + " filters and " + answer.get("assertions").getAsInt() + " assertions from " + answer.get("files").getAsInt() + " files");
        return 0;
    }
}
