// SPDX-License-Identifier: Apache-2.0
// ipv8 verify: does the dataplane forward by what the control plane holds?
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Each side computes a digest of its routes anew, by VRF and ASN; where two differ, the routes themselves are compared. Routes that change meanwhile make both sides answer for different
 * moments: it waits for one of quiet.
 */
@Command(name = "verify", description = "Compare what two parts of a running router hold.")
public final class VerifyCommand {
    private static final int TRIES = 20;
    private static final long PAUSE_MS = 250;
    private static final int SHOWN = 20;
    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to ask.")
    private String instance;
    @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean isJson;

    @Command(name = "fib", description = "Compare the control plane's routes with those of the dataplane; exit code 1 when they differ.")
    int fib(@Option(names = "--resync", description = "Have the control plane send its whole table anew first; no packet is lost by it.") final boolean isResync)
        throws ManagementException, InterruptedException {
        final RunDirectory directory = parent.directory(instance);
        if (isResync) {
            ManagementClient.ask(directory.controlSocket(), List.of("resync"));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        for (int i = 0; i < TRIES; i++) {
            final JsonObject control = ask(directory, true);
            final JsonObject dataplane = ask(directory, false);
            if (control.get("isSteady").getAsBoolean() && dataplane.get("isSteady").getAsBoolean() && isOfOneMoment(control, dataplane)) {
                return report(directory, control, dataplane);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        throw new CommandFailure("routes kept changing for " + TRIES * PAUSE_MS / 1000 + " s, or the session is down; look at: ipv8 -i " + directory.id() + " show fib-session");
    }

    private static JsonObject ask(final RunDirectory directory, final boolean isControl, final String... more) throws ManagementException {
        final List<String> words = new ArrayList<>(List.of("show", "fib-digest"));
        words.addAll(List.of(more));
        return ManagementClient.ask(isControl ? directory.controlSocket() : directory.dataplaneSocket(), words).getAsJsonObject();
    }

    private static boolean isOfOneMoment(final JsonObject control, final JsonObject dataplane) {
        return control.get("epoch").equals(dataplane.get("epoch")) && control.get("batch").equals(dataplane.get("batch"));
    }

    private int report(final RunDirectory directory, final JsonObject control, final JsonObject dataplane) throws ManagementException {
        final JsonObject wanted = control.getAsJsonObject("groups");
        final JsonObject found = dataplane.getAsJsonObject("groups");
        final Set<String> differing = new TreeSet<>();
        wanted.entrySet().stream().filter(e -> !e.getValue().equals(found.get(e.getKey()))).forEach(e -> differing.add(e.getKey()));
        found.keySet().stream().filter(key -> !wanted.has(key)).forEach(differing::add);
        final JsonArray missing = new JsonArray();
        final JsonArray extra = new JsonArray();
        for (final String group : differing.stream().limit(SHOWN).toList()) {
            final Set<String> ours = routes(ask(directory, true, group.split(" ")));
            final Set<String> theirs = routes(ask(directory, false, group.split(" ")));
            ours.stream().filter(r -> !theirs.contains(r)).forEach(missing::add);
            theirs.stream().filter(r -> !ours.contains(r)).forEach(extra::add);
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("equal", differing.isEmpty());
        answer.addProperty("routes", total(wanted));
        answer.addProperty("dataplaneRoutes", total(found));
        answer.addProperty("asns", wanted.size());
        answer.addProperty("differingAsns", differing.size());
        answer.add("missingInDataplane", missing);
        answer.add("extraInDataplane", extra);
        answer.add("epoch", control.get("epoch"));
        answer.add("batch", control.get("batch"));
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : text(answer));
        return differing.isEmpty() ? 0 : 1;
    }

    private static String text(final JsonObject answer) {
        if (answer.get("equal").getAsBoolean()) {
            return "equal: " + answer.get("routes") + " routes of " + answer.get("asns") + " ASNs, epoch " + answer.get("epoch") + ", batch " + answer.get("batch");
        }
        return "different in " + answer.get("differingAsns") + " ASNs: " + answer.get("routes") + " routes in the control plane, " + answer.get("dataplaneRoutes")
            + " in the dataplane" + lines("missing in the dataplane: ", answer.getAsJsonArray("missingInDataplane"))
            + lines("only in the dataplane:    ", answer.getAsJsonArray("extraInDataplane"));
    }

    private static String lines(final String lead, final JsonArray routes) {
        return StreamSupport.stream(routes.spliterator(), false).limit(SHOWN).map(r -> System.lineSeparator() + lead + r.getAsString()).collect(Collectors.joining());
    }

    private static Set<String> routes(final JsonObject answer) {
        return StreamSupport.stream(answer.getAsJsonArray("routes").spliterator(), false).map(JsonElement::getAsString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A group's value is its number of routes and its digest. */
    private static long total(final JsonObject groups) {
        return groups.entrySet().stream().mapToLong(e -> Long.parseLong(e.getValue().getAsString().split(" ")[0])).sum();
    }
}
