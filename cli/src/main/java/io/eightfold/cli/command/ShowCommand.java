// SPDX-License-Identifier: Apache-2.0
// ipv8 show: asks a running router.
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.show.BorderText;
import io.eightfold.cli.show.CounterJson;
import io.eightfold.cli.show.RouteOrder;
import io.eightfold.cli.show.ShowText;
import io.eightfold.cli.show.TraceText;
import io.eightfold.cli.show.ValidationText;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.dataplane.counter.CounterReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return askDataplane(name == null ? ShowText::interfaces : ShowText::interfaceDetails, "interfaces", name);
    }

    @Command(name = "route", description = "Routes of the control plane; of one prefix, or those that an address takes; `summary` counts them.")
    int route(@Parameters(arity = "0..*", paramLabel = "PREFIX|ADDRESS|summary|vrf NAME|source WORD|verdict WORD|longer-prefixes") final List<String> about,
              @Option(names = "--vrf", paramLabel = "NAME", description = "Only of this table: default, management, oob.") final String vrf,
              @Option(names = "--source", paramLabel = "WORD", description = "Only of this source: connected, local, static, api, bgp8, ibgp8.") final String source,
              @Option(names = "--verdict", paramLabel = "WORD", description = "Only of this verdict: valid, invalid, not-found, unverified, pending, exempt.")
              final String verdict,
              @Option(names = "--longer-prefixes", description = "PREFIX and all inside it.") final boolean isLonger,
              @Option(names = "--limit", paramLabel = "N", defaultValue = "10000", description = "Most routes to print, 0 for all (default: ${DEFAULT-VALUE}).")
              final int limit) throws ManagementException {
        if (about != null && about.equals(List.of("summary"))) {
            return print(ManagementClient.ask(directory().controlSocket(), List.of("show", "route", "summary")), ShowText::routeSummary);
        }
        final List<String> words = new ArrayList<>(List.of("show", "route"));
        if (about != null) {
            words.addAll(about);
        }
        if (isLonger) {
            words.add("longer-prefixes");
        }
        addPair(words, "vrf", vrf);
        addPair(words, "source", source);
        addPair(words, "verdict", verdict);
        return printRoutes(words, limit == 0 ? Integer.MAX_VALUE : limit);
    }

    private static void addPair(final List<String> words, final String word, final String value) {
        if (value != null) {
            words.add(word);
            words.add(value);
        }
    }

    /** The server gives pages: however many routes there are, it never holds anybody up for long. */
    private int printRoutes(final List<String> words, final int limit) throws ManagementException {
        final JsonArray routes = new JsonArray();
        JsonElement next = null;
        do {
            final List<String> request = new ArrayList<>(words);
            if (next != null) {
                request.addAll(List.of("from", next.getAsString()));
            }
            final JsonObject page = ManagementClient.ask(directory().controlSocket(), request).getAsJsonObject();
            page.getAsJsonArray("routes").forEach(routes::add);
            next = page.get("next");
        } while (!next.isJsonNull() && routes.size() < limit);
        // Pages stand in the order of the table's rows, which is none.
        final List<JsonElement> sorted = new ArrayList<>(routes.asList());
        sorted.sort(RouteOrder.INSTANCE);
        final JsonArray all = new JsonArray();
        sorted.forEach(all::add);
        return printRoutes(all, !next.isJsonNull(), limit);
    }

    private int printRoutes(final JsonArray routes, final boolean hasMore, final int limit) {
        final boolean isCut = hasMore || routes.size() > limit;
        while (routes.size() > limit) {
            routes.remove(routes.size() - 1);
        }
        if (isCut) {
            spec.commandLine().getErr().println("ipv8: these are " + routes.size() + " routes, and there are more; --limit 0 prints all");
        }
        return print(routes, ShowText::routes);
    }

    @Command(name = "fib", description = "Routes of the dataplane, as it has them; `verify fib` compares them with the control plane's.")
    int fib(@Parameters(arity = "0..1", paramLabel = "PREFIX") final String prefix) throws ManagementException {
        return askDataplane(ShowText::fib, "fib", prefix);
    }

    @Command(name = "fib-session", description = "What control plane and dataplane say of the session between them.")
    int fibSession() throws ManagementException {
        final JsonObject answer = new JsonObject();
        answer.add("controlplane", optional(directory().controlSocket(), "fib-session"));
        answer.add("dataplane", optional(directory().dataplaneSocket(), "fib-session"));
        return print(answer, ShowText::fibSession);
    }

    /** One of the two may be away: the other still answers. */
    private JsonElement optional(final Path socket, final String question) throws ManagementException {
        try {
            return ManagementClient.ask(socket, List.of("show", question));
        } catch (final ManagementException e) {
            if (!Files.exists(directory().directory())) {
                throw e;
            }
            spec.commandLine().getErr().println("ipv8: " + e.getMessage());
            return JsonNull.INSTANCE;
        }
    }

    @Command(name = "neighbors", description = "Neighbours and the versions they speak.")
    int neighbors(@Parameters(arity = "0..1", paramLabel = INTERFACE) final String name) throws ManagementException {
        return askDataplane(ShowText::neighbors, "neighbors", name);
    }

    @Command(name = "border", description = "Where the AS ends: sources that may come in, what each rule dropped, zones that reach each other.")
    int border() throws ManagementException {
        return askDataplane(BorderText::border, "border", null);
    }

    @Command(name = "tunnels", description = "8to4: our end, the other ends that routes lead to, path MTU, packets in and out.")
    int tunnels() throws ManagementException {
        return askDataplane(BorderText::tunnels, "tunnels", null);
    }

    @Command(name = "trace", description = "Traced packets, stage by stage; start with: ipv8 trace add N.")
    int trace() throws ManagementException {
        return askDataplane(TraceText::of, "trace", null);
    }

    @Command(name = "version", description = "Release, process, DPDK, buffers.")
    int version() throws ManagementException {
        final JsonObject answer = ManagementClient.ask(directory().controlSocket(), List.of("show", "version")).getAsJsonObject();
        answer.add("dataplane", optional(directory().dataplaneSocket(), "version"));
        return print(answer, ShowText::facts);
    }

    @Command(name = "whois8", description = "Validation of routes: servers, data sets, verdicts, policy, alarms.")
    int whois8() throws ManagementException {
        return ask(ValidationText::status, "whois8", null);
    }

    @Command(name = "bgp", description = "BGP8: `summary`; `routes`, of one prefix or address with all that is known; `neighbors`, of one also its routes.")
    int bgp(@Parameters(arity = "0..*", paramLabel = "summary | routes [PREFIX|ADDRESS] | neighbors [ADDRESS [routes|received-routes|advertised-routes]]")
            final List<String> about,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "10000", description = "Most routes to print, 0 for all (default: ${DEFAULT-VALUE}).")
            final int limit) throws ManagementException {
        final BgpShow.Answer answer = new BgpShow(directory().controlSocket()).ask(about, limit == 0 ? Integer.MAX_VALUE : limit);
        if (answer.isCut()) {
            spec.commandLine().getErr().println("ipv8: these are " + limit + " routes, and there are more; --limit 0 prints all");
        }
        return print(answer.json(), answer.text());
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
                spec.commandLine().getErr().println("ipv8: the dataplane of router '" + directory().id() + "' has ended; these are its last counters");
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

    private int askDataplane(final Function<JsonElement, String> toText, final String question, final String about) throws ManagementException {
        final List<String> words = about == null ? List.of("show", question) : List.of("show", question, about);
        return print(ManagementClient.ask(directory().dataplaneSocket(), words), toText);
    }

    private RunDirectory directory() {
        return parent.directory(instance);
    }

    private int print(final JsonElement answer, final Function<JsonElement, String> toText) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : toText.apply(answer).stripTrailing());
        return 0;
    }
}
