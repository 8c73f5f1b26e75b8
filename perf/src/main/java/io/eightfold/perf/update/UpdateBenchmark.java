// SPDX-License-Identifier: Apache-2.0
// Measures the worker's rate while routes are updated.
package io.eightfold.perf.update;

import com.google.gson.JsonObject;
import io.eightfold.perf.forward.ForwardBenchmark;
import io.eightfold.perf.forward.ForwardRig;
import io.eightfold.perf.forward.ForwardSettings;
import io.eightfold.perf.forward.Forwarder;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.perf.forward.Testbed;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.trial.Comparison;
import io.eightfold.perf.trial.Interleaved;
import io.eightfold.perf.trial.Statistics;
import org.HdrHistogram.Histogram;

/** Phases without and with updates in turns, in one process. Thread: startup; it becomes the worker. */
public final class UpdateBenchmark {
    private static final double REACH = 0.95;
    private static final double AIM = 0.98;

    private UpdateBenchmark() {
    }

    /**
     * @param forward     frames, times and the worker's core; at least one CPU must be left for the updates.
     * @param updatesPerS updates a second, 1 to 10 million.
     * @param batch       updates that become visible at once, 1 to 100000.
     */
    public record Settings(ForwardSettings forward, int updatesPerS, int batch) {
        public Settings {
            check("updates", updatesPerS, 10_000_000);
            check("batch", batch, 100_000);
        }

        private static void check(final String name, final int value, final int highest) {
            if (value < 1 || value > highest) {
                throw new IllegalArgumentException(name + "=" + value + " is outside 1 to " + highest + "; choose one inside");
            }
        }
    }

    /** Runs check, warm-up with and without updates, and the trials. */
    public static Comparison run(final Settings settings, final RouteTable table) {
        final ForwardSettings forward = settings.forward();
        try (Testbed testbed = Testbed.open(ForwardRig.memoryMib(forward.frames()), forward.core());
             ForwardRig rig = new ForwardRig(testbed, "a", new TestTraffic(table, forward.frames()), forward.burst())) {
            final Forwarder worker = ForwardBenchmark.warmWorker(rig, forward);
            final int writerCore = forward.core() < 0 ? -1 : testbed.placement().otherCore();
            try (RouteChurn churn = new RouteChurn(rig.fib(), table, rig.traffic().destinations(), rig.hops(), settings.updatesPerS(), settings.batch(),
                writerCore, TestTraffic.SEED)) {
                withUpdates(rig, worker, churn, forward.warmUpMs());
                churn.reset();
                final Interleaved.Pair[] pairs = Interleaved.run(forward.trials(), () -> withUpdates(rig, worker, churn, forward.trialMs()),
                    () -> rig.rate(worker, forward.trialMs()));
                final JsonObject details = ForwardBenchmark.details(forward, table, pairs);
                details.addProperty("lost", worker.received() - worker.forwarded());
                addUpdates(details, settings, churn);
                final String name = "update-" + table.name() + '-' + settings.updatesPerS() + "ups-" + forward.frames() + "frames-1w-64B-burst" + forward.burst();
                return new Comparison(name, "Mpps", ForwardBenchmark.SUBJECT + ", " + settings.updatesPerS() + " route updates a second",
                    "the same without updates", REACH, AIM, pairs, details, testbed.environment());
            }
        }
    }

    private static double withUpdates(final ForwardRig rig, final Forwarder worker, final RouteChurn churn, final int ms) {
        churn.resume();
        try {
            return rig.rate(worker, ms);
        } finally {
            churn.pause();
        }
    }

    private static void addUpdates(final JsonObject details, final Settings settings, final RouteChurn churn) {
        details.addProperty("updates", churn.updates());
        details.addProperty("updatesPerSecond", Math.round(churn.updatesPerS()));
        details.addProperty("updatesPerSecondWanted", settings.updatesPerS());
        details.addProperty("batch", settings.batch());
        final Histogram batchNs = churn.batchNs();
        final JsonObject latency = new JsonObject();
        latency.addProperty("p50", us(batchNs.getValueAtPercentile(50)));
        latency.addProperty("p99", us(batchNs.getValueAtPercentile(99)));
        latency.addProperty("max", us(batchNs.getMaxValue()));
        details.add("batchLatencyUs", latency);
    }

    private static double us(final long ns) {
        return Statistics.round(ns / 1e3);
    }
}
