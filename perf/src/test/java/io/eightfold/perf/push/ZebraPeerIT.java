// SPDX-License-Identifier: Apache-2.0
// zebra with a table that the kernel is asked for in two ways.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.perf.table.Ipv4Shape;
import io.eightfold.perf.table.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZebraPeerIT {
    private static final int ROUTES = Integer.getInteger("eightfold.zebra.routes", 10_000);
    private static final int NEXT_HOPS = 64;
    private static final long SEED = 0x2EB2A;
    private static final Path RUN = Path.of("/run");

    @BeforeEach
    void needRootAndFrr() {
        assumeTrue(ZebraPeer.obstacle().isEmpty(), () -> ZebraPeer.obstacle().orElseThrow());
    }

    @Test
    void shouldPutExactlyTheTableIntoTheKernelAndTakeItOut() throws IOException {
        final RouteTable table = Ipv4Shape.full(ROUTES, NEXT_HOPS, SEED);
        try (ZebraPeer peer = ZebraPeer.start()) {
            assertEquals(1, peer.namespace().routeLines(), "the connected route before");
            for (int round = 1; round <= 2; round++) {
                report("load", peer.load(table));
                assertEquals(ROUTES, peer.installed());
                assertEquals(ROUTES + 1, peer.namespace().routeLines(), "routes and the connected one, round " + round);
                report("withdraw", peer.withdraw(table));
                assertEquals(0, peer.installed());
                assertEquals(1, peer.namespace().routeLines(), "the connected route after round " + round);
            }
        }
        assertNothingIsLeft(ProcessHandle.current().pid());
    }

    @Test
    void shouldRefuseRouteIntoTheNetworkOfItsNextHops() {
        final RouteTable table = new RouteTable.Builder("own-hops", 1).add(0xC612_0000L, RouteTable.ASN_BITS + 25, 0).build();
        try (ZebraPeer peer = ZebraPeer.start()) {
            final String message = assertThrows(PushException.class, () -> peer.load(table)).getMessage();
            assertTrue(message.contains("0.198.18.0.0/25") && message.contains("another number of routes"), message);
        }
    }

    @Test
    void shouldSayThatZebraEnded() {
        final RouteTable table = Ipv4Shape.full(ROUTES, NEXT_HOPS, SEED);
        try (ZebraPeer peer = ZebraPeer.start()) {
            final ProcessHandle zebra = ProcessHandle.current().children().filter(c -> c.info().command().orElse("").endsWith("/zebra")).findFirst().orElseThrow();
            assertTrue(zebra.destroyForcibly());
            zebra.onExit().join();
            final String message = assertThrows(PushException.class, () -> peer.load(table)).getMessage();
            assertTrue(message.contains("zebra") && message.contains("it said last"), message);
        }
        assertNothingIsLeft(ProcessHandle.current().pid());
    }

    @Test
    void shouldRemoveWhatKilledProcessLeft() throws IOException, InterruptedException {
        final Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        final String name = "e8p-zebra-" + killed.pid();
        Files.createDirectory(RUN.resolve(name));
        assertEquals(0, new ProcessBuilder("ip", "netns", "add", name).inheritIO().start().waitFor());
        final Process orphan = new ProcessBuilder("ip", "netns", "exec", name, "sleep", "60").start();
        awaitInside(name);
        ZebraPeer.start().close();
        assertTrue(orphan.waitFor(10, TimeUnit.SECONDS), "the process in the namespace left behind still runs");
        assertNothingIsLeft(killed.pid());
    }

    private static void awaitInside(final String name) throws IOException, InterruptedException {
        for (int tries = 0; tries < 500; tries++) {
            final Process pids = new ProcessBuilder("ip", "netns", "pids", name).start();
            if (pids.getInputStream().readAllBytes().length > 0) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no process came into " + name);
    }

    private static void assertNothingIsLeft(final long pid) {
        assertFalse(Files.exists(RUN.resolve("e8p-zebra-" + pid)), "files of " + pid);
        assertFalse(Files.exists(RUN.resolve("netns").resolve("e8p-zebra-" + pid)), "namespace of " + pid);
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            assertEquals(0, children.filter(c -> c.info().command().orElse("").endsWith("/zebra")).count(), "zebra still runs");
        }
    }

    private static void report(final String what, final long ns) {
        System.out.printf("%s %,d routes: %,d ms, %,.0f routes/s%n", what, ROUTES, ns / 1_000_000, ROUTES * 1e9 / ns);
    }
}
