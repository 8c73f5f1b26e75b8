// SPDX-License-Identifier: Apache-2.0
// A router with a border writes to its log what it stopped there.
package io.eightfold.dataplane.slowpath;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.Border.AsnRange;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.worker.TestRouter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real packets through worker and slow path; the log of the tests goes to standard error, which is caught here. */
class BorderAlarmLogTest {
    private static final int INSIDE = 0;
    private static final int PEER = 1;
    private static final String TO = "64496.10.99.0.7";
    private static final long DEADLINE_NS = 10_000_000_000L;

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private TestRouter router;

    @BeforeEach
    void start() {
        router = TestRouter.of(List.of(via("64496.0.0.0.0/0", "64496.10.1.0.9")), ring("64496.10.1.0.1/24"),
            ring("64496.10.2.0.1/24").border(new Border(List.of(new AsnRange(64497)), false, false))).quiet();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(standardError);
        if (router != null) {
            router.close();
        }
    }

    @Test
    void shouldLogWhatTheBorderStopped() {
        router.handle(PEER, from("64999.10.0.0.1"), from("64999.10.0.0.1"), from("64497.222.0.0.1"), from("64497.10.0.0.1"));
        router.assertDrops(PEER, Map.of(DropReason.BORDER_SOURCE, 2L, DropReason.BORDER_INTERIOR_LINK, 1L));
        final String port = router.port(PEER).name();
        // The order is that of the reasons' numbers; neither of the two is said again at the next look.
        final List<String> expected = List.of("border port=" + port + " fault=peer dropped reason=border-interior-link packets=1 event=E3-TRAP",
            "border port=" + port + " fault=peer dropped reason=border-source packets=2 event=SEC-ALERT");
        assertEquals(expected, awaitAlarms(2));
        router.handle(PEER, from("64999.10.0.0.1"), from("127.1.0.0.10.0.0.1"));
        assertEquals("border port=" + port + " fault=peer dropped reason=border-internal-zone packets=1 event=SEC-ALERT", awaitAlarms(3).getLast());
    }

    @Test
    void shouldAlsoLogWhatTheSlowPathCounts() {
        // It stops such packets itself where they are its own to send, into tunnels; its counters are the last of the file's.
        router.countReceived(INSIDE, 3);
        CounterFile.drop(router.counterBlock(INSIDE, 1), DropReason.ZONE_ISOLATION.id(), 3);
        assertEquals(List.of("border port=" + router.port(INSIDE).name() + " fault=peer dropped reason=zone-isolation packets=3 event=SEC-ALERT"), awaitAlarms(1));
    }

    private byte[] from(final String source) {
        return TestPacket.ipv8(source, TO).to(router.mac(PEER)).frame();
    }

    private List<String> awaitAlarms(final int count) {
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (alarms().size() < count) {
            assertTrue(System.nanoTime() - endNs < 0, () -> "not logged in time: " + alarms() + " " + router.counters());
            router.run();
            Thread.onSpinWait();
        }
        return alarms();
    }

    private List<String> alarms() {
        return log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("border port="))
            .map(line -> line.substring(line.indexOf("border port="))).toList();
    }
}
