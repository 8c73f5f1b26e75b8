// SPDX-License-Identifier: Apache-2.0
// The kernel's side of a port, over a real TAP.
package io.eightfold.dataplane.slowpath;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.trace.PacketTrace;
import io.eightfold.dataplane.trace.TraceFilter;
import io.eightfold.dataplane.trace.TraceStage;
import io.eightfold.dataplane.worker.TestRouter;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.address.MacAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses are of TEST-NET-1, which no machine has; the TAP and its routes end with the test. */
class PuntTest {
    private static final String TAP = "e8punt" + ProcessHandle.current().pid() % 100_000;
    private static final String OWN4 = "192.0.2.1";
    private static final String PEER4 = "192.0.2.9";
    private static final long DEADLINE_NS = 3_000_000_000L;

    private TestRouter router;

    @BeforeEach
    void start() {
        DpdkFixture.assumeRoot();
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun; run: modprobe tun");
        router = TestRouter.of(List.of(), ring("64496.10.1.0.1/24", OWN4 + "/24").tap(TAP), ring("64496.10.2.0.1/24")).quiet();
        final var through = new StaticRoute(Ipv8Prefix.parse("198.51.100.0/24"), List.of(new StaticRoute.Gateway(Ipv8Address.parse(PEER4), null)));
        TapAddresses.apply(List.of(router.port(0), router.port(1)), List.of(through), 0);
        router.quiet();
    }

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    @Test
    void shouldTracePacketsToTheKernel() {
        router.tracer().start(8, TraceFilter.ALL);
        router.handle(0, TestPacket.ipv4(PEER4, OWN4).to(router.mac(0)).etherType(0x88CC).frame());
        final PacketTrace packet = router.tracer().view().packets().getLast();
        assertEquals(new TraceStage.Punted("p0"), packet.steps().getLast().stage());
        assertEquals(new TraceStage.HandedOver("punt"), packet.steps().get(packet.steps().size() - 2).stage());
    }

    @Test
    void shouldGiveKernelWhatIsForItsSockets() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(OWN4), 0))) {
            final byte[] text = "hello kernel".getBytes(StandardCharsets.UTF_8);
            final byte[] udp = new byte[8 + text.length];
            Bytes.put16(udp, 0, 7777);
            Bytes.put16(udp, 2, socket.getLocalPort());
            Bytes.put16(udp, 4, udp.length);
            System.arraycopy(text, 0, udp, 8, text.length);
            router.handle(0, TestPacket.ipv4(PEER4, OWN4).to(router.mac(0)).protocol(17).payload(udp).frame());
            socket.setSoTimeout(3_000);
            final DatagramPacket received = new DatagramPacket(new byte[100], 100);
            socket.receive(received);
            assertArrayEquals(text, Arrays.copyOf(received.getData(), received.getLength()));
            assertEquals(7777, received.getPort());
        }
        assertEquals(1, router.counters(0).of(PortCounter.PUNTED));
        router.assertBalanced();
    }

    @Test
    void shouldSendWhatKernelSends() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(OWN4), 0))) {
            socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, InetAddress.getByName("198.51.100.7"), 9));
            final TestArp question = TestArp.of(awaitSent(TestArp.ETHER_TYPE));
            assertEquals(TestPacket.bits(PEER4), question.target(), "the kernel asks for the gateway that its route names");
            assertEquals(router.mac(0), question.senderMac());
            router.handle(0, TestArp.reply(false, TestPacket.STATION_MAC, PEER4, router.mac(0), OWN4).frame(router.mac(0)));
            assertEquals(1, router.counters(0).of(PortCounter.PUNT_COPIES));
            assertEquals(1, router.counters(0).of(PortCounter.DELIVERED));
            final byte[] sent = awaitSent(0x0800);
            assertEquals(TestPacket.STATION_MAC, Bytes.u48(sent, 0));
            assertEquals((int) TestPacket.bits("198.51.100.7"), Bytes.u32(sent, 30));
        }
        assertTrue(router.counters(0).of(PortCounter.ORIGINATED) >= 2);
    }

    @Test
    void shouldAnswerPingItselfButLeaveRepliesToKernel() {
        router.hear(0, PEER4, TestPacket.STATION_MAC, false);
        router.handle(0, TestPacket.ipv4(PEER4, OWN4).to(router.mac(0)).protocol(1).payload(TestPacket.icmp(8, 0, 1, new byte[8])).frame());
        assertEquals(1, router.sent(0, 0x0800).stream().filter(f -> f[23] == 1).count());
        router.handle(0, TestPacket.ipv4(PEER4, OWN4).to(router.mac(0)).protocol(1).payload(TestPacket.icmp(0, 0, 1, new byte[8])).frame());
        assertEquals(1, router.counters(0).of(PortCounter.PUNTED));
        assertEquals(1, router.counters(0).of(PortCounter.DELIVERED));
    }

    @Test
    void shouldPuntGroupsAndUnknownEtherTypes() {
        router.handle(0, TestPacket.ipv4(PEER4, "224.0.0.5").to(0x0100_5E00_0005L).protocol(89).frame(),
            TestPacket.ipv4(PEER4, "255.255.255.255").to(MacAddress.BROADCAST).protocol(17).frame(),
            TestPacket.ipv8("64496.10.1.0.9", "64497.1.1.1.1").to(router.mac(0)).etherType(0x88CC).frame(),
            TestPacket.ipv4(PEER4, OWN4).to(router.mac(0)).protocol(17).flagsAndOffset(0x2000).frame());
        assertEquals(4, router.counters(0).of(PortCounter.PUNTED));
        router.assertDrops(0, Map.of());
    }

    @Test
    void shouldCountWhatTheTapRefuses() throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("ip", "link", "set", TAP, "down").start().waitFor());
        router.handle(0, TestPacket.ipv4(PEER4, OWN4).to(router.mac(0)).protocol(17).frame());
        router.assertDrops(0, Map.of(DropReason.PUNT_FULL, 1L));
    }

    private byte[] awaitSent(final int etherType) {
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (System.nanoTime() - endNs < 0) {
            router.run();
            final List<byte[]> sent = router.sent(0).stream().filter(f -> Bytes.u16(f, 12) == etherType).toList();
            if (!sent.isEmpty()) {
                return sent.getFirst();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nothing of EtherType " + Integer.toHexString(etherType) + " came from the kernel; " + router.counters(0));
    }
}
