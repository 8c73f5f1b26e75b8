// SPDX-License-Identifier: Apache-2.0
// The meter in C on real rings, with the real worker.
package io.eightfold.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.forward.Forwarder;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One environment for all tests: DPDK starts once a process. */
class MeterIT {
    private static final long RATE_PPS = 50_000;
    private static final int DURATION_MS = 300;
    private static LatencyRig rig;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        Assumptions.assumeTrue(NativeThread.isAllowed(0) && NativeThread.isAllowed(1), "needs CPUs 0 and 1; allow them with taskset");
        MeterLibrary.pinAll(0);
        // One route, so that a test can change it.
        rig = new LatencyRig(1, 32);
    }

    @AfterAll
    static void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void shouldCountEveryValueWhereHdrHistogramCountsIt() {
        final Histogram reference = MeterReading.emptyHistogram();
        final SplittableRandom random = new SplittableRandom(0x1BF8);
        for (int i = 0; i < 200_000; i++) {
            final long ns = random.nextLong(1L << random.nextInt(1, 31)) & (1 << 30) - 1;
            final int index = MeterLibrary.histogramIndex(ns);
            assertEquals(reference.lowestEquivalentValue(ns), MeterLibrary.histogramValue(index), () -> ns + " ns is counted at " + index);
        }
        assertEquals(MeterLibrary.histogramLength() - 1, MeterLibrary.histogramIndex(Long.MAX_VALUE));
    }

    @Test
    void shouldMeasureItsOwnLoop() {
        assertClean(rig.measureLoop(load(3)));
    }

    @Test
    void shouldForwardEveryFrameInOrder() {
        try (Forwarder worker = rig.open(new WorkerFactory())) {
            final MeterReading reading;
            try (ForwarderThread thread = ForwarderThread.start(worker, 1, false)) {
                assertTrue(thread != null);
                reading = rig.measure(load(4));
            }
            assertClean(reading);
            assertEquals(reading.sent(), worker.received());
            assertEquals(reading.sent(), worker.forwarded());
        }
    }

    @Test
    void shouldLoseEverythingWithoutAForwarderAndForgetItAfterwards() {
        final MeterReading reading = rig.measure(load(1));
        assertTrue(reading.sent() > 0);
        assertEquals(reading.sent(), reading.lost());
        assertTrue(reading.waited() > 0 && !reading.isClean(), reading::toString);
        assertEquals(0, reading.all().getTotalCount());
        // Those frames are still in the ring.
        try (Forwarder worker = rig.open(new WorkerFactory())) {
            final MeterReading next;
            try (ForwarderThread thread = ForwarderThread.start(worker, 1, false)) {
                assertTrue(thread != null);
                next = rig.measure(load(1));
            }
            assertClean(next);
            assertEquals(reading.sent() + next.sent(), worker.forwarded());
        }
    }

    @Test
    void shouldRefuseAFigureWhenFramesComeOutWrong() {
        try (Forwarder worker = rig.open(misrouting())) {
            final IllegalStateException wrong;
            try (ForwarderThread thread = ForwarderThread.start(worker, 1, false)) {
                assertTrue(thread != null);
                wrong = assertThrows(IllegalStateException.class, () -> rig.measure(load(1)));
            }
            assertTrue(wrong.getMessage().contains("no figure is reported"), wrong::getMessage);
        } finally {
            restore();
        }
    }

    private static Meter.Load load(final int burst) {
        return new Meter.Load(RATE_PPS, burst, DURATION_MS, 0, false);
    }

    /** Nothing lost, order kept, every frame recorded, percentiles monotone. The machine may have been busy: no bound on time. */
    private static void assertClean(final MeterReading reading) {
        assertTrue(reading.sent() > 0, reading::toString);
        assertEquals(0, reading.lost(), reading::toString);
        assertEquals(0, reading.outOfOrder(), reading::toString);
        assertEquals(reading.received(), reading.all().getTotalCount());
        assertTrue(reading.present().getTotalCount() <= reading.received(), reading::toString);
        long last = 0;
        for (final double percentile : new double[] {50, 90, 99, 99.9, 99.99, 100}) {
            final long ns = reading.all().getValueAtPercentile(percentile);
            assertTrue(ns >= last && ns > 0, () -> percentile + ": " + reading);
            last = ns;
        }
    }

    /** The worker with the only route changed to another neighbour. */
    private static ForwarderFactory misrouting() {
        return factory(1);
    }

    private static void restore() {
        rig.open(factory(0)).close();
    }

    private static ForwarderFactory factory(final int nextHop) {
        return new ForwarderFactory() {
            @Override
            public String description() {
                return "next hop " + nextHop;
            }

            @Override
            public Forwarder open(final Setting setting) {
                setting.fib().put(new Ipv8Prefix(new Ipv8Address(1000, 10 << 24), 48), nextHop);
                return new WorkerFactory().open(setting);
            }
        };
    }
}
