// SPDX-License-Identifier: Apache-2.0
// ipv8 perf bgp8.
package io.eightfold.cli.command.perf;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.bgp8.ChurnBenchmark;
import io.eightfold.perf.bgp8.DaemonKind;
import io.eightfold.perf.bgp8.FullTableBenchmark;
import io.eightfold.perf.bgp8.MemoryBenchmark;
import io.eightfold.perf.bgp8.PropagateBenchmark;
import io.eightfold.perf.bgp8.PropagateBenchmark.Subject;
import io.eightfold.perf.bgp8.PropagateResult;
import io.eightfold.perf.bgp8.RouteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** BGP8 as its neighbours see it. */
@Command(name = "bgp8", description = "BGP8 as its neighbours see it, beside other daemons.", subcommands = {
    Bgp8Command.Propagate.class,
    Bgp8Command.FullTable.class,
    Bgp8Command.Memory.class,
    Bgp8Command.Churn.class,
})
final class Bgp8Command {
    private static final String DEFAULT_DAEMONS = "eightfold,bird,frr,gobgp";
    private static final String CARRIERS = "ipv4,native,ipv4-asn,vpnv4";

    private Bgp8Command() {
    }

    private static List<DaemonKind> daemons(final CommandSpec spec, final List<String> words) {
        final List<DaemonKind> kinds = new ArrayList<>();
        for (final String word : words) {
            try {
                kinds.add(DaemonKind.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (final IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--daemons: '" + word + "' is none of " + DEFAULT_DAEMONS, e);
            }
        }
        return kinds;
    }

    /** Eightfold with each carrier, all others with plain IPv4. */
    private static List<Subject> subjects(final CommandSpec spec, final List<String> daemons, final List<String> carriers) {
        final List<Subject> subjects = new ArrayList<>();
        for (final DaemonKind kind : daemons(spec, daemons)) {
            if (kind == DaemonKind.EIGHTFOLD) {
                carriers.forEach(word -> subjects.add(new Subject(kind, carrier(spec, word))));
            } else {
                subjects.add(new Subject(kind, RouteKind.IPV4));
            }
        }
        return subjects;
    }

    private static RouteKind carrier(final CommandSpec spec, final String word) {
        for (final RouteKind kind : RouteKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new ParameterException(spec.commandLine(), "--carriers: '" + word + "' is none of " + CARRIERS);
    }

    private static void print(final CommandSpec spec, final boolean isJson, final JsonObject json, final String text) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(json) : text);
    }

    /** A table from one neighbour to another. */
    @Command(name = "propagate", description = {
        "How long a table takes from one neighbour to another, and to be withdrawn.",
        "All daemons are told the same IPv4 routes; Eightfold also IPv8 ones in each of its carriers."})
    static final class Propagate implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = "--routes", defaultValue = "100000", description = "Routes (default: ${DEFAULT-VALUE}); with carrier ipv4-asn at most 100,000.")
        private int routes;
        @Option(names = "--runs", defaultValue = "3", description = "Rounds that count, after a first one (default: ${DEFAULT-VALUE}).")
        private int runs;
        @Option(names = "--senders", defaultValue = "1", description = "Neighbours that all tell all routes at the same time (default: ${DEFAULT-VALUE}).")
        private int senders;
        @Option(names = "--daemons", split = ",", defaultValue = DEFAULT_DAEMONS, description = "Of " + DEFAULT_DAEMONS + " (default: all).")
        private List<String> daemons;
        @Option(names = "--carriers", split = ",", defaultValue = CARRIERS,
            description = "What Eightfold is told: of ipv4 (as all others), native, ipv4-asn, vpnv4 (default: all).")
        private List<String> carriers;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final PropagateResult result = PropagateBenchmark.run(subjects(spec, daemons, carriers), routes, runs, senders);
            print(spec, isJson, result.json(), result.text());
            return 0;
        }
    }

    /** A table into the FIB. */
    @Command(name = "full-table", description = "How long a table takes from one neighbour into the FIB of a dataplane, and out of it.")
    static final class FullTable implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = "--routes", defaultValue = "1000000", description = "Routes (default: ${DEFAULT-VALUE}); with carrier ipv4-asn at most 100,000.")
        private int routes;
        @Option(names = "--runs", defaultValue = "3", description = "Rounds that count, after a first one (default: ${DEFAULT-VALUE}).")
        private int runs;
        @Option(names = "--carrier", defaultValue = "native", description = "Of " + CARRIERS + " (default: ${DEFAULT-VALUE}).")
        private String carrier;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final FullTableBenchmark.Result result = FullTableBenchmark.run(carrier(spec, carrier), routes, runs);
            print(spec, isJson, result.json(), result.text());
            return 0;
        }
    }

    /** Bytes a prefix. */
    @Command(name = "memory", description = "What a prefix takes of memory when two neighbours tell the same table.")
    static final class Memory implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = "--routes", defaultValue = "1000000", description = "Routes of each neighbour (default: ${DEFAULT-VALUE}); with carrier ipv4-asn at most 100,000.")
        private int routes;
        @Option(names = "--daemons", split = ",", defaultValue = DEFAULT_DAEMONS, description = "Of " + DEFAULT_DAEMONS + " (default: all).")
        private List<String> daemons;
        @Option(names = "--carriers", split = ",", defaultValue = "ipv4,native", description = "What Eightfold is told: of " + CARRIERS + " (default: ${DEFAULT-VALUE}).")
        private List<String> carriers;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final MemoryBenchmark.Result result = MemoryBenchmark.run(subjects(spec, daemons, carriers), routes);
            print(spec, isJson, result.json(), result.text());
            return 0;
        }
    }

    /** Changes at a steady rate. */
    @Command(name = "churn", description = "How long single changes take from one neighbour to another while many come; one daemon after the other.")
    static final class Churn implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = "--routes", defaultValue = "100000", description = "Routes of the table (default: ${DEFAULT-VALUE}).")
        private int routes;
        @Option(names = "--seconds", defaultValue = "600", description = "For each daemon (default: ${DEFAULT-VALUE}).")
        private int seconds;
        @Option(names = "--rate", defaultValue = "5000", description = "Changes a second (default: ${DEFAULT-VALUE}).")
        private int perS;
        @Option(names = "--daemons", split = ",", defaultValue = "eightfold", description = "Of " + DEFAULT_DAEMONS + " (default: ${DEFAULT-VALUE}).")
        private List<String> daemons;
        @Option(names = "--carriers", split = ",", defaultValue = "native", description = "What Eightfold is told: of " + CARRIERS + " (default: ${DEFAULT-VALUE}).")
        private List<String> carriers;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final ChurnBenchmark.Result result = ChurnBenchmark.run(subjects(spec, daemons, carriers), new ChurnBenchmark.Settings(routes, seconds, perS));
            print(spec, isJson, result.json(), result.text());
            return 0;
        }
    }
}
