// SPDX-License-Identifier: Apache-2.0
// Packets into tunnels through HTTPS and out of them.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dataplane.testing.TestKeys;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.trace.PacketTrace;
import io.eightfold.dataplane.trace.TraceFilter;
import io.eightfold.dataplane.trace.TraceStage;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.dataplane.tunnel.https.HttpsTunnel;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.memory.Memory;
import io.eightfold.wire.tunnel.Encapsulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole router, and another end that the test plays, over TLS on loopback. */
class StreamTest {
    private static final long HOST_MAC = 0x02_00_00_00_EE_10L;
    private static final int LAN = 0;
    private static final int TRANSIT = 1;
    private static final String HERE = "64496.10.1.0.9";
    private static final String THERE = "64497.10.2.0.9";
    private static final String END = "127.0.9.1";
    private static final String REMOTE = "127.0.9.2";
    private static final int ETHERNET = 14;
    private static final long DEADLINE_NS = 10_000_000_000L;
    @TempDir
    private static Path files;
    private static TestKeys keys;

    private final List<byte[]> arrived = new ArrayList<>();
    private TunnelConfig config;
    private TestRouter router;
    private HttpsTunnel ours;
    private HttpsTunnel theirs;

    @BeforeAll
    static void makeKeys() {
        keys = new TestKeys(files);
        keys.make("ours");
        keys.make("theirs");
    }

    @BeforeEach
    void start() throws IOException {
        final int port = freePort();
        config = new TunnelConfig((int) TestPacket.bits(END), Set.of(Encapsulation.HTTPS), keys.files("ours", "theirs"));
        router = new TestRouter(TestRouter.Settings.DEFAULT, new Boundary(config, List.of()), routes(), ports()).quiet();
        router.hear(LAN, HERE, HOST_MAC, true);
        router.hear(TRANSIT, "192.0.2.2", 0x02_00_00_00_EE_20L, false);
        ours = HttpsTunnel.start(config, port);
        router.slowPath().serveStreams(ours);
        theirs = HttpsTunnel.start(new TunnelConfig((int) TestPacket.bits(REMOTE), Set.of(Encapsulation.HTTPS), keys.files("theirs", "ours")), port);
        theirs.keep(Set.of((int) TestPacket.bits(END)));
        // The slow path opens our stream by itself, for the route.
        await(() -> isUp(ours) && isUp(theirs));
        router.sent(LAN);
        router.sent(TRANSIT);
    }

    private static List<StaticRoute> routes() {
        return List.of(TestRouter.to("64497.0.0.0.0/0", tunnel(REMOTE)), TestRouter.to("64498.0.0.0.0/0", tunnel("127.0.9.3")), via("127.0.9.2/32", "192.0.2.2"),
            via("64496.10.9.0.0/16", HERE));
    }

    private static TestRouter.Port[] ports() {
        return new TestRouter.Port[] {ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("192.0.2.1/24", END + "/32").mtu(1400)};
    }

    @AfterEach
    void close() {
        if (ours != null) {
            ours.close();
        }
        if (theirs != null) {
            theirs.close();
        }
        if (router != null) {
            router.close();
        }
        ours = null;
        theirs = null;
        router = null;
    }

    // --- in ---

    @Test
    void shouldPutPacketsIntoTheStream() {
        final TestPacket packet = TestPacket.ipv8(HERE, THERE).to(router.mac(LAN)).payload(TestPacket.pattern(100, 3));
        router.handle(LAN, packet.frame(), packet.trailer(9).frame());
        await(() -> arrived.size() == 2);
        assertArrayEquals(packetOf(packet.ttl(63)), arrived.get(0));
        assertArrayEquals(packetOf(packet.ttl(63)), arrived.get(1));
        assertEquals(2, router.counters(LAN).of(PortCounter.FORWARDED));
        assertEquals(2, router.counters(TRANSIT).of(PortCounter.ENCAPSULATED));
        assertEquals(List.of(), router.sent(TRANSIT, 0x0800), "the kernel sends the stream");
    }

    @Test
    void shouldFragmentOrTellWhatIsTooLongForTheWay() {
        final TestPacket packet = TestPacket.ipv8(HERE, THERE).to(router.mac(LAN)).payload(TestPacket.pattern(1440, 3));
        router.handle(LAN, packet.frame(), packet.dontFragment().frame(), packet.ttl(1).frame());
        await(() -> arrived.size() == 2);
        assertEquals(1440, arrived.stream().mapToInt(p -> p.length - 28).sum());
        router.assertDrops(LAN, Map.of(DropReason.FRAGMENTATION_NEEDED, 1L, DropReason.TTL_EXPIRED, 1L));
        final List<byte[]> told = router.sent(LAN, 0x8080);
        assertEquals(2, told.size());
        assertEquals(1400, Bytes.u16(told.get(0), ETHERNET + 28 + 6));
    }

    @Test
    void shouldTellThatAStreamIsDown() {
        router.handle(LAN, TestPacket.ipv8(HERE, "64498.10.3.0.9").to(router.mac(LAN)).frame());
        router.assertDrops(LAN, Map.of(DropReason.TUNNEL_UNUSABLE, 1L));
        assertEquals(3 << 8 | 1, Bytes.u16(router.sentIpv8(LAN), ETHERNET + 28));
        theirs.close();
        await(() -> !isUp(ours));
        router.handle(LAN, TestPacket.ipv8(HERE, THERE).to(router.mac(LAN)).frame());
        router.assertDrops(LAN, Map.of(DropReason.TUNNEL_UNUSABLE, 2L));
    }

    @Test
    void shouldLeaveRoomForOthersWhenStreamsAreBehind() {
        close();
        router = new TestRouter(new TestRouter.Settings(NeighborSettings.DEFAULT, TestRouter.Settings.DEFAULT.icmpLimit(), 15), new Boundary(config, List.of()), routes(), ports())
            .quiet();
        router.hear(LAN, HERE, HOST_MAC, true);
        final byte[][] burst = TestRouter.repeat(TestPacket.ipv8(HERE, THERE).to(router.mac(LAN)).frame(), 26);
        burst[25] = TestPacket.ipv8(HERE, "64496.10.1.0.1").to(router.mac(LAN)).protocol(1).payload(TestPacket.icmp(8, 0, 7, new byte[8])).frame();
        router.handle(LAN, burst);
        assertEquals(1, router.counters(LAN).of(PortCounter.DELIVERED), "the ping");
        assertTrue(router.counters(LAN).drops().get(DropReason.SLOW_PATH_FULL) > 0);
    }

    @Test
    void shouldCountItsOwnMessagesAsOriginated() {
        final long before = router.counters(TRANSIT).of(PortCounter.ORIGINATED);
        assertTrue(send(packetOf(TestPacket.ipv8(THERE, "64496.10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 7, new byte[8])))));
        await(() -> arrived.size() == 1);
        assertEquals(before + 1, router.counters(TRANSIT).of(PortCounter.ORIGINATED));
    }

    // --- out ---

    @Test
    void shouldForwardWhatComesOut() {
        final TestPacket packet = TestPacket.ipv8(THERE, HERE).payload(TestPacket.pattern(100, 5));
        final int count = 200;
        for (int i = 0; i < count; i++) {
            assertTrue(send(packetOf(packet.payload(TestPacket.pattern(i, i)))));
        }
        await(() -> router.counters(TRANSIT).of(PortCounter.DECAPSULATED) == count);
        final List<byte[]> frames = router.sent(LAN, 0x8080);
        assertEquals(count, frames.size());
        for (int i = 0; i < count; i++) {
            assertEquals(HOST_MAC, Bytes.u48(frames.get(i), 0));
            final byte[] expected = packetOf(packet.payload(TestPacket.pattern(i, i)).ttl(63));
            assertArrayEquals(expected, Arrays.copyOfRange(frames.get(i), ETHERNET, ETHERNET + expected.length));
        }
        assertEquals(count, router.counters(TRANSIT).of(PortCounter.FORWARDED));
        assertEquals(count, router.counters(TRANSIT).of(PortCounter.RECEIVED));
    }

    @Test
    void shouldAnswerAndDeliverWhatComesOut() {
        assertTrue(send(packetOf(TestPacket.ipv8(THERE, "64496.10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 7, new byte[8])))));
        assertTrue(send(packetOf(TestPacket.ipv8(THERE, HERE).ttl(1))));
        assertTrue(send(packetOf(TestPacket.ipv8(THERE, "65000.1.1.1.1"))));
        // The answers go back into the stream.
        await(() -> arrived.size() == 3);
        assertEquals(Set.of(0, 11 << 8, 3 << 8 | 6), Set.copyOf(arrived.stream().map(p -> Bytes.u16(p, 28)).toList()));
        router.assertDrops(TRANSIT, Map.of(DropReason.TTL_EXPIRED, 1L, DropReason.NO_ROUTE_TO_ASN, 1L));
    }

    @Test
    void shouldJudgeWhatComesOutAsAnyTunnel() {
        final byte[] version4 = packetOf(TestPacket.ipv4("192.0.2.9", "10.1.0.9").payload(new byte[40]));
        final byte[] damaged = packetOf(TestPacket.ipv8(THERE, HERE));
        damaged[8] ^= 1;
        final byte[][] packets = {version4, damaged, packetOf(TestPacket.ipv8("64498.10.2.0.9", HERE)), packetOf(TestPacket.ipv8("65000.10.2.0.9", HERE)),
            packetOf(TestPacket.ipv8("127.1.0.0.10.2.0.9", HERE)), packetOf(TestPacket.ipv8("100.1.0.0.10.2.0.9", HERE)),
            packetOf(TestPacket.ipv8("64497.222.0.0.1", HERE)), packetOf(TestPacket.ipv8(THERE, "255.255.0.1.224.0.0.1")),
            Arrays.copyOf(packetOf(TestPacket.ipv8(THERE, HERE).payload(new byte[4000]).checksumError(1)), 4028)};
        for (final byte[] packet : packets) {
            assertTrue(send(packet));
        }
        await(() -> router.counters(TRANSIT).of(PortCounter.RECEIVED) == packets.length && router.counters(TRANSIT).inTransit() == 0);
        router.assertDrops(TRANSIT, Map.of(DropReason.TUNNEL_MALFORMED, 1L, DropReason.BAD_CHECKSUM, 1L, DropReason.TUNNEL_SOURCE, 2L, DropReason.BORDER_INTERNAL_ZONE, 1L,
            DropReason.BORDER_RINE, 1L, DropReason.BORDER_INTERIOR_LINK, 1L, DropReason.BORDER_PROTOCOL_MULTICAST, 1L, DropReason.SEGMENTED, 1L));
        assertEquals(List.of(), router.sent(LAN));
    }

    @Test
    void shouldCutWhatIsLongerThanItsBuffersOrTell() {
        // The sender's interfaces may take more than ours.
        final TestPacket packet = TestPacket.ipv8(THERE, HERE).payload(TestPacket.pattern(4000, 1));
        assertTrue(send(packetOf(packet)));
        // Each fragment is cut again for the link, whose MTU is 1500.
        await(() -> router.counters(TRANSIT).of(PortCounter.FORWARDED) == 2);
        assertEquals(4000, router.sent(LAN, 0x8080).stream().mapToInt(f -> Bytes.u16(f, ETHERNET + 2) - 28).sum());
        assertTrue(send(packetOf(packet.dontFragment())));
        await(() -> arrived.size() == 1);
        assertEquals(3 << 8 | 4, Bytes.u16(arrived.getFirst(), 28));
        assertEquals(2048 - ETHERNET, Bytes.u16(arrived.getFirst(), 34));
        router.assertDrops(TRANSIT, Map.of(DropReason.FRAGMENTATION_NEEDED, 1L));
    }

    @Test
    void shouldLeaveErrorsAboutItsTcpToTheKernel() {
        DpdkFixture.assumeRoot();
        close();
        // Nothing of 127/8 comes in by a port.
        final String end = "203.0.113.1";
        router = new TestRouter(TestRouter.Settings.DEFAULT, new Boundary(new TunnelConfig((int) TestPacket.bits(end), Set.of(Encapsulation.HTTPS), null), List.of()), routes(),
            ring("64496.10.1.0.1/24"), ring("192.0.2.1/24", end + "/32").tap("e8str" + ProcessHandle.current().pid() % 100_000)).quiet();
        final byte[] tcp = packetOf(TestPacket.ipv4(end, "198.51.100.1").protocol(6).payload(new byte[20]));
        router.handle(TRANSIT, TestPacket.ipv4("192.0.2.2", end).to(router.mac(TRANSIT)).protocol(1).payload(TestPacket.icmp(3, 4, 1400, tcp)).frame());
        assertEquals(1, router.counters(TRANSIT).of(PortCounter.PUNTED));
        assertEquals(0, router.counters(TRANSIT).of(PortCounter.TUNNEL_ERRORS));
    }

    @Test
    void shouldTraceWhatComesOut() {
        router.tracer().start(4, TraceFilter.ALL);
        assertTrue(send(packetOf(TestPacket.ipv8(THERE, HERE))));
        await(() -> router.counters(TRANSIT).of(PortCounter.FORWARDED) == 1);
        final PacketTrace packet = router.tracer().view().packets().getFirst();
        assertTrue(packet.toString().contains(HERE) && packet.toString().contains("Forwarded[port=p0"), packet.toString());
        assertEquals(new TraceStage.Decapsulated(Ipv8Address.parse(REMOTE), "https"), packet.steps().get(1).stage());
    }

    @Test
    void shouldTraceWhatGoesIn() {
        router.tracer().start(4, TraceFilter.ALL);
        router.handle(LAN, TestPacket.ipv8(HERE, THERE).to(router.mac(LAN)).frame());
        await(() -> arrived.size() == 1);
        final PacketTrace packet = router.tracer().view().packets().getFirst();
        assertEquals(List.of("received", "check", "lookup", "next-hop", "handed-over", "encapsulated", "sent"), packet.steps().stream().map(s -> s.stage().word()).toList());
        assertEquals(new TraceStage.Encapsulated(Ipv8Address.parse(REMOTE), "https"), packet.steps().get(5).stage());
    }

    // --- steps ---

    private boolean send(final byte[] packet) {
        final long memory = Memory.allocate(packet.length);
        try {
            for (int i = 0; i < packet.length; i++) {
                Memory.putU8(memory + i, packet[i]);
            }
            return theirs.send((int) TestPacket.bits(END), memory, packet.length);
        } finally {
            Memory.free(memory);
        }
    }

    private void await(final BooleanSupplier condition) {
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, () -> "arrived " + arrived.size() + " " + ours.view() + " " + theirs.view() + " " + router.counters());
            router.run();
            theirs.receive(new Inbox(), 100);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private final class Inbox implements HttpsTunnel.Handler {
        @Override
        public void onPacket(final int remote, final long packet, final int lengthBytes) {
            final byte[] bytes = new byte[lengthBytes];
            for (int i = 0; i < lengthBytes; i++) {
                bytes[i] = (byte) Memory.u8(packet + i);
            }
            arrived.add(bytes);
        }

        @Override
        public void onFault(final int remote) {
            throw new AssertionError("the router breaks the format");
        }
    }

    private static boolean isUp(final HttpsTunnel tunnel) {
        return tunnel.view().outgoing().stream().anyMatch(HttpsTunnel.Outgoing::isUp);
    }

    private static byte[] packetOf(final TestPacket packet) {
        final byte[] frame = packet.frame();
        return Arrays.copyOfRange(frame, ETHERNET, ETHERNET + Bytes.u16(frame, ETHERNET + 2));
    }

    private static StaticRoute.Hop tunnel(final String remote) {
        return new StaticRoute.Tunnel(Ipv8Address.parse(END), Ipv8Address.parse(remote), Encapsulation.HTTPS, Ipv8Address.parse("192.0.2.2"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(END))) {
            return free.getLocalPort();
        }
    }
}
