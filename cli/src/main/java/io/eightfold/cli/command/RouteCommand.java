// SPDX-License-Identifier: Apache-2.0
// ipv8 route: changes routes of a running router.
package io.eightfold.cli.command;

import com.google.gson.JsonObject;
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

/** As {@code ip route}: routes that are not in the configuration; the journal keeps them over restarts of the control plane. */
@Command(name = "route", description = "Add and remove routes of a running router that are not in its configuration; `route flush` takes all of them out.")
public final class RouteCommand {
    private static final String WORDS = "WORD";
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to change.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "add", description = "PREFIX [via GATEWAY [dev PORT] | dev PORT | blackhole | unreachable | prohibit] [vrf NAME] [distance N] [count N]")
    int add(@Parameters(arity = "2..*", paramLabel = WORDS, description = "The route; count N adds that many prefixes one behind the other.")
            final List<String> words) throws ManagementException {
        return change("add", words);
    }

    @Command(name = "del", description = "PREFIX [vrf NAME] [distance N] [count N]")
    int del(@Parameters(arity = "1..*", paramLabel = WORDS, description = "The route.") final List<String> words) throws ManagementException {
        return change("del", words);
    }

    @Command(name = "flush", description = "Remove all routes that were added this way.")
    int flush() throws ManagementException {
        return change("flush", List.of());
    }

    private int change(final String verb, final List<String> words) throws ManagementException {
        final List<String> request = new ArrayList<>(List.of("route", verb));
        request.addAll(words);
        final JsonObject answer = ManagementClient.ask(parent.directory(instance).controlSocket(), request).getAsJsonObject();
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer)
            : count(answer.get("changed").getAsLong()) + " in " + answer.get("tookMs").getAsLong() + " ms" + replaced(answer)
                + refused(answer, words));
        return 0;
    }

    private static String count(final long routes) {
        return routes + (routes == 1 ? " route" : " routes");
    }

    private static String replaced(final JsonObject answer) {
        final long replaced = answer.has("replaced") ? answer.get("replaced").getAsLong() : 0;
        return replaced == 0 ? "" : replaced == answer.get("changed").getAsLong() ? ", replaced" : ", " + replaced + " of them replaced";
    }

    private static String refused(final JsonObject answer, final List<String> words) {
        final long refused = answer.has("refused") ? answer.get("refused").getAsLong() : 0;
        return refused == 0 ? "" : "; " + count(refused) + " kept but not used, by the policy of whois8: ipv8 explain route " + words.getFirst() + " says why";
    }
}
