// SPDX-License-Identifier: Apache-2.0
// ipv8 show: asks a running router.
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.show.CounterJson;
import io.eightfold.cli.show.ShowText;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.dataplane.counter.CounterReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One method a question. */
@Command(name = "show", description = "Ask a running router.", mixinStandardHelpOptions = true)
public final class ShowCommand {
    private static final String JSON_HELP = "Print JSON.";
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;

    @Command(name = "interfaces", description = "Ports: link, addresses, traffic.", mixinStandardHelpOptions = true)
    int interfaces(@Option(names = {"-j", "--json"}, description = JSON_HELP) final boolean isJson) throws ManagementException {
        return answer(List.of("show", "interfaces"), isJson, e -> ShowText.interfaces(e.getAsJsonArray()));
    }

    @Command(name = "route", description = "Routes; of one prefix, or the one an address takes.", mixinStandardHelpOptions = true)
    int route(@Parameters(arity = "0..1", paramLabel = "PREFIX|ADDRESS") final String prefix,
              @Option(names = {"-j", "--json"}, description = JSON_HELP) final boolean isJson) throws ManagementException {
        final List<String> words = prefix == null ? List.of("show", "route") : List.of("show", "route", prefix);
        return answer(words, isJson, e -> ShowText.routes(e.getAsJsonArray()));
    }

    @Command(name = "neighbors", description = "Neighbours and the versions they speak.", mixinStandardHelpOptions = true)
    int neighbors(@Option(names = {"-j", "--json"}, description = JSON_HELP) final boolean isJson) throws ManagementException {
        return answer(List.of("show", "neighbors"), isJson, e -> ShowText.neighbors(e.getAsJsonArray()));
    }

    @Command(name = "version", description = "Release, process, DPDK, buffers.", mixinStandardHelpOptions = true)
    int version(@Option(names = {"-j", "--json"}, description = JSON_HELP) final boolean isJson) throws ManagementException {
        return answer(List.of("show", "version"), isJson, e -> ShowText.facts(e.getAsJsonObject()));
    }

    @Command(name = "running-config", description = "The configuration in force.", mixinStandardHelpOptions = true)
    int runningConfig(@Option(names = {"-j", "--json"}, description = JSON_HELP) final boolean isJson) throws ManagementException {
        return answer(List.of("show", "running-config"), isJson, JsonElement::getAsString);
    }

    /** Read from the counter file itself: the router is not asked, and a stopped one can still be read. */
    @Command(name = "counters", description = "Where packets ended, and why they were dropped.", mixinStandardHelpOptions = true)
    int counters(@Option(names = {"-j", "--json"}, description = JSON_HELP) final boolean isJson) {
        final Path file = parent.directory().countersFile();
        try (CounterReader reader = new CounterReader(file)) {
            final JsonArray ports = new JsonArray();
            for (final CounterReader.PortValues values : reader.ports()) {
                final JsonObject port = new JsonObject();
                port.addProperty("name", values.name());
                CounterJson.of(values).entrySet().forEach(e -> port.add(e.getKey(), e.getValue()));
                ports.add(port);
            }
            print(ports, isJson, e -> ShowText.counters(e.getAsJsonArray()));
            return 0;
        } catch (final IOException e) {
            throw new CommandFailure("no counters of router '" + parent.directory().id() + "' (" + e.getMessage()
                + "); start it with `ipv8 router run -c FILE -i " + parent.directory().id() + "`");
        }
    }

    private int answer(final List<String> words, final boolean isJson, final Function<JsonElement, String> toText) throws ManagementException {
        print(parent.ask(words), isJson, toText);
        return 0;
    }

    private void print(final JsonElement answer, final boolean isJson, final Function<JsonElement, String> toText) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : toText.apply(answer).stripTrailing());
    }
}
