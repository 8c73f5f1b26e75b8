// SPDX-License-Identifier: Apache-2.0
// Measures the way of routes from the RIB to forwarded packets.
package io.eightfold.perf.push;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.push.FibPushResult.Round;
import io.eightfold.perf.push.TrafficProbe.Result;
import io.eightfold.perf.table.RouteTable;
import java.util.ArrayList;
import java.util.List;

/** Loads and withdraws a table, ours and zebra's in turns; then has it sent again; then measures single routes by traffic. Thread: startup. */
public final class FibPushBenchmark {
    private static final String ROUTER = "router";
    private static final String HOSTS = "hosts";
    /** Local and universally administered: what the router's ports are called on their cables. */
    private static final String IN_MAC = "02:e8:00:00:00:01";
    private static final long IN_MAC_BITS = 0x02E8_0000_0001L;

    private FibPushBenchmark() {
    }

    /**
     * Runs everything.
     * @throws PushException when the machine lacks something, or the answer is wrong; nothing is reported then.
     */
    public static FibPushResult run(final FibPushSettings settings) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new PushException("perf fib-push makes network namespaces and starts a dataplane in one; run it as root");
        }
        final RouteTable table = PushTables.internet(settings.routes());
        try (PushNamespaces namespaces = new PushNamespaces()) {
            final String hosts = namespaces.add(HOSTS);
            final String own = namespaces.add(ROUTER);
            PushNamespaces.connect(hosts, RouteLatency.SOURCE_PORT, own, PushRouter.IN);
            PushNamespaces.connect(hosts, RouteLatency.SINK_PORT, own, PushRouter.OUT);
            PushNamespaces.run("ip", "-n", own, "link", "set", PushRouter.IN, "address", IN_MAC);
            try (PushRouter router = PushRouter.start(own)) {
                return run(settings, table, router, hosts);
            }
        }
    }

    private static FibPushResult run(final FibPushSettings settings, final RouteTable table, final PushRouter router, final String hosts) {
        final PushTable push = new PushTable(router, table);
        final List<Round> rounds;
        final long checked;
        final double resyncMs;
        try (HopAnswers _ = new HopAnswers(hosts, RouteLatency.SINK_PORT)) {
            rounds = rounds(settings, push);
            push.load();
            router.verify(settings.routes());
            resyncMs = router.resync() / 1e6;
            checked = router.verify(settings.routes());
        }
        final Packets packets = settings.samples() == 0 ? new Packets(null, null, 0) : packets(settings, push, router, hosts);
        final JsonObject counters = router.session().getAsJsonObject("counters");
        return new FibPushResult(settings, table.name(), rounds, resyncMs, checked, packets.idle, packets.churn, packets.churnPerS, counters,
            Environment.json(router.hasHugepages()));
    }

    private record Packets(Result idle, Result churn, double churnPerS) {
    }

    /** The whole table is there meanwhile: single routes come on top of it. */
    private static Packets packets(final FibPushSettings settings, final PushTable push, final PushRouter router, final String hosts) {
        try (RouteLatency latency = new RouteLatency(router, hosts, IN_MAC_BITS)) {
            latency.warmUp();
            final Result idle = latency.measure(settings.samples());
            final BackgroundChurn churn = new BackgroundChurn(push, settings.churned(), settings.churnPerS());
            final Result during;
            try (churn) {
                during = latency.measure(settings.samples());
            }
            router.awaitQuiet();
            router.verify(settings.routes());
            return new Packets(idle, during, churn.perSecond());
        }
    }

    /** One round of each before the first that counts, so that compilers have seen the way. */
    private static List<Round> rounds(final FibPushSettings settings, final PushTable push) {
        push.load();
        push.withdraw();
        final List<Round> rounds = new ArrayList<>();
        if (!settings.hasPeer()) {
            for (int i = 0; i < settings.rounds(); i++) {
                rounds.add(new Round(push.load(), push.withdraw(), 0, 0));
            }
            return rounds;
        }
        final RouteTable routes4 = PushTables.ipv4(settings.routes());
        try (ZebraPeer zebra = ZebraPeer.start()) {
            for (int i = 0; i < settings.rounds(); i++) {
                final long loadNs = push.load();
                final long withdrawNs = push.withdraw();
                rounds.add(new Round(loadNs, withdrawNs, zebra.load(routes4), zebra.withdraw(routes4)));
            }
        }
        return rounds;
    }
}
