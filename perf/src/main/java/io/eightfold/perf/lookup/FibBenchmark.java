// SPDX-License-Identifier: Apache-2.0
// Compares the lookup rate with that of DPDK's tables.
package io.eightfold.perf.lookup;

import com.google.gson.JsonObject;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.peer.LookupPeer;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import io.eightfold.perf.trial.Comparison;
import io.eightfold.perf.trial.Interleaved;
import io.eightfold.perf.trial.Statistics;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One table in the FIB and in the peer; then, for each kind of destinations: the check of every answer, warm-up of both sides, and pairs of
 * trials. Thread: startup; it becomes the measuring thread.
 */
public final class FibBenchmark implements AutoCloseable {
    /** Of tables and destinations. */
    public static final long SEED = 0x1BF8_2026L;
    private static final int WARM_UP_MS = 2000;
    private static final int TRIAL_MS = 1000;
    private static final int BULK_SEARCH_MS = 100;

    private final Settings settings;
    private final RouteTable table;
    private final Eal eal;
    private final JsonObject environment;
    private final Fib fib = new Fib();
    private final LookupPeer peer;
    private final RouteOracle oracle;

    /**
     * @param peer     what is compared with.
     * @param kind     destinations; null for those that the peer's figures are for.
     * @param trials   pairs of trials, 1 to 1000.
     * @param core     CPU of the measuring thread; negative for any.
     * @param warmUpMs time each side has before the first trial, in which the compiler does its work.
     * @param trialMs  time of one trial.
     */
    public record Settings(PeerKind peer, Destinations.Kind kind, int trials, int core, int warmUpMs, int trialMs) {
        /** The times that results are compared by: 2 s of warm-up, trials of 1 s. */
        public Settings(final PeerKind peer, final Destinations.Kind kind, final int trials, final int core) {
            this(peer, kind, trials, core, WARM_UP_MS, TRIAL_MS);
        }

        public Settings {
            if (trials < 1 || trials > 1000) {
                throw new IllegalArgumentException("trials=" + trials + " is outside 1 to 1000; choose one inside");
            }
        }
    }

    private FibBenchmark(final Settings settings, final RouteTable given) {
        this.settings = settings;
        table = settings.peer().usable(given);
        if (table.size() == 0) {
            throw new IllegalArgumentException(given.name() + " holds nothing but a default route; --peer " + settings.peer().label() + " needs routes of an ASN");
        }
        eal = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, settings.peer().memoryMib(table), false, List.of()));
        // Before pinning: afterwards the JVM counts one CPU.
        environment = Environment.json(eal.hasHugepages());
        // Memory of the peer's tables comes from the node of the CPU that asks for it.
        NativeThread.register();
        if (settings.core() >= 0) {
            NativeThread.pin(settings.core());
        }
        TableInstaller.install(table, fib);
        oracle = RouteOracle.of(table);
        peer = settings.peer().create(eal, table);
    }

    /**
     * Runs checks and trials.
     * @throws IllegalStateException when an answer is wrong on either side.
     */
    public static FibResult run(final Settings settings, final RouteTable table) {
        try (FibBenchmark benchmark = new FibBenchmark(settings, table)) {
            final List<Comparison> comparisons = new ArrayList<>();
            for (final Destinations.Kind kind : settings.kind() == null ? settings.peer().kinds() : List.of(settings.kind())) {
                comparisons.add(benchmark.compare(kind));
            }
            return new FibResult(comparisons);
        }
    }

    @Override
    public void close() {
        peer.close();
        fib.close();
        eal.close();
    }

    private Comparison compare(final Destinations.Kind kind) {
        try (Arena arena = Arena.ofConfined()) {
            final long[] destinations = Destinations.of(kind, table, SEED + 1);
            // The peer's copy starts at a cache line, as the array in the heap all but does.
            final MemorySegment copy = arena.allocate((long) destinations.length * Long.BYTES, 64);
            MemorySegment.copy(destinations, 0, copy, ValueLayout.JAVA_LONG, 0, destinations.length);
            final SubjectLookups subject = new SubjectLookups(fib, destinations);
            subject.check(oracle);
            peer.check(copy, destinations.length);
            return measure(kind, subject, copy, destinations.length);
        }
    }

    private Comparison measure(final Destinations.Kind kind, final SubjectLookups subject, final MemorySegment copy, final int count) {
        final LookupRate subjectRate = new LookupRate(count);
        final LookupRate peerRate = new LookupRate(count);
        subjectRate.measure(subject::run, settings.warmUpMs());
        final JsonObject bestBulk = bestBulk(copy, count);
        peerRate.measure(peerAt(copy, SubjectLookups.BULK), settings.warmUpMs());
        final long stealBefore = Environment.stealTicks();
        final Interleaved.Pair[] pairs = Interleaved.run(settings.trials(), () -> subjectRate.measure(subject::run, settings.trialMs()),
            () -> peerRate.measure(peerAt(copy, SubjectLookups.BULK), settings.trialMs()));
        final JsonObject details = new JsonObject();
        details.addProperty("table", table.name());
        details.addProperty("routes", fib.size());
        details.addProperty("asns", table.asns().length);
        details.addProperty("destinations", count);
        details.addProperty("checkedDestinations", count);
        details.addProperty("bulk", SubjectLookups.BULK);
        details.add("peerBestBulk", bestBulk);
        final JsonObject machine = environment.deepCopy();
        // Not zero: the machine was shared, and the rates are too low.
        machine.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
        final String name = "fib-" + settings.peer().label() + '-' + table.name() + '-' + kind.name().toLowerCase(Locale.ROOT) + "-bulk" + SubjectLookups.BULK;
        return new Comparison(name, "Mlps", "eightfold FIB, one reader, in Java", peer.description(), settings.peer().reach(kind),
            settings.peer().aim(kind), pairs, details, machine);
    }

    private LookupRate.Lookups peerAt(final MemorySegment destinations, final int bulk) {
        return (first, count, repeats) -> peer.run(destinations, first, count, bulk, repeats);
    }

    /** The peer's rates by size of the bulk: a worker has bursts of 32, but the peer's best is told as well. */
    private JsonObject bestBulk(final MemorySegment copy, final int count) {
        final LookupRate rate = new LookupRate(count);
        int best = 0;
        double bestMlps = 0;
        for (int bulk = 8; bulk <= peer.maxBulk(); bulk *= 2) {
            final double mlps = rate.measure(peerAt(copy, bulk), Math.min(BULK_SEARCH_MS, settings.trialMs()));
            if (mlps > bestMlps) {
                bestMlps = mlps;
                best = bulk;
            }
        }
        final JsonObject result = new JsonObject();
        result.addProperty("bulk", best);
        result.addProperty("rate", Statistics.round(bestMlps));
        return result;
    }
}
