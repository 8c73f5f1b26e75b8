// SPDX-License-Identifier: Apache-2.0
// ipv8 explain: why something is as it is.
package io.eightfold.cli.command;

import com.google.gson.JsonElement;
import io.eightfold.cli.show.BgpText;
import io.eightfold.cli.show.ValidationText;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Asks a running router for reasons. */
@Command(name = "explain", description = "Say why a route is used or not.")
public final class ExplainCommand {
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to ask.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "route", description = "Each route of a prefix, or of all prefixes that cover an address: use, verdict, and the records it was made of.")
    int route(@Parameters(arity = "1..3", paramLabel = "PREFIX|ADDRESS [vrf NAME]") final List<String> words) throws ManagementException {
        final List<String> request = new ArrayList<>(List.of("explain", "route"));
        request.addAll(words);
        final JsonElement answer = ManagementClient.ask(parent.directory(instance).controlSocket(), request);
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : ValidationText.explanation(answer).stripTrailing());
        return 0;
    }

    @Command(name = "bgp", description = "The paths of a prefix, or of the longest that covers an address, and the step of the decision in which each lost.")
    int bgp(@Parameters(arity = "1", paramLabel = "PREFIX|ADDRESS") final String about) throws ManagementException {
        final JsonElement answer = ManagementClient.ask(parent.directory(instance).controlSocket(), List.of("show", "bgp", "routes", about));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : BgpText.explanation(answer).stripTrailing());
        return 0;
    }
}
