// SPDX-License-Identifier: Apache-2.0
// ipv8 perf bgp8.
package io.eightfold.cli.command.perf;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.bgp8.DaemonKind;
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
})
final class Bgp8Command {
    private static final String DEFAULT_DAEMONS = "eightfold,bird,frr,gobgp";

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
        @Option(names = "--carriers", split = ",", defaultValue = "ipv4,native,ipv4-asn,vpnv4",
            description = "What Eightfold is told: of ipv4 (as all others), native, ipv4-asn, vpnv4 (default: all).")
        private List<String> carriers;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final List<Subject> subjects = new ArrayList<>();
            for (final DaemonKind kind : daemons(spec, daemons)) {
                if (kind == DaemonKind.EIGHTFOLD) {
                    carriers.forEach(word -> subjects.add(new Subject(kind, carrier(word))));
                } else {
                    subjects.add(new Subject(kind, RouteKind.IPV4));
                }
            }
            final PropagateResult result = PropagateBenchmark.run(subjects, routes, runs, senders);
            print(spec, isJson, result.json(), result.text());
            return 0;
        }

        private RouteKind carrier(final String word) {
            for (final RouteKind kind : RouteKind.values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new ParameterException(spec.commandLine(), "--carriers: '" + word + "' is none of ipv4,native,ipv4-asn,vpnv4");
        }
    }
}
