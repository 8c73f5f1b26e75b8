// SPDX-License-Identifier: Apache-2.0
// The generator over a real device of DPDK's: a ring that gives back what is sent.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One test: DPDK starts once a process. */
class SessionIT {
    private static final int DESTINATIONS = 1000;
    private static final int FLOWS = 3;
    private static final long FRAMES = 250_000;
    private static final int ANY_CORE = -1;

    private static Session.Settings settings(final int hops) {
        return new Session.Settings("net_ring", "net_ring", 128, 32, ANY_CORE, hops, null, false, List.of(), 1518);
    }

    @Test
    void shouldAccountForEveryFrame() throws IOException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        final Traffic traffic = TestTraffic.ipv8("imix", DESTINATIONS, FLOWS);
        try (Session session = Session.open(settings(0), _ -> traffic)) {
            session.awaitLinks();
            session.prove(100, 10_000);
            final Run run = session.run(Double.POSITIVE_INFINITY, FRAMES, 60, 1);
            assertEquals(FRAMES, run.offered());
            assertEquals(FRAMES, run.sent());
            assertEquals(FRAMES, run.received());
            assertEquals(0, run.lost() + run.reordered() + run.duplicates() + run.corrupted() + run.stale() + run.foreign() + run.notRewritten() + run.refused());
            assertEquals(run.sentBytes(), run.receivedBytes());
            // Seven of 60 bytes, four of 566, one of 1514 in each twelve.
            assertEquals(FRAMES / 12.0 * (7 * 60 + 4 * 566 + 1514), run.sentBytes(), 3 * 1514);
            assertTrue(run.latency().p50Us() > 0 && run.latency().p50Us() <= run.latency().p9999Us() && run.latency().p9999Us() <= run.latency().maxUs() * 1.001,
                run::toString);
            shouldHoldItsRate(session);
            shouldAllocateNothing(session);
            shouldSayIt(session, run);
            assertEquals(0, session.buffersInUse(), "buffers that did not go home");
        }
    }

    /** The rate is never exceeded; what it falls behind on a busy machine is counted. */
    private static void shouldHoldItsRate(final Session session) {
        final Run run = session.run(100_000, Long.MAX_VALUE, 0.5, 1);
        final double due = 100_000 * run.seconds();
        assertTrue(run.offered() <= due + 1, run::toString);
        assertEquals(due, run.offered() + run.missed(), 34, run::toString);
        final Run counted = session.run(10_000, 500, 60, 1);
        assertEquals(500, counted.received());
        assertTrue(counted.seconds() >= 0.05 - 1e-9, counted::toString);
    }

    private static void shouldAllocateNothing(final Session session) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long allocatedOfShort = allocated(session, threads, 1_000);
        assertEquals(allocatedOfShort, allocated(session, threads, 1_000_000), 1024, "bytes allocated by a run, of a thousand frames and of a million");
    }

    private static long allocated(final Session session, final ThreadMXBean threads, final long frames) {
        final long before = threads.getCurrentThreadAllocatedBytes();
        session.run(Double.POSITIVE_INFINITY, frames, 60, 1);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void shouldSayIt(final Session session, final Run run) {
        final PktgenResult result = new PktgenResult("net_ring", "net_ring", Rate.parse("max"), session.traffic(), 0, true, run, session.environment());
        final JsonObject json = result.json();
        assertEquals(List.of("name", "unit", "seconds", "traffic", "tx", "rx", "lost", "lossRatio", "reordered", "duplicates", "corrupted", "stale", "foreign",
            "notRewritten", "latencyUs", "environment"), List.copyOf(json.keySet()));
        assertEquals(FRAMES, json.getAsJsonObject("rx").get("frames").getAsLong());
        final double l2 = json.getAsJsonObject("rx").get("l2Bps").getAsDouble();
        assertEquals((run.receivedBytes() + 4 * FRAMES) * 8 / run.seconds(), l2, 1);
        assertEquals(l2 + 20 * 8 * FRAMES / run.seconds(), json.getAsJsonObject("rx").get("l1Bps").getAsDouble(), 1);
        assertTrue(result.text().contains("lost         0 of 250,000 (0.000000 %)"), result::text);
        final PktgenResult through = new PktgenResult("a", "b", Rate.parse("max"), session.traffic(), 1, true, run, session.environment());
        assertTrue(through.text().contains("TTL 63"), through::text);
    }
}
