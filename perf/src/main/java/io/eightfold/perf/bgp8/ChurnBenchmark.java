// SPDX-License-Identifier: Apache-2.0
// Measures how long single changes take while many come.
package io.eightfold.perf.bgp8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.bgp8.PropagateBenchmark.Subject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.trial.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures how long single changes take from a neighbour through a daemon to another while many come, for how long it may be; one daemon after the other. Thread: startup. */
public final class ChurnBenchmark {
    private static final long SEED = 0xC6_2026L;
    /** Short: a daemon that is too busy for its timers loses the session. */
    private static final int HOLD_TIME_S = 9;
    private static final long SESSION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final double MAX_P99_MS = 20;
    private static final double AIM_P99_MS = 5;
    private static final double MS_NS = 1e6;
    private static final double MIB = 1024 * 1024;

    private ChurnBenchmark() {
    }

    /**
     * What is asked of the daemons.
     *
     * @param count   routes of the table
     * @param seconds of changes
     * @param perS    changes a second, each a message
     */
    public record Settings(int count, int seconds, int perS) {
    }

    /**
     * How a daemon did.
     *
     * @param latencyNs    from when a change was due to be sent until it was received
     * @param changes      that were sent, and all received
     * @param skipped      that were due while no route was without a change under way
     * @param growthMibMin growth of resident memory in the second half, MiB a minute
     * @param heapMib      what the heap has more after all than before it, after a collection; 0 for daemons that are no JVM
     * @param cpuS         of the daemon
     */
    public record Reading(Subject subject, Histogram latencyNs, long changes, long skipped, double growthMibMin, double heapMib, double cpuS) {
        double ms(final double percentile) {
            return latencyNs.getValueAtPercentile(percentile) / MS_NS;
        }

        double maxMs() {
            return latencyNs.getMaxValue() / MS_NS;
        }
    }

    /** How all did. */
    public record Result(Settings settings, List<Reading> readings, JsonObject environment) {
        /** One object, as {@code perf/results/README.md} says. */
        public JsonObject json() {
            final JsonObject json = new JsonObject();
            json.addProperty("name", "bgp8-churn-" + settings.count + "routes-" + settings.perS + "perS-" + settings.seconds + 's');
            json.addProperty("unit", "ms");
            json.addProperty("subject", "announcements, withdrawals and changes of attributes at a steady rate, from when each is due until the receiver has it; hold time " + HOLD_TIME_S
                + " s, no session lost");
            json.addProperty("routes", settings.count);
            json.addProperty("seconds", settings.seconds);
            final JsonArray figures = new JsonArray();
            for (final Reading reading : readings) {
                final String name = reading.subject.name();
                figures.add(reading.subject.kind() == DaemonKind.EIGHTFOLD ? Figures.judged(name + " p99", "ms", MAX_P99_MS, AIM_P99_MS, reading.ms(99))
                    : Figures.of(name + " p99", "ms", reading.ms(99)));
                figures.add(Figures.of(name + " p50", "ms", reading.ms(50)));
                figures.add(Figures.of(name + " max", "ms", reading.maxMs()));
                figures.add(Figures.of(name + " growth", "MiB/min", reading.growthMibMin));
            }
            json.add("figures", figures);
            readings.forEach(reading -> json.add(reading.subject.name(), details(reading)));
            json.add("environment", environment);
            return json;
        }

        private static JsonObject details(final Reading reading) {
            final JsonObject json = new JsonObject();
            json.addProperty("changes", reading.changes);
            json.addProperty("skipped", reading.skipped);
            json.addProperty("p99_9Ms", Statistics.round(reading.ms(99.9)));
            json.addProperty("heapGrowthMib", Statistics.round(reading.heapMib));
            json.addProperty("cpuS", Statistics.round(reading.cpuS));
            return json;
        }

        /** The same for a person. */
        public String text() {
            final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "bgp8-churn, %,d routes, %,d changes/s for %d s%n%-24s %9s %9s %9s %9s %9s %12s %9s%n", settings.count,
                settings.perS, settings.seconds, "daemon", "p50", "p99", "p99.9", "max", "skipped", "growth", "CPU"));
            for (final Reading reading : readings) {
                text.append(String.format(Locale.ROOT, "%-24s %6.2f ms %6.2f ms %6.2f ms %6.1f ms %9d %6.2f MiB/min %6.1f s%n", reading.subject.name(), reading.ms(50), reading.ms(99),
                    reading.ms(99.9), reading.maxMs(), reading.skipped, reading.growthMibMin, reading.cpuS));
            }
            return text.append("checked   every change arrived, every session stayed up").toString();
        }
    }

    /** Runs one daemon after the other. @throws Bgp8Exception when a session or a change is lost */
    public static Result run(final List<Subject> subjects, final Settings settings) {
        final List<Reading> readings = new ArrayList<>();
        for (final Subject subject : subjects) {
            try (Daemon daemon = Daemon.start(subject.kind(), 1, subject.routes(), 1, HOLD_TIME_S)) {
                readings.add(measure(subject, daemon, settings));
            }
        }
        return new Result(settings, readings, Environment.json(false));
    }

    private static Reading measure(final Subject subject, final Daemon daemon, final Settings settings) {
        final RouteSet routes = new RouteSet(subject.routes(), settings.count, SEED);
        final UpdateWriter writer = new UpdateWriter(routes, Topology.senderAsn(0));
        final Receiver receiver = LoadRun.receiver(routes, 1);
        final Churn churn = new Churn(routes, writer, SEED + 1);
        receiver.onChange(churn);
        final long deadlineNs = System.nanoTime() + SESSION_TIMEOUT_NS;
        try (Speaker out = LoadRun.establish(daemon, daemon.topology().receiver(), receiver, deadlineNs);
             Speaker in = LoadRun.establish(daemon, daemon.topology().sender(0), (_, _, _) -> { }, deadlineNs)) {
            in.send(writer.all().bytes());
            LoadRun.await(daemon, receiver, settings.count, List.of(in, out));
            daemon.awaitIdle();
            final double heap = daemon.heapBytes();
            final double cpuS = daemon.cpuS();
            final MemoryTrend trend = churn.run(daemon, in, out, settings);
            final double usedS = daemon.cpuS() - cpuS;
            churn.verify(daemon, receiver);
            return new Reading(subject, churn.latencyNs(), churn.changes(), churn.skipped(), trend.perMinute() / MIB, (daemon.heapBytes() - heap) / MIB, usedS);
        }
    }
}
