// SPDX-License-Identifier: Apache-2.0
// Measures what a prefix takes of a daemon's memory.
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
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what a prefix takes of a daemon's memory when two neighbours tell the same table, each with a path of its own: one is best, and told to the other. The difference between the
 * process with the table and the same process before it. Thread: startup.
 */
public final class MemoryBenchmark {
    private static final long SEED = 0x3E3_2026L;
    private static final int HOLD_TIME_S = 90;
    private static final long SESSION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long MARK_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);
    private static final long POLL_NS = 1_000_000;
    private static final double MAX_BYTES = 640;
    private static final double AIM_BYTES = 300;

    private MemoryBenchmark() {
    }

    /**
     * Bytes a prefix of a daemon.
     *
     * @param resident all memory; of a JVM with what its collector has not returned
     * @param live     the same, with the heap after a collection instead of all that it ever touched; like {@code resident} for daemons that are no JVM
     * @param heap     part of {@code live}; 0 for those
     */
    public record Reading(Subject subject, double resident, double live, double heap) {
    }

    /** What all take. */
    public record Result(int count, List<Reading> readings, JsonObject environment) {
        /** One object, as {@code perf/results/README.md} says. */
        public JsonObject json() {
            final JsonObject json = new JsonObject();
            json.addProperty("name", "bgp8-memory-" + count + "routes-2peers");
            json.addProperty("unit", "B");
            json.addProperty("subject", "bytes a prefix that two neighbours tell, each with a path of its own; live: of a JVM the heap after a collection, and all memory outside of it");
            json.addProperty("routes", count);
            final JsonArray figures = new JsonArray();
            for (final Reading reading : readings) {
                final String name = reading.subject().name();
                if (reading.subject().kind() == DaemonKind.EIGHTFOLD) {
                    figures.add(Figures.judged(name + ", live", "B", MAX_BYTES, AIM_BYTES, reading.live()));
                    figures.add(Figures.of(name + ", heap", "B", reading.heap()));
                }
                figures.add(Figures.of(name + ", resident", "B", reading.resident()));
            }
            json.add("figures", figures);
            json.add("environment", environment);
            return json;
        }

        /** The same for a person. */
        public String text() {
            final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "bgp8-memory, %,d prefixes from two neighbours, bytes a prefix%n%-24s %10s %10s %10s%n", count, "daemon",
                "live", "heap", "resident"));
            for (final Reading reading : readings) {
                text.append(String.format(Locale.ROOT, "%-24s %10.0f %10.0f %10.0f%n", reading.subject().name(), reading.live(), reading.heap(), reading.resident()));
            }
            return text.append("checked   the first neighbour's paths are told to the second").toString();
        }
    }

    /** Runs one daemon after the other. @throws Bgp8Exception when one is missing or does not tell what it was told */
    public static Result run(final List<Subject> subjects, final int count) {
        final List<Reading> readings = new ArrayList<>();
        for (final Subject subject : subjects) {
            try (Daemon daemon = Daemon.start(subject.kind(), 1, subject.routes(), 2, HOLD_TIME_S)) {
                readings.add(measure(subject, daemon, count));
            }
        }
        return new Result(count, readings, Environment.json(false));
    }

    /** The last route is told by the second neighbour alone: when the first one gets it, all before it was taken. */
    private static Reading measure(final Subject subject, final Daemon daemon, final int count) {
        final RouteSet routes = new RouteSet(subject.routes(), count + 1, SEED);
        final MessageStream fromFirst = new UpdateWriter(routes, Topology.senderAsn(0)).range(0, count);
        final UpdateWriter second = new UpdateWriter(routes, Topology.senderAsn(1));
        final MessageStream fromSecond = second.range(0, count);
        final MessageStream mark = second.range(count, count + 1);
        final Receiver atFirst = LoadRun.receiver(routes, 2);
        final Receiver atSecond = LoadRun.receiver(routes, 2);
        final long deadlineNs = System.nanoTime() + SESSION_TIMEOUT_NS;
        try (Speaker one = LoadRun.establish(daemon, daemon.topology().sender(0), atFirst, deadlineNs);
             Speaker two = LoadRun.establish(daemon, daemon.topology().sender(1), atSecond, deadlineNs)) {
            daemon.awaitIdle();
            final long idleHeap = daemon.heapBytes();
            final ProcessUsage.Resident idle = daemon.resident();
            one.send(fromFirst.bytes());
            LoadRun.await(daemon, atSecond, count, List.of(one, two));
            two.send(fromSecond.bytes());
            two.send(mark.bytes());
            awaitMark(daemon, atFirst, count, one, two);
            daemon.awaitIdle();
            final double heap = (double) daemon.heapBytes() - idleHeap;
            final ProcessUsage.Resident full = daemon.resident();
            final double resident = full.total() - idle.total();
            final double live = subject.kind() == DaemonKind.EIGHTFOLD ? heap + full.anonymous() - idle.anonymous() : resident;
            return new Reading(subject, Statistics.round(resident / count), Statistics.round(live / count), Statistics.round(heap / count));
        }
    }

    private static void awaitMark(final Daemon daemon, final Receiver receiver, final int route, final Speaker... sessions) {
        final long deadlineNs = System.nanoTime() + MARK_TIMEOUT_NS;
        while (!receiver.hasSeen(route)) {
            daemon.requireAlive();
            for (final Speaker session : sessions) {
                session.requireUp();
            }
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new Bgp8Exception(daemon.kind().word() + " has not told the second neighbour's route to the first within " + TimeUnit.NANOSECONDS.toSeconds(MARK_TIMEOUT_NS)
                    + " s; nothing is reported");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }
}
