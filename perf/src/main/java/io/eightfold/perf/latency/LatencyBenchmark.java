// SPDX-License-Identifier: Apache-2.0
// Checks, finds the zero-loss rate, and measures residence at half of it.
package io.eightfold.perf.latency;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.forward.Forwarder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps: the meter alone; for subject and peer, warm-up and a run in which every frame is compared; the subject's zero-loss rate; trials in turns.
 * Between trials the real-time threads rest, so that the JVM's own get their share of the generator's core.
 * <p>Thread: startup; it becomes the meter.
 */
public final class LatencyBenchmark implements AutoCloseable {
    private static final int WARM_UP_MS = 3_000;
    private static final int SEARCH_MS = 250;
    private static final int FLOOR_MS = 1_000;
    private static final int CHECK_MS = 200;
    private static final long CHECK_PPS = 100_000;
    private static final int REST_MS = 50;
    /** One frame in 1024 is compared while figures are taken. */
    private static final int SAMPLE_MASK = 1023;
    /** The third of the generator's limit: enough for the compiler, and no subject is overwhelmed. */
    private static final int WARM_UP_SHARE = 3;

    private final Settings settings;
    private final JsonObject environment;
    private final LatencyRig rig;

    /**
     * @param ratePps       offered; 0 for half of the zero-loss rate.
     * @param seconds       length of a trial.
     * @param trials        trials of the subject, and as many of the peer.
     * @param core          CPU of the forwarder.
     * @param generatorCore CPU of the meter and of all other threads of the JVM.
     * @param burst         frames that the generator sends at one instant.
     * @param asns          ASNs in the table, one route each.
     * @param isRealTime    whether meter and forwarder ask for SCHED_FIFO.
     */
    public record Settings(long ratePps, int seconds, int trials, int core, int generatorCore, int burst, int asns, boolean isRealTime) {
        /** Frames a turn of the forwarder, as the router has it. */
        static final int FORWARDER_BURST = 32;

        public Settings {
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
    }

    /** The worker in Java alone. */
    public static LatencyResult run(final Settings settings) {
        return run(settings, WorkerForwarder.factory(), null);
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
        final ZeroLossSearch.Found zeroLoss = ZeroLossSearch.search(generatorPps, rate -> trial(measured, rate, SEARCH_MS).isClean());
        if (settings.ratePps() == 0 && zeroLoss.ratePps() == 0) {
            throw new IllegalStateException("perf latency: no rate down to " + generatorPps / 32
                + " frames a second was without loss; free CPUs " + settings.core() + " and " + settings.generatorCore() + ", or give --rate");
        }
        final long offeredPps = settings.ratePps() == 0 ? zeroLoss.ratePps() / 2 : settings.ratePps();
        final MeterReading floor = rig.measureLoop(load(offeredPps, FLOOR_MS, SAMPLE_MASK, settings.isRealTime()));
        final List<MeterReading> subjectTrials = new ArrayList<>();
        final List<MeterReading> peerTrials = new ArrayList<>();
        final long steal = Environment.stealTicks();
        final long collections = collections();
        final long compilationMs = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
        for (int i = 0; i < settings.trials(); i++) {
            if (other != null && (i & 1) == 1) {
                peerTrials.add(trial(other, offeredPps, settings.seconds() * 1000));
            }
            subjectTrials.add(trial(measured, offeredPps, settings.seconds() * 1000));
            if (other != null && (i & 1) == 0) {
                peerTrials.add(trial(other, offeredPps, settings.seconds() * 1000));
            }
        }
        environment.addProperty("stealTicks", Environment.stealTicks() - steal);
        environment.addProperty("collections", collections() - collections);
        environment.addProperty("compilationMs", ManagementFactory.getCompilationMXBean().getTotalCompilationTime() - compilationMs);
        return new LatencyResult(settings, subject.description(), peer == null ? null : peer.description(), offeredPps, generatorPps, zeroLoss,
            floor, subjectTrials, peerTrials, environment);
    }

    /** The compiler does its work, at normal priority so that it can; then every frame is compared. */
    private void prepare(final Forwarder forwarder, final long ratePps) {
        try (ForwarderThread thread = ForwarderThread.start(forwarder, settings.core(), false)) {
            assert thread != null;
            rig.measure(load(ratePps / WARM_UP_SHARE, WARM_UP_MS, SAMPLE_MASK, false));
            final MeterReading checked = rig.measure(load(CHECK_PPS, CHECK_MS, 0, false));
            if (checked.lost() != 0 || checked.outOfOrder() != 0) {
                throw new IllegalStateException("perf latency: of " + checked.sent() + " frames at " + CHECK_PPS + " a second, " + checked.lost()
                    + " were lost and " + checked.outOfOrder() + " out of order; no figure is reported");
            }
        }
    }

    /** What the meter can send with the forwarder's ring on the other core: frames that change cores cost it more than its own. */
    private long generatorLimit(final Forwarder forwarder) {
        return Math.round(trial(forwarder, 0, SEARCH_MS).ratePps());
    }

    private MeterReading trial(final Forwarder forwarder, final long ratePps, final int durationMs) {
        final MeterReading reading;
        try (ForwarderThread thread = ForwarderThread.start(forwarder, settings.core(), settings.isRealTime())) {
            assert thread != null;
            reading = rig.measure(load(ratePps, durationMs, SAMPLE_MASK, settings.isRealTime()));
        }
        rest();
        return reading;
    }

    private Meter.Load load(final long ratePps, final int durationMs, final int verifyMask, final boolean isRealTime) {
        return new Meter.Load(ratePps, settings.burst(), durationMs, verifyMask, isRealTime);
    }

    private static void rest() {
        try {
            Thread.sleep(REST_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }
}
