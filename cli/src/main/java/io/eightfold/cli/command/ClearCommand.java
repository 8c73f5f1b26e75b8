// SPDX-License-Identifier: Apache-2.0
// ipv8 clear: starts something anew in a running router.
package io.eightfold.cli.command;

import com.google.gson.JsonElement;
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

/** Starts something anew in a running router. */
@Command(name = "clear", description = "Start sessions of a running router anew, or their routes.")
public final class ClearCommand {
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to talk to.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "bgp", description = "The session of a neighbour, or of all (`*`); `soft` keeps it and does policy anew: `in` asks for its routes again, `out` tells ours again.")
    int bgp(@Parameters(arity = "1..3", paramLabel = "ADDRESS|* [soft [in|out]]") final List<String> words) throws ManagementException {
        final List<String> request = new ArrayList<>(List.of("clear", "bgp"));
        request.addAll(words);
        final JsonElement answer = ManagementClient.ask(parent.directory(instance).controlSocket(), request);
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : "cleared " + answer.getAsJsonObject().get("cleared").getAsInt());
        return 0;
    }
}
