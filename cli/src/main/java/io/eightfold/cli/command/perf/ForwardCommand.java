// SPDX-License-Identifier: Apache-2.0
// ipv8 perf forward.
package io.eightfold.cli.command.perf;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.forward.ExternalBenchmark;
import io.eightfold.perf.forward.ForwardBenchmark;
import io.eightfold.perf.forward.ForwardKind;
import io.eightfold.perf.forward.ForwardResult;
import io.eightfold.perf.forward.ForwardSettings;
import io.eightfold.perf.forward.InProcessPeer;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.perf.process.ExternalProgram;
import io.eightfold.perf.table.InternetShape;
import io.eightfold.perf.table.RouteFile;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.trial.Comparison;
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

/** One worker from net_pcap to net_null, alone or beside a peer. */
@Command(name = "forward", description = "Rate and cycles a packet of one worker, from net_pcap (infinite_rx) to net_null: alone, beside a peer on the same core, "
    + "or with a large table beside a small one.")
final class ForwardCommand implements Callable<Integer> {
    private static final int DEFAULT_ASNS = 100_000;
    private static final int MAX_ASNS = 1_000_000;
    private static final int NEXT_HOPS = 16;

    @Spec
    private CommandSpec spec;
    @ArgGroup
    private Beside beside;
    @ArgGroup
    private Routes routes;
    @Option(names = "--l3fwd-lookup", converter = LookupConverter.class, defaultValue = "lpm", description = "Table of l3fwd, lpm or fib (default: ${DEFAULT-VALUE}).")
    private ExternalProgram.Lookup lookup;
    @Option(names = "--frames", description = "Frames that are cycled, at most 262144 (default: 4096; with --spread 262144).")
    private Integer frames;
    @Option(names = "--burst", defaultValue = "32", description = "Frames a turn, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--trials", defaultValue = "7", description = "Trials, or pairs of them, of one second (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "CPU of the worker, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    /** What else is measured. */
    enum Peer {
        /** {@link InProcessPeer#TWIN}. */
        TWIN,
        /** DPDK's example. */
        L3FWD,
        /** DPDK's test program. */
        TESTPMD,
        /** {@link InProcessPeer#SELF}. */
        SELF
    }

    /** One of the three, or none. */
    private static final class Beside {
        @Option(names = "--peer", converter = PeerConverter.class, description = "twin (the worker's algorithm in C), l3fwd (DPDK's example, IPv4), testpmd (macswap, no lookup), "
            + "or self (a second worker: shows what the harness adds).")
        private Peer peer;
        @Option(names = "--more", converter = KindConverter.class, description = "border (filters and source validation at two external interfaces), into-protocol, into-udp, "
            + "out-of-protocol or out-of-udp (8to4 tunnels); beside plain forwarding of the same packets.")
        private ForwardKind more;
        @Option(names = "--spread", description = "A million routes and uniform destinations, beside one route.")
        private boolean isSpread;
    }

    /** One of the two, or none. */
    private static final class Routes {
        @Option(names = "--asns", description = "ASNs in the table, one /16 each, at most 1000000 (default: 100000; beside l3fwd 1000, as many routes as it has).")
        private Integer asns;
        @Option(names = "--routes", description = "Route file, a line PREFIX INDEX as in: 64496.10.1.0.0/16 7.")
        private Path file;
    }

    @Override
    public Integer call() {
        if (beside == null) {
            final ForwardResult result = ForwardBenchmark.alone(settings(ForwardSettings.HOT_FRAMES), table(DEFAULT_ASNS));
            print(result.json(), result.text());
        } else {
            final Comparison comparison = beside.isSpread ? spread() : beside.more != null ? ForwardBenchmark.more(beside.more, settings(ForwardSettings.HOT_FRAMES), table(DEFAULT_ASNS))
                : compare(beside.peer);
            print(comparison.json(), comparison.text() + text(comparison.details()));
        }
        return 0;
    }

    private Comparison spread() {
        final RouteTable table = routes == null ? InternetShape.grown(NEXT_HOPS, TestTraffic.SEED) : table(DEFAULT_ASNS);
        return ForwardBenchmark.spread(settings(ForwardSettings.SPREAD_FRAMES), table);
    }

    private Comparison compare(final Peer peer) {
        final ForwardSettings settings = settings(ForwardSettings.HOT_FRAMES);
        return switch (peer) {
            case TWIN -> ForwardBenchmark.beside(InProcessPeer.TWIN, settings, table(DEFAULT_ASNS));
            case SELF -> ForwardBenchmark.beside(InProcessPeer.SELF, settings, table(DEFAULT_ASNS));
            case TESTPMD -> ExternalBenchmark.testpmd(settings, table(DEFAULT_ASNS));
            case L3FWD -> ExternalBenchmark.l3fwd(settings, table(ExternalBenchmark.L3FWD_ROUTES), lookup);
        };
    }

    private ForwardSettings settings(final int usualFrames) {
        return new ForwardSettings(frames == null ? usualFrames : frames, burst, trials, core);
    }

    private RouteTable table(final int usualAsns) {
        if (routes != null && routes.file != null) {
            return RouteFile.read(routes.file);
        }
        final int asns = routes == null ? usualAsns : routes.asns;
        if (asns < 1 || asns > MAX_ASNS) {
            throw new IllegalArgumentException("asns=" + asns + " is outside 1 to " + MAX_ASNS + "; choose one inside");
        }
        return TestTraffic.oneSixteenAnAsn(asns);
    }

    private static String text(final JsonObject details) {
        final JsonObject cycles = details.getAsJsonObject("cyclesPerPacketMedian");
        return String.format(Locale.ROOT, """
            cycles   %.1f a packet beside %.1f (time stamp counter)
            checked  %,d frames of the worker: MACs, TTL, checksum and payload as computed apart
            table    %,d routes in %,d ASNs
            """, cycles.get("subject").getAsDouble(), cycles.get("peer").getAsDouble(), details.get("checkedFrames").getAsInt(),
            details.get("routes").getAsInt(), details.get("asns").getAsInt());
    }

    private void print(final JsonObject json, final String text) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(json) : text.stripTrailing());
    }

    /** Reads a peer in lower case. */
    private static final class PeerConverter implements ITypeConverter<Peer> {
        @Override
        public Peer convert(final String word) {
            return Arrays.stream(Peer.values()).filter(p -> p.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
                .orElseThrow(() -> new TypeConversionException("expected twin, l3fwd, testpmd or self but was " + word));
        }
    }

    /** Reads what more is to be done. */
    private static final class KindConverter implements ITypeConverter<ForwardKind> {
        @Override
        public ForwardKind convert(final String word) {
            return Arrays.stream(ForwardKind.values()).filter(k -> k != ForwardKind.PLAIN && k.word().equals(word)).findFirst()
                .orElseThrow(() -> new TypeConversionException("expected border, into-protocol, into-udp, out-of-protocol or out-of-udp but was " + word));
        }
    }

    /** Reads a table of l3fwd. */
    private static final class LookupConverter implements ITypeConverter<ExternalProgram.Lookup> {
        @Override
        public ExternalProgram.Lookup convert(final String word) {
            return Arrays.stream(ExternalProgram.Lookup.values()).filter(l -> l.word().equals(word)).findFirst()
                .orElseThrow(() -> new TypeConversionException("expected lpm or fib but was " + word));
        }
    }
}
