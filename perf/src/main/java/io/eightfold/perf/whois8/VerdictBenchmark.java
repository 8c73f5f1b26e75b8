// SPDX-License-Identifier: Apache-2.0
// Compares the rate of verdicts with that of RTRlib.
package io.eightfold.perf.whois8;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.environment.Placement;
import io.eightfold.perf.lookup.LookupRate;
import io.eightfold.perf.trial.Interleaved;
import io.eightfold.perf.trial.Interleaved.Pair;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One registry here and in the peer, the same routes in the same order: the check of every answer, warm-up of both sides, and trials in turns. Thread: startup; it
 * becomes the measuring thread.
 */
public final class VerdictBenchmark {
    private static final long SEED = 0x3015_2026L;
    private static final int QUERIES = 1 << 20;

    private final Whois8Settings settings;
    private final GeneratedRegistry registry;
    private final Queries queries;
    private final SubjectVerdicts subject;
    private final LookupRate rate;

    private VerdictBenchmark(final Whois8Settings settings) {
        this.settings = settings;
        registry = new GeneratedRegistry(settings.records(), SEED, LoadBenchmark.NOW_S);
        queries = Queries.of(registry, QUERIES, SEED + 1);
        final SignedRegistry signed = new SignedRegistry(registry, LoadBenchmark.NOW_S);
        subject = new SubjectVerdicts(LocalCopy.load(signed.anchor(), signed.snapshot(), LoadBenchmark.NOW_S), queries);
        rate = new LookupRate(QUERIES);
    }

    /**
     * Runs checks and trials.
     *
     * @throws IllegalStateException when an answer is wrong on either side, or an answer of ours takes memory
     */
    public static VerdictResult run(final Whois8Settings settings) {
        return new VerdictBenchmark(settings).run();
    }

    private VerdictResult run() {
        // Before pinning: afterwards the JVM counts one CPU.
        final JsonObject environment = Environment.json(false);
        environment.add("placement", Placement.pin(settings.core()).json());
        final int checked = subject.check();
        rate.measure(subject::run, settings.warmUpMs());
        subject.checkAllocation();
        final long stealBefore = Environment.stealTicks();
        final VerdictResult result = settings.hasPeer() ? withPeer(checked, environment) : alone(checked, environment);
        // Not zero: the machine was shared, and the rates are too low.
        environment.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
        return result;
    }

    private VerdictResult alone(final int checked, final JsonObject environment) {
        final Pair[] trials = IntStream.range(0, settings.trials()).mapToObj(_ -> new Pair(rate.measure(subject::run, settings.trialMs()), Double.NaN)).toArray(Pair[]::new);
        return new VerdictResult(settings.records(), checked, trials, List.of(), environment);
    }

    /** Our trials are those beside the first form. */
    private VerdictResult withPeer(final int checked, final JsonObject environment) {
        final Map<RtrlibPeer.Form, RtrlibPeer> peers = new EnumMap<>(RtrlibPeer.Form.class);
        try {
            for (final RtrlibPeer.Form form : RtrlibPeer.Form.values()) {
                peers.put(form, new RtrlibPeer(form, registry, queries));
            }
            final List<VerdictResult.Beside> beside = new ArrayList<>();
            for (final RtrlibPeer peer : peers.values()) {
                final int checkedPeer = peer.check();
                rate.measure(peer::run, settings.warmUpMs());
                final Pair[] pairs = Interleaved.run(settings.trials(), () -> rate.measure(subject::run, settings.trialMs()), () -> rate.measure(peer::run, settings.trialMs()));
                beside.add(new VerdictResult.Beside(peer.form(), peer.description(), peer.records(), checkedPeer, pairs));
            }
            return new VerdictResult(settings.records(), checked, beside.getFirst().pairs(), beside, environment);
        } finally {
            peers.values().forEach(RtrlibPeer::close);
        }
    }
}
