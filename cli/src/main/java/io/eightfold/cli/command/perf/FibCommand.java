// SPDX-License-Identifier: Apache-2.0
// ipv8 perf fib.
package io.eightfold.cli.command.perf;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.lookup.FibBenchmark;
import io.eightfold.perf.lookup.FibMemory;
import io.eightfold.perf.lookup.FibResult;
import io.eightfold.perf.lookup.PeerKind;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.RouteFile;
import io.eightfold.perf.table.RouteTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lookups in the forwarding table. */
@Command(name = "fib", description = "Lookups in the forwarding table: rate beside DPDK's tables, or memory a route.")
final class FibCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @ArgGroup(multiplicity = "1")
    private Question question;
    @Option(names = "--routes", description = "Route file, a line PREFIX INDEX as in: 64496.10.1.0.0/16 7 (default: a generated million of routes).")
    private Path routes;
    @Option(names = "--keys", converter = KindConverter.class,
        description = "Destinations: uniform (4 million, over all routes) or hot (4096 of them) (default: uniform; with rte_fib both).")
    private Destinations.Kind keys;
    @Option(names = "--trials", defaultValue = "7", description = "Pairs of trials of one second (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "CPU of the measuring thread, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    /** One of the two. */
    private static final class Question {
        @Option(names = "--peer", converter = PeerConverter.class,
            description = "rte (rte_hash and rte_lpm, both tiers) or rte_fib (DIR24_8, host part of the ASN with most routes).")
        private PeerKind peer;
        @Option(names = "--memory", description = "Bytes a route in the forwarding copy.")
        private boolean isMemory;
    }

    @Override
    public Integer call() {
        if (question.isMemory) {
            final FibMemory memory = FibMemory.of(table(PeerKind.RTE));
            print(memory.json(), memory.text());
        } else {
            final FibResult result = FibBenchmark.run(new FibBenchmark.Settings(question.peer, keys, trials, core), table(question.peer));
            print(result.json(), result.text());
        }
        return 0;
    }

    private RouteTable table(final PeerKind kind) {
        return routes == null ? kind.defaultTable(FibBenchmark.SEED) : RouteFile.read(routes);
    }

    private void print(final JsonObject json, final String text) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(json) : text.stripTrailing());
    }

    /** Reads a peer's label. */
    private static final class PeerConverter implements ITypeConverter<PeerKind> {
        @Override
        public PeerKind convert(final String word) {
            return Arrays.stream(PeerKind.values()).filter(k -> k.label().equals(word)).findFirst()
                .orElseThrow(() -> new TypeConversionException("expected rte or rte_fib but was " + word));
        }
    }

    /** Reads a kind of destinations in lower case. */
    private static final class KindConverter implements ITypeConverter<Destinations.Kind> {
        @Override
        public Destinations.Kind convert(final String word) {
            return Arrays.stream(Destinations.Kind.values()).filter(k -> k.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
                .orElseThrow(() -> new TypeConversionException("expected uniform or hot but was " + word));
        }
    }
}
