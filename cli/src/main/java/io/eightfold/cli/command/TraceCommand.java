// SPDX-License-Identifier: Apache-2.0
// ipv8 trace: follows single packets through a running router.
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

/** {@code ipv8 trace add N} and {@code ipv8 trace clear}; {@code ipv8 show trace} prints what was traced. */
@Command(name = "trace", description = "Follow single packets through a running router; show trace prints them.")
public final class TraceCommand {
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to ask.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "add", description = "Trace the next packets that match; ends a request under way.")
    int add(@Parameters(paramLabel = "N", description = "Packets in all, 1 to 1024.") final int packets,
            @Option(names = "--in", paramLabel = "INTERFACE", description = "Only those that come in by it.") final String in,
            @Option(names = "--to", paramLabel = "PREFIX", description = "Only those for it.") final String to,
            @Option(names = "--from", paramLabel = "PREFIX", description = "Only those from it.") final String from,
            @Option(names = "--drops", description = "Only those that are dropped.") final boolean isDroppedOnly) throws ManagementException {
        final List<String> words = new ArrayList<>(List.of("trace", "add", Integer.toString(packets)));
        addPair(words, "in", in);
        addPair(words, "to", to);
        addPair(words, "from", from);
        if (isDroppedOnly) {
            words.add("drops");
        }
        return ask(words, "tracing the next " + packets + (packets == 1 ? " packet" : " packets") + "; see: ipv8 show trace");
    }

    @Command(name = "clear", description = "Forget what was traced, and end a request under way.")
    int clear() throws ManagementException {
        return ask(List.of("trace", "clear"), "trace cleared");
    }

    private static void addPair(final List<String> words, final String word, final String value) {
        if (value != null) {
            words.add(word);
            words.add(value);
        }
    }

    private int ask(final List<String> words, final String done) throws ManagementException {
        final JsonElement answer = ManagementClient.ask(parent.directory(instance).dataplaneSocket(), words);
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : done);
        return 0;
    }
}
