// SPDX-License-Identifier: Apache-2.0
// Measures how a validator takes a registry in.
package io.eightfold.perf.whois8;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.VerdictReason;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Loads a snapshot several times, each time into new tables; weighs the last ones; then takes in deltas. There is no warm-up: the first load is that of a router that
 * starts. Thread: startup.
 */
public final class LoadBenchmark {
    private static final long SEED = 0x3015_2026L;
    /** Any time would do: the clock is not read. */
    static final long NOW_S = 1_800_000_000;
    private static final int CHECKED_QUERIES = 1 << 18;
    private static final int SINGLE_CHANGES = 200;
    private static final int BATCHES = 20;
    private static final int BATCH = 1_000;

    private final Whois8Settings settings;
    private final GeneratedRegistry registry;
    private final SignedRegistry signed;
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + 2);

    private LoadBenchmark(final Whois8Settings settings) {
        this.settings = settings;
        registry = new GeneratedRegistry(settings.records(), SEED, NOW_S);
        signed = new SignedRegistry(registry, NOW_S);
    }

    /**
     * Runs everything.
     *
     * @throws IllegalStateException when the validator refuses what was signed, or a verdict is wrong
     */
    public static LoadResult run(final Whois8Settings settings) {
        return new LoadBenchmark(settings).run();
    }

    private LoadResult run() {
        final long stealBefore = Environment.stealTicks();
        final byte[] snapshot = signed.snapshot();
        final long emptyBytes = HeapMeter.usedBytes();
        final double[] loadsS = new double[settings.rounds()];
        LocalCopy copy = null;
        for (int i = 0; i < loadsS.length; i++) {
            // The one before is garbage: the heap holds one copy at a time, as a router's at its start.
            copy = null;
            System.gc();
            final long startNs = System.nanoTime();
            copy = LocalCopy.load(signed.anchor(), snapshot, NOW_S);
            loadsS[i] = (System.nanoTime() - startNs) / 1e9;
        }
        requireWhole(copy);
        final long heapBytes = HeapMeter.usedBytes() - emptyBytes;
        final long tableBytes = copy.table().memoryBytes();
        final int checked = check(copy);
        final double[] singleMs = deltas(copy, SINGLE_CHANGES, 1);
        final double[] batchMs = deltas(copy, BATCHES, batch());
        final int checkedAgain = check(copy);
        final JsonObject environment = Environment.json(false);
        environment.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
        return new LoadResult(settings.records(), snapshot.length, loadsS, heapBytes, tableBytes, singleMs, batch(), batchMs, checked + checkedAgain, environment);
    }

    /** A small registry has no thousand routes to choose from. */
    private int batch() {
        return Math.min(BATCH, registry.routeCount() / 2);
    }

    private void requireWhole(final LocalCopy copy) {
        if (copy.table().records() != registry.records() || copy.dataSet().tree().size() != registry.records()) {
            throw new IllegalStateException("the table has " + copy.table().records() + " records and the hashes are of " + copy.dataSet().tree().size() + ", expected "
                + registry.records() + "; nothing is reported");
        }
    }

    private int check(final LocalCopy copy) {
        return new SubjectVerdicts(copy, Queries.of(registry, CHECKED_QUERIES, SEED + 1)).check();
    }

    /** Milliseconds of each delta; half of them revoke routes, and the others put those back. */
    private double[] deltas(final LocalCopy copy, final int count, final int changes) {
        final double[] ms = new double[count];
        int[] routes = {};
        for (int i = 0; i < count; i++) {
            final boolean isRevocation = i % 2 == 0;
            if (isRevocation) {
                routes = random.ints(0, registry.routeCount()).distinct().limit(changes).toArray();
            }
            final byte[] delta = signed.change(routes, isRevocation ? RecordStatus.REVOKED : RecordStatus.ACTIVE);
            final long startNs = System.nanoTime();
            copy.apply(delta);
            ms[i] = (System.nanoTime() - startNs) / 1e6;
            requireVerdicts(copy.table(), routes);
        }
        return ms;
    }

    private void requireVerdicts(final ValidationTable table, final int[] routes) {
        final NaiveVerdicts expected = new NaiveVerdicts(registry);
        IntStream.of(routes).forEach(route -> {
            final int asn = registry.routeAsn(route);
            final long bits = (long) asn << Integer.SIZE | registry.host(route) & 0xFFFF_FFFFL;
            final VerdictReason found = table.reason(bits, registry.length(route), asn, NOW_S);
            final VerdictReason wanted = expected.reason(asn, registry.host(route), registry.length(route));
            if (found != wanted) {
                throw new IllegalStateException("after a delta the verdict on " + registry.route(route).prefix() + " is " + found.word() + ", expected " + wanted.word()
                    + "; nothing is reported");
            }
        });
    }
}
