// SPDX-License-Identifier: Apache-2.0
// Brings router, generator and search together.
package io.eightfold.perf.ndr;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.CpuWait;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.pktgen.Run;
import io.eightfold.perf.pktgen.Session;
import io.eightfold.perf.pktgen.Traffic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Thread: startup; it becomes the generator. */
public final class NdrBenchmark {
    private static final int GENERATOR_MEMORY_MIB = 128;
    private static final int PROOF_PPS = 200_000;
    private static final double DRAIN_S = 0.2;
    private static final int MAX_RING_BITS = 14;
    private static final int MIN_RING_BITS = 7;

    private final Settings settings;
    private final Session session;
    private final RouterProcess router;

    /**
     * @param generatorCore CPU of the generator; negative for any.
     * @param routerCore    CPU of the router; negative for any.
     * @param burst         frames the router takes at once.
     * @param ringBits      log2 of the descriptors of each memif ring.
     * @param search        lengths and width.
     */
    public record Settings(int generatorCore, int routerCore, int burst, int ringBits, RateSearch.Settings search) {
        public Settings {
            if (ringBits < MIN_RING_BITS || ringBits > MAX_RING_BITS) {
                throw new IllegalArgumentException("--ring " + ringBits + " is outside " + MIN_RING_BITS + " to " + MAX_RING_BITS + " (log2 of the descriptors); choose one inside");
            }
            if (burst < 1 || burst > 64) {
                throw new IllegalArgumentException("--burst " + burst + " is outside 1 to 64; choose one inside");
            }
            checkCore("--generator-core", generatorCore);
            checkCore("--router-core", routerCore);
            if (generatorCore >= 0 && generatorCore == routerCore) {
                throw new IllegalArgumentException("--generator-core and --router-core are both " + routerCore + ": each would wait for the other; choose two CPUs");
            }
        }

        private static void checkCore(final String option, final int core) {
            if (core >= 0 && !NativeThread.isAllowed(core)) {
                throw new IllegalArgumentException(option + " " + core + " is not a CPU this process may use; choose one that `taskset -p $$` shows, or -1 for any");
            }
        }
    }

    private NdrBenchmark(final Settings settings, final Session session, final RouterProcess router) {
        this.settings = settings;
        this.session = session;
        this.router = router;
    }

    /**
     * Starts the router's process, proves that it forwards as it should, and searches.
     * @throws RuntimeException when something does not work; nothing stays behind.
     */
    public static NdrResult run(final Settings settings) {
        final String name = "ipv8-ndr-" + ProcessHandle.current().pid();
        final List<String> arguments = List.of(name + "-in", name + "-out", Integer.toString(settings.routerCore()), Integer.toString(settings.burst()),
            Integer.toString(settings.ringBits()));
        try (RouterProcess router = RouterProcess.start(arguments);
             Session session = Session.open(generator(settings, name), _ -> RouterLink.traffic())) {
            try {
                return new NdrBenchmark(settings, session, router).measure();
            } finally {
                // Before the session's ports go: net_memif unmaps its rings when the far end leaves, also under a worker that polls them.
                router.end();
            }
        }
    }

    private static Session.Settings generator(final Settings settings, final String name) {
        final Traffic traffic = RouterLink.traffic();
        return new Session.Settings(device(name + "-in", settings), device(name + "-out", settings), GENERATOR_MEMORY_MIB, 32, settings.generatorCore(), 1,
            RouterLink.expectation(), true, List.of(), traffic.sizes().maxBytes());
    }

    private static String device(final String socket, final Settings settings) {
        final Map<String, String> arguments = RouterLink.memif("client", socket, settings.ringBits());
        return "net_memif," + arguments.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }

    private NdrResult measure() {
        session.awaitLinks();
        // Every destination once: TTL, MACs and checksums of each frame are compared with what the router should make of it.
        session.prove(RouterLink.DESTINATIONS, PROOF_PPS);
        final long stealBefore = Environment.stealTicks();
        final RateSearch search = new RateSearch(settings.search(), this::trial, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        final RateSearch.Found found = search.run();
        final JsonObject environment = session.environment();
        environment.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
        return new NdrResult(settings, found, RouterLink.DESTINATIONS, environment);
    }

    private Trial trial(final String purpose, final double pps, final double seconds) {
        final CpuWait own = new CpuWait(CpuWait.current());
        final double ownBeforeMs = own.waitedMs();
        final double routerBeforeMs = router.cpuWait().waitedMs();
        final Run run = session.run(pps, Long.MAX_VALUE, seconds, DRAIN_S);
        final Trial.Waits waits = new Trial.Waits(own.waitedMs() - ownBeforeMs, router.cpuWait().waitedMs() - routerBeforeMs);
        router.check();
        if (run.notRewritten() != 0 || run.corrupted() != 0 || run.duplicates() != 0 || run.reordered() != 0) {
            throw new IllegalStateException("perf ndr: of " + run.received() + " frames " + run.notRewritten() + " were not rewritten as they should be, "
                + run.corrupted() + " corrupted, " + run.duplicates() + " duplicates, " + run.reordered() + " out of order; no rate is reported");
        }
        return new Trial(purpose, pps, run.seconds(), run.offered(), run.sent(), run.received(), waits);
    }
}
