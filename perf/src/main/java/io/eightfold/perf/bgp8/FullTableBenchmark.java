// SPDX-License-Identifier: Apache-2.0
// Measures how long a full table takes from a neighbour into the FIB.
package io.eightfold.perf.bgp8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.push.FullTableRouter;
import io.eightfold.perf.trial.Statistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how long a full table takes from a neighbour into the FIB of a dataplane that is a process of its own, and out of it again when the session ends. Meanwhile an operator asks for
 * {@code show bgp summary}. Thread: startup.
 */
public final class FullTableBenchmark {
    private static final long SEED = 0xF011_2026L;
    private static final int OCTET = 200;
    private static final int HOLD_TIME_S = 90;
    private static final long SESSION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long TABLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(300);
    private static final long ASK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double MAX_S = 20;
    private static final double AIM_S = 8;
    private static final double MS_NS = 1e6;

    private FullTableBenchmark() {
    }

    /**
     * One time in and out.
     *
     * @param loadS       from before the first byte is sent until all workers forward by the last route
     * @param withdrawS   from the end of the session until none is left
     * @param competingS  CPU time of processes that are neither this one, with sender and control plane, nor the dataplane's; and what the hypervisor took
     */
    public record Round(double loadS, double withdrawS, double competingS) {
    }

    /** What all took. */
    public record Result(int count, RouteKind kind, Round first, List<Round> rounds, Histogram summaryNs, JsonObject environment) {
        /** One object, as {@code perf/results/README.md} says. */
        public JsonObject json() {
            final JsonObject json = new JsonObject();
            json.addProperty("name", "bgp8-full-table-" + count + "routes-" + kind.word());
            json.addProperty("unit", "s");
            json.addProperty("subject", "routes from one neighbour into the FIB of a dataplane in a process of its own, until its workers forward by the last; digests of both sides equal");
            json.addProperty("routes", count);
            final JsonArray figures = new JsonArray();
            figures.add(Figures.judged("into the FIB", "s", MAX_S, AIM_S, rounds.stream().mapToDouble(Round::loadS).toArray()));
            figures.add(Figures.of("out of the FIB", "s", rounds.stream().mapToDouble(Round::withdrawS).toArray()));
            figures.add(Figures.of("show bgp summary meanwhile, p99", "ms", summaryNs.getValueAtPercentile(99) / MS_NS));
            json.add("figures", figures);
            json.addProperty("firstS", Statistics.round(first.loadS()));
            json.addProperty("summaryMaxMs", Statistics.round(summaryNs.getMaxValue() / MS_NS));
            final JsonArray competing = new JsonArray();
            rounds.forEach(round -> competing.add(Statistics.round(round.competingS())));
            json.add("competingCpuS", competing);
            json.add("environment", environment);
            return json;
        }

        /** The same for a person. */
        public String text() {
            final double[] loads = rounds.stream().mapToDouble(Round::loadS).toArray();
            return String.format(Locale.ROOT, """
                bgp8-full-table, %,d routes, carrier %s
                into FIB  %.2f s (median of %d; %.2f to %.2f), first %.2f s; reach %.0f s, aim %.0f s
                out       %.2f s
                summary   p50 %.1f ms, p99 %.1f ms, max %.1f ms while routes come and go
                checked   digests of both sides""", count, kind.word(), Statistics.median(loads), loads.length, Statistics.min(loads), Statistics.max(loads), first.loadS(), MAX_S,
                AIM_S, Statistics.median(rounds.stream().mapToDouble(Round::withdrawS).toArray()), summaryNs.getValueAtPercentile(50) / MS_NS,
                summaryNs.getValueAtPercentile(99) / MS_NS, summaryNs.getMaxValue() / MS_NS);
        }
    }

    /** Runs a first round and those that count. @throws IllegalStateException when the machine lacks something, or the answer is wrong */
    public static Result run(final RouteKind kind, final int count, final int runs) {
        final RouteSet routes = new RouteSet(kind, count, SEED);
        final MessageStream stream = new UpdateWriter(routes, Topology.senderAsn(0), FullTableRouter.NEXT_HOP.host()).all();
        final Topology topology = new Topology(OCTET, freePort(), kind, 1, HOLD_TIME_S);
        try (FullTableRouter router = new FullTableRouter(EightfoldConfig.sessions(topology)); Asker asker = new Asker(router)) {
            final Round first = round(router, topology, stream, count);
            asker.reset();
            final List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                rounds.add(round(router, topology, stream, count));
            }
            return new Result(count, kind, first, rounds, asker.finish(), Environment.json(router.hasHugepages()));
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.9." + OCTET + ".1"))) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new Bgp8Exception("no port is free on 127.9." + OCTET + ".1: " + e.getMessage(), e);
        }
    }

    private static Round round(final FullTableRouter router, final Topology topology, final MessageStream stream, final int count) {
        final Speaker sender = Speaker.establish(topology.sender(0), topology.daemon(), topology.kind(), (_, _, _) -> { }, System.nanoTime() + SESSION_TIMEOUT_NS);
        final double loadS;
        final double competingS;
        try (sender) {
            final double before = competingS(router);
            final long startNs = System.nanoTime();
            sender.send(stream.bytes());
            router.await(count, TABLE_TIMEOUT_NS);
            loadS = (System.nanoTime() - startNs) / 1e9;
            competingS = Math.max(0, competingS(router) - before);
            sender.requireUp();
            router.verify(count);
        }
        final long endNs = System.nanoTime();
        router.await(0, TABLE_TIMEOUT_NS);
        return new Round(loadS, (System.nanoTime() - endNs) / 1e9, competingS);
    }

    private static double competingS(final FullTableRouter router) {
        return ProcessUsage.machineCpuS() - ProcessUsage.cpuS(ProcessHandle.current().pid()) - ProcessUsage.cpuS(router.dataplanePid());
    }

    /** The operator. */
    private static final class Asker implements AutoCloseable {
        private final FullTableRouter router;
        private final Thread thread;
        private volatile boolean isStopping;
        private volatile boolean isToReset;
        private volatile RuntimeException fault;
        private final Histogram latencyNs = new Histogram(3);

        Asker(final FullTableRouter router) {
            this.router = router;
            thread = Thread.ofPlatform().daemon().name("bgp-operator").start(this::run);
        }

        void reset() {
            isToReset = true;
        }

        private void run() {
            try {
                while (!isStopping) {
                    if (isToReset) {
                        isToReset = false;
                        latencyNs.reset();
                    }
                    final long startNs = System.nanoTime();
                    router.ask("show", "bgp", "summary");
                    latencyNs.recordValue(System.nanoTime() - startNs);
                    LockSupport.parkNanos(ASK_NS);
                }
            } catch (final RuntimeException e) {
                fault = e;
            }
        }

        /** How long all answers took. @throws Bgp8Exception when there was none */
        Histogram finish() {
            stop();
            if (fault != null) {
                throw new Bgp8Exception("show bgp summary failed meanwhile: " + fault.getMessage(), fault);
            }
            return latencyNs;
        }

        private void stop() {
            isStopping = true;
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            stop();
        }
    }
}
