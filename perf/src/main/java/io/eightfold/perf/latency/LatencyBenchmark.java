// SPDX-License-Identifier: Apache-2.0
// Checks, finds the zero-loss rate, and measures residence at half of it.
package io.eightfold.perf.latency;

import com.google.gson.JsonObject;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.forward.Forwarder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Steps: the meter alone; for subject and peer, warm-up and a run in which every frame is compared; the subject's zero-loss rate; trials in turns.
 * Between trials the real-time threads rest, so that the JVM's own get their share of the generator's core.
 * <p>Thread: startup; it becomes the meter.
 */
public final class LatencyBenchmark implements AutoCloseable {
    private static final int WARM_UP_MS = 3_000;
    /** Warm-up goes on until the compiler has been quiet for so long, but not beyond the limit. */
    private static final int QUIET_MS = 2_000;
    private static final int WARM_UP_SLICE_MS = 200;
    private static final long NS_A_MS = 1_000_000;
    private static final int WARM_UP_LIMIT_MS = 30_000;
    private static final int SEARCH_MS = 200;
    /** For waiting until the cores are near; twice the trials' time when that is less. */
    private static final long PLACEMENT_LIMIT_MS = 60_000;
    private static final int FLOOR_MS = 250;
    private static final int CHECK_MS = 200;
    private static final long CHECK_PPS = 100_000;
    /**
     * Linux gives threads of normal priority 50 ms of each second when real-time threads leave them none (the fair server), and would take
     * them from the middle of a run: runs are shorter, and all rest between them.
     */
    private static final int SLICE_MS = 250;
    private static final int REST_MS = 100;
    /** One frame in 1024 is compared while figures are taken. */
    private static final int SAMPLE_MASK = 1023;
    /** The third of the generator's limit: enough for the compiler, and no subject is overwhelmed. */
    private static final int WARM_UP_SHARE = 3;

    private final Settings settings;
    private final JsonObject environment;
    private final LatencyRig rig;
    private final CorePlacement placement;

    /**
     * @param ratePps       offered; 0 for half of the zero-loss rate.
     * @param seconds       length of a trial.
     * @param trials        trials of the subject, and as many of the peer.
     * @param core          CPU of the forwarder.
     * @param generatorCore CPU of the meter and of all other threads of the JVM.
     * @param burst         frames that the generator sends at one instant.
     * @param asns          ASNs in the table, one route each.
     * @param isRealTime    whether meter and forwarder ask for SCHED_FIFO.
     * @param warmUpMs      least time before the first check, in which the compiler does its work.
     */
    public record Settings(long ratePps, int seconds, int trials, int core, int generatorCore, int burst, int asns, boolean isRealTime, int warmUpMs) {
        /** Frames a turn of the forwarder, as the router has it. */
        static final int FORWARDER_BURST = 32;

        /** The warm-up that results are compared by. */
        public Settings(final long ratePps, final int seconds, final int trials, final int core, final int generatorCore, final int burst, final int asns,
                        final boolean isRealTime) {
            this(ratePps, seconds, trials, core, generatorCore, burst, asns, isRealTime, WARM_UP_MS);
        }

        public Settings {
            check("warmUpMs", warmUpMs, 0, WARM_UP_LIMIT_MS);
            check("rate", ratePps, 0, 100_000_000);
            check("seconds", seconds, 1, 60);
            check("trials", trials, 1, 100);
            check("core", core, 0, 1023);
            check("generator-core", generatorCore, 0, 1023);
            check("burst", burst, 1, Meter.BURST_MAX);
            check("asns", asns, 1, 10_000_000);
            if (core == generatorCore) {
                throw new IllegalArgumentException("core=" + core + " is the generator-core too; a busy loop needs a CPU of its own: choose two");
            }
        }

        private static void check(final String name, final long value, final long lowest, final long highest) {
            if (value < lowest || value > highest) {
                throw new IllegalArgumentException(name + "=" + value + " is outside " + lowest + " to " + highest + "; choose one inside");
            }
        }
    }

    private LatencyBenchmark(final Settings settings) {
        this.settings = settings;
        // Before anything is pinned: afterwards the JVM counts only the CPUs it may run on.
        environment = Environment.json(false);
        MeterLibrary.pinAll(settings.generatorCore());
        rig = new LatencyRig(settings.asns(), Settings.FORWARDER_BURST);
        environment.addProperty("hugepages", rig.hasHugepages());
        placement = new CorePlacement(() -> MeterLibrary.lineRoundTripNs(settings.core()), System::nanoTime, () -> rest(REST_MS),
            Math.min(PLACEMENT_LIMIT_MS, settings.trials() * settings.seconds() * 2000L) * NS_A_MS);
    }

    /** The worker in Java beside its twin in C. */
    public static LatencyResult run(final Settings settings) {
        return run(settings, new WorkerFactory(), new TwinFactory());
    }

    /**
     * @param peer measured in turns with the subject, or null.
     * @throws IllegalStateException when a frame was not forwarded right; then there is no figure.
     */
    public static LatencyResult run(final Settings settings, final ForwarderFactory subject, final ForwarderFactory peer) {
        try (LatencyBenchmark benchmark = new LatencyBenchmark(settings);
             Forwarder measured = benchmark.rig.open(subject);
             Forwarder other = peer == null ? null : benchmark.rig.open(peer)) {
            return benchmark.measure(subject, measured, peer, other);
        }
    }

    @Override
    public void close() {
        rig.close();
    }

    private LatencyResult measure(final ForwarderFactory subject, final Forwarder measured, final ForwarderFactory peer, final Forwarder other) {
        final long limitPps = Math.round(rig.measureLoop(load(0, FLOOR_MS, SAMPLE_MASK, settings.isRealTime())).ratePps() / 2);
        prepare(measured, limitPps);
        if (other != null) {
            prepare(other, limitPps);
        }
        final long generatorPps = generatorLimit(measured);
        final ZeroLossSearch.Found zeroLoss = ZeroLossSearch.search(generatorPps, rate -> slice(measured, rate, SEARCH_MS).isClean());
        if (settings.ratePps() == 0 && zeroLoss.ratePps() == 0) {
            throw new IllegalStateException("perf latency: no rate down to " + generatorPps / 32
                + " frames a second was without loss; free CPUs " + settings.core() + " and " + settings.generatorCore() + ", or give --rate");
        }
        final long offeredPps = settings.ratePps() == 0 ? zeroLoss.ratePps() / 2 : settings.ratePps();
        final MeterReading floor = rig.measureLoop(load(offeredPps, FLOOR_MS, SAMPLE_MASK, settings.isRealTime()));
        final MeterReading workerCore = loopOnWorkerCore(load(offeredPps, FLOOR_MS, SAMPLE_MASK, settings.isRealTime()));
        final List<MeterReading> subjectTrials = new ArrayList<>();
        final List<MeterReading> peerTrials = new ArrayList<>();
        final long steal = Environment.stealTicks();
        final long collections = collections();
        final long compilationMs = CompilerThreads.activity().cpuMs();
        // When the cores never come near any more, fewer trials say more than trials of another machine.
        for (int i = 0; i < settings.trials() && (i == 0 || !placement.isSpent()); i++) {
            if (other != null && (i & 1) == 1) {
                peerTrials.add(trial(other, offeredPps));
            }
            subjectTrials.add(trial(measured, offeredPps));
            if (other != null && (i & 1) == 0) {
                peerTrials.add(trial(other, offeredPps));
            }
        }
        environment.addProperty("stealTicks", Environment.stealTicks() - steal);
        environment.addProperty("collections", collections() - collections);
        environment.addProperty("compilationMs", CompilerThreads.activity().cpuMs() - compilationMs);
        environment.add("cores", placement.json());
        return new LatencyResult(settings, subject.description(), peer == null ? null : peer.description(), offeredPps, generatorPps, zeroLoss,
            floor, workerCore, subjectTrials, peerTrials, environment);
    }

    /** The compiler does its work, at normal priority so that it can; then every frame is compared. */
    private void prepare(final Forwarder forwarder, final long ratePps) {
        warmUp(forwarder, ratePps / WARM_UP_SHARE);
        final MeterReading checked = slice(forwarder, load(CHECK_PPS, CHECK_MS, 0, false), REST_MS);
        if (checked.lost() != 0 || checked.outOfOrder() != 0) {
            throw new IllegalStateException("perf latency: of " + checked.sent() + " frames at " + CHECK_PPS + " a second, " + checked.lost()
                + " were lost and " + checked.outOfOrder() + " out of order; no figure is reported");
        }
    }

    /**
     * Loads it and rests in turns, since the compiler shares the meter's core, until the compiler has nothing left to do. Starting and stopping
     * is warmed up too: a first stop would make the compiler throw the loop away.
     */
    private void warmUp(final Forwarder forwarder, final long ratePps) {
        final long startNs = System.nanoTime();
        long quietSinceNs = startNs;
        long compiledMs = CompilerThreads.activity().cpuMs();
        long nowNs;
        do {
            slice(forwarder, load(ratePps, WARM_UP_SLICE_MS, SAMPLE_MASK, false), WARM_UP_SLICE_MS);
            nowNs = System.nanoTime();
            final CompilerThreads.Activity compiler = CompilerThreads.activity();
            if (compiler.isBusy() || compiler.cpuMs() - compiledMs > WARM_UP_SLICE_MS / 10) {
                quietSinceNs = nowNs;
            }
            compiledMs = compiler.cpuMs();
        } while (nowNs - startNs < settings.warmUpMs() * NS_A_MS
            || nowNs - quietSinceNs < QUIET_MS * NS_A_MS && nowNs - startNs < WARM_UP_LIMIT_MS * NS_A_MS);
    }

    /** What the meter can send with the forwarder's ring on the other core: frames that change cores cost it more than its own. */
    private long generatorLimit(final Forwarder forwarder) {
        return Math.round(slice(forwarder, 0, SEARCH_MS).ratePps());
    }

    /** The meter's loop on the forwarder's core: what the machine does to whatever runs there. */
    private MeterReading loopOnWorkerCore(final Meter.Load load) {
        final CompletableFuture<MeterReading> reading = CompletableFuture.supplyAsync(() -> {
            NativeThread.pin(settings.core());
            NativeThread.register();
            try {
                return rig.measureLoop(load);
            } finally {
                NativeThread.unregister();
            }
        }, work -> new Thread(work, "e8-worker-core").start());
        return reading.join();
    }

    private MeterReading trial(final Forwarder forwarder, final long ratePps) {
        MeterReading sum = slice(forwarder, ratePps, SLICE_MS);
        for (int ms = SLICE_MS; ms < settings.seconds() * 1000 && !placement.isSpent(); ms += SLICE_MS) {
            sum = sum.plus(slice(forwarder, ratePps, SLICE_MS));
        }
        return sum;
    }

    /** A slice in which the cores stayed near each other. */
    private MeterReading slice(final Forwarder forwarder, final long ratePps, final int durationMs) {
        return placement.whileNear(() -> slice(forwarder, load(ratePps, durationMs, SAMPLE_MASK, settings.isRealTime()), REST_MS));
    }

    /** One run of the meter, and a rest after it. */
    private MeterReading slice(final Forwarder forwarder, final Meter.Load load, final int restMs) {
        final MeterReading reading;
        try (ForwarderThread thread = ForwarderThread.start(forwarder, settings.core(), load.isRealTime())) {
            assert thread != null;
            reading = rig.measure(load);
        }
        rest(restMs);
        return reading;
    }

    private Meter.Load load(final long ratePps, final int durationMs, final int verifyMask, final boolean isRealTime) {
        return new Meter.Load(ratePps, settings.burst(), durationMs, verifyMask, isRealTime);
    }

    private static void rest(final int ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }
}
