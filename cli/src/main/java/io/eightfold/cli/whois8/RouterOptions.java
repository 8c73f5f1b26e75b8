// SPDX-License-Identifier: Apache-2.0
// Which running router is asked, as options.
package io.eightfold.cli.whois8;

import com.google.gson.JsonElement;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The router of {@code ipv8 -i ID}, unless another is named behind the subcommand, and how its answer is printed. Thread: startup. */
public final class RouterOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Router to ask.")
    private String instance;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    /** Asks, and prints the answer as JSON or in words. */
    int ask(final List<String> request, final Function<JsonElement, String> words) throws ManagementException {
        final Ipv8Command root = (Ipv8Command) spec.root().userObject();
        final JsonElement answer = ManagementClient.ask(root.directory(instance).controlSocket(), request);
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : words.apply(answer));
        return 0;
    }
}
