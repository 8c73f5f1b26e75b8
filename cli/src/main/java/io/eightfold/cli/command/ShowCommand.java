// SPDX-License-Identifier: Apache-2.0
// ipv8 show: asks a running router.
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.show.CounterJson;
import io.eightfold.cli.show.ShowText;
import io.eightfold.cli.show.TraceText;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.dataplane.counter.CounterReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** One method a question. Questions may be abbreviated; both options stand before or after the question. */
@Command(name = "show", aliases = "sh", description = "Ask a running router.")
public final class ShowCommand {
    private static final String INTERFACE = "INTERFACE";
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to ask.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "interfaces", description = "Ports: link, addresses, traffic; of one interface everything.")
    int interfaces(@Parameters(arity = "0..1", paramLabel = INTERFACE) final String name) throws ManagementException {
        return ask(name == null ? ShowText::interfaces : ShowText::interfaceDetails, "interfaces", name);
    }

    @Command(name = "route", description = "Routes; of one prefix, or the one an address takes.")
    int route(@Parameters(arity = "0..1", paramLabel = "PREFIX|ADDRESS") final String prefix) throws ManagementException {
        return ask(ShowText::routes, "route", prefix);
    }

    @Command(name = "neighbors", description = "Neighbours and the versions they speak.")
    int neighbors(@Parameters(arity = "0..1", paramLabel = INTERFACE) final String name) throws ManagementException {
        return ask(ShowText::neighbors, "neighbors", name);
    }

    @Command(name = "trace", description = "Traced packets, stage by stage; start with: ipv8 trace add N.")
    int trace() throws ManagementException {
        return ask(TraceText::of, "trace", null);
    }

    @Command(name = "version", description = "Release, process, DPDK, buffers.")
    int version() throws ManagementException {
        return ask(ShowText::facts, "version", null);
    }

    @Command(name = "running-config", description = "The configuration in force.")
    int runningConfig() throws ManagementException {
        return ask(JsonElement::getAsString, "running-config", null);
    }

    /** Read from the counter file itself: the router is not asked, and a stopped one can still be read. */
    @Command(name = "counters", description = "Where packets ended, and why they were dropped.")
    int counters(@Parameters(arity = "0..1", paramLabel = INTERFACE) final String name) {
        try (CounterReader reader = new CounterReader(directory().countersFile())) {
            if (ProcessHandle.of(reader.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
                spec.commandLine().getErr().println("ipv8: router '" + directory().id() + "' has ended; these are its last counters");
            }
            final JsonArray ports = new JsonArray();
            for (final CounterReader.PortValues values : reader.ports()) {
                if (name == null || name.equals(values.name())) {
                    final JsonObject port = new JsonObject();
                    port.addProperty("name", values.name());
                    CounterJson.of(values).entrySet().forEach(e -> port.add(e.getKey(), e.getValue()));
                    ports.add(port);
                }
            }
            if (name != null && ports.isEmpty()) {
                throw new CommandFailure("no interface '" + name + "'; this router has "
                    + reader.ports().stream().map(CounterReader.PortValues::name).collect(Collectors.joining(", ")));
            }
            return print(ports, ShowText::counters);
        } catch (final IOException e) {
            throw unreadable(directory(), e);
        }
    }

    private static CommandFailure unreadable(final RunDirectory directory, final IOException e) {
        final Path file = directory.countersFile();
        if (e instanceof AccessDeniedException) {
            return new CommandFailure("the counters of router '" + directory.id() + "' are not readable by you (" + file + "); run as the router's owner");
        }
        final String why = e instanceof NoSuchFileException ? "there is no " + file : e.getMessage();
        return new CommandFailure("no counters of router '" + directory.id() + "' (" + why + "); start it with: ipv8 router run -c FILE -i "
            + directory.id());
    }

    private int ask(final Function<JsonElement, String> toText, final String question, final String about) throws ManagementException {
        final List<String> words = about == null ? List.of("show", question) : List.of("show", question, about);
        return print(ManagementClient.ask(directory().controlSocket(), words), toText);
    }

    private RunDirectory directory() {
        return parent.directory(instance);
    }

    private int print(final JsonElement answer, final Function<JsonElement, String> toText) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : toText.apply(answer).stripTrailing());
        return 0;
    }
}
