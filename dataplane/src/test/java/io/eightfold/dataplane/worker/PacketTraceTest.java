// SPDX-License-Identifier: Apache-2.0
// What a trace says of real packets, and that it changes nothing for them.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.endless;
import static io.eightfold.dataplane.worker.TestRouter.Port.nowhere;
import static io.eightfold.dataplane.worker.TestRouter.Port.ring;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.Pcap;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dataplane.trace.PacketTrace;
import io.eightfold.dataplane.trace.PacketTracer;
import io.eightfold.dataplane.trace.TraceFilter;
import io.eightfold.dataplane.trace.TraceStage;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.tunnel.Encapsulation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketTraceTest {
    private static final long GATEWAY_MAC = 0x02_00_00_00_EE_10L;
    private static final int MTU = 1400;
    private static final String HERE = "64496.10.1.0.9";
    private static final String THERE = "64497.10.9.0.9";
    private static final String END = "203.0.113.1";
    private static final int IPV4_ONLY_PORT = 2;
    /** Neighbours fail within a millisecond, and one packet waits for each. */
    private static final NeighborSettings HASTY = new NeighborSettings(TimeUnit.HOURS.toNanos(1), 100_000, 200_000, 1, TimeUnit.SECONDS.toNanos(5), 1, 64);
    private static final SlowPath.IcmpLimit UNLIMITED = new SlowPath.IcmpLimit(1_000_000_000, 1_000_000);

    private TestRouter router;

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
    }

    // --- workers ---

    @Test
    void shouldTellWayOfForwardedPacket() {
        start();
        final byte[] frame = ipv8(THERE).frame();
        trace(TraceFilter.ALL);
        router.inject(0, frame);
        final PacketTrace packet = only();
        assertEquals(List.of("received", "check", "lookup", "next-hop", "forwarded"), words(packet));
        final TraceStage.Received received = (TraceStage.Received) packet.steps().get(0).stage();
        assertEquals(List.of("p0", "default", frame.length, false, HERE, THERE, 64), List.of(received.port(), received.vrf(), received.lengthBytes(),
            received.isSegmented(), received.source().toString(), received.destination().toString(), received.ttl()));
        assertArrayEquals(Arrays.copyOf(frame, Math.min(64, frame.length)), received.bytes(), "as received, not as rewritten");
        assertEquals(new TraceStage.Checked("ipv8"), packet.steps().get(1).stage());
        assertEquals("next-hop", ((TraceStage.LookedUp) packet.steps().get(2).stage()).result());
        assertEquals(new TraceStage.NextHop("neighbor", "p1", GATEWAY_MAC, false, MTU), packet.steps().get(3).stage());
        final TraceStage.Forwarded forwarded = (TraceStage.Forwarded) packet.steps().get(4).stage();
        final byte[] sent = router.sentIpv8(1);
        assertEquals(List.of("p1", sent.length), List.of(forwarded.port(), forwarded.lengthBytes()));
        assertArrayEquals(Arrays.copyOf(sent, Math.min(64, sent.length)), forwarded.bytes());
        assertTrue(packet.afterNs() >= 0);
    }

    @Test
    void shouldTellGroupAndMemberChosen() {
        start();
        trace(TraceFilter.ALL);
        router.inject(0, ipv8("64498.10.0.0.1").frame());
        final TraceStage.LookedUp lookup = (TraceStage.LookedUp) only().steps().get(2).stage();
        assertEquals("group", lookup.result());
        assertEquals(0, lookup.group());
        assertEquals(1, router.sent(1).size());
        assertTrue(lookup.nextHop() >= 0);
    }

    @Test
    void shouldTellFragmentsAndTrimmedLength() {
        start();
        trace(TraceFilter.ALL);
        router.inject(0, ipv8(THERE).payload(new byte[MTU]).frame(), ipv8(THERE).payload(new byte[50]).trailer(9).frame());
        final List<PacketTrace> packets = packets();
        assertEquals(new TraceStage.Fragmented("p1", MTU), last(packets.get(0)));
        assertEquals(14 + 28 + 50, ((TraceStage.Forwarded) last(packets.get(1))).lengthBytes());
    }

    // --- tunnels ---

    @Test
    void shouldTellWhatGoesIntoTunnel() {
        startTunnels();
        for (final Encapsulation way : List.of(Encapsulation.PROTOCOL, Encapsulation.UDP)) {
            trace(TraceFilter.ALL);
            router.handle(0, ipv8(way == Encapsulation.UDP ? "64498.10.2.0.9" : THERE).payload(new byte[40]).frame());
            final PacketTrace packet = only();
            assertEquals(List.of("received", "check", "lookup", "next-hop", "encapsulated", "forwarded"), words(packet));
            final Ipv8Address remote = Ipv8Address.parse(remote(way));
            assertEquals(new TraceStage.NextHop("tunnel", "p1", GATEWAY_MAC, false, 1500 - way.overheadBytes(), remote, way.word()), packet.steps().get(3).stage());
            assertEquals(new TraceStage.Encapsulated(remote, way.word()), packet.steps().get(4).stage());
            final byte[] sent = router.sentIpv4(1);
            final TraceStage.Forwarded forwarded = (TraceStage.Forwarded) last(packet);
            assertEquals(List.of("p1", 14 + way.overheadBytes() + 28 + 40), List.of(forwarded.port(), forwarded.lengthBytes()));
            assertArrayEquals(Arrays.copyOf(sent, 64), forwarded.bytes(), "from the first byte of the outer packet's frame");
        }
    }

    @Test
    void shouldTellWhatWaitsForGatewayOfTunnel() {
        startTunnels();
        trace(TraceFilter.ALL);
        router.handle(0, ipv8("64499.10.2.0.9").frame());
        assertEquals(List.of("next-hop", "handed-over", "encapsulated", "waiting"), words(only()).subList(3, 7));
        assertEquals(new TraceStage.NextHop("tunnel", "p1", 0, false, 1480, Ipv8Address.parse("198.51.100.3"), "protocol"), only().steps().get(3).stage());
        router.hear(1, "192.0.2.3", GATEWAY_MAC + 1, false);
        router.run();
        final TraceStage.Sent sent = (TraceStage.Sent) last(only());
        assertArrayEquals(Arrays.copyOf(router.sentIpv4(1), 64), sent.bytes());
    }

    @Test
    void shouldTellWhatCameOutOfTunnel() {
        startTunnels();
        final byte[] inner = TestPacket.ipv8(THERE, HERE).payload(new byte[40]).frame();
        final byte[] packet = Arrays.copyOfRange(inner, 14, inner.length);
        final byte[] udp = new byte[8 + packet.length];
        Bytes.put16(udp, 0, 50_000);
        Bytes.put16(udp, 2, 8418);
        Bytes.put16(udp, 4, udp.length);
        System.arraycopy(packet, 0, udp, 8, packet.length);
        trace(TraceFilter.ALL);
        router.handle(1, outer(Encapsulation.PROTOCOL, 253, packet), outer(Encapsulation.PROTOCOL, 17, udp), outer(Encapsulation.UDP, 253, packet),
            outer(Encapsulation.PROTOCOL, 253, new byte[28]), TestPacket.ipv4("192.0.2.2", "10.1.0.9").to(router.mac(1)).frame());
        final List<PacketTrace> packets = packets();
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of("received", "decapsulated", "check", "lookup", "next-hop", "forwarded"), words(packets.get(i)));
            assertEquals(new TraceStage.Decapsulated(Ipv8Address.parse(remote(Encapsulation.PROTOCOL)), i == 0 ? "protocol" : "udp"), packets.get(i).steps().get(1).stage());
            final TraceStage.Received received = (TraceStage.Received) packets.get(i).steps().getFirst().stage();
            assertEquals(List.of(THERE, HERE, 14 + 68), List.of(received.source().toString(), received.destination().toString(), received.lengthBytes()), "what was inside");
        }
        assertEquals(new TraceStage.Decapsulated(Ipv8Address.parse(remote(Encapsulation.UDP)), "protocol"), packets.get(2).steps().get(1).stage());
        assertEquals(new TraceStage.Dropped("tunnel-source"), last(packets.get(2)));
        assertEquals(List.of("received", "decapsulated", "check", "dropped"), words(packets.get(3)));
        assertEquals(new TraceStage.Dropped("tunnel-malformed"), last(packets.get(3)));
        assertFalse(words(packets.get(4)).contains("decapsulated"));
    }

    /** What was noted for a burst that is not traced after all must not be said of a later one. */
    @Test
    void shouldForgetTunnelsOfBurstThatIsNotTraced() {
        startTunnels();
        final byte[] inner = TestPacket.ipv8(THERE, HERE).payload(new byte[40]).frame();
        final byte[] frame = outer(Encapsulation.PROTOCOL, 253, Arrays.copyOfRange(inner, 14, inner.length));
        trace(TraceFilter.ALL);
        router.tracer().clear();
        router.handle(1, frame);
        trace(TraceFilter.ALL);
        router.handle(0, ipv8(THERE).frame());
        assertFalse(words(only()).contains("decapsulated"));
    }

    private void startTunnels() {
        final TunnelConfig config = new TunnelConfig((int) TestPacket.bits(END), Set.of(Encapsulation.PROTOCOL, Encapsulation.UDP), null);
        router = new TestRouter(TestRouter.Settings.DEFAULT, new Boundary(config, List.of()), List.of(
                TestRouter.to("64497.0.0.0.0/0", tunnel(remote(Encapsulation.PROTOCOL), Encapsulation.PROTOCOL, "192.0.2.2")),
                TestRouter.to("64498.0.0.0.0/0", tunnel(remote(Encapsulation.UDP), Encapsulation.UDP, "192.0.2.2")),
                TestRouter.to("64499.0.0.0.0/0", tunnel("198.51.100.3", Encapsulation.PROTOCOL, "192.0.2.3"))),
            ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("192.0.2.1/24", END + "/32")).quiet();
        router.hear(0, HERE, TestPacket.STATION_MAC, true);
        router.hear(1, "192.0.2.2", GATEWAY_MAC, false);
        router.sent(1);
    }

    private static StaticRoute.Hop tunnel(final String remote, final Encapsulation way, final String gateway) {
        return new StaticRoute.Tunnel(Ipv8Address.parse(END), Ipv8Address.parse(remote), way, Ipv8Address.parse(gateway));
    }

    private static String remote(final Encapsulation way) {
        return way == Encapsulation.UDP ? "198.51.100.2" : "198.51.100.1";
    }

    private byte[] outer(final Encapsulation from, final int protocol, final byte[] payload) {
        return TestPacket.ipv4(remote(from), END).to(router.mac(1)).protocol(protocol).payload(payload).frame();
    }

    /** Each reason a worker drops for, as the counters have it. */
    @Test
    void shouldTellReasonOfEveryDropOfWorkers() {
        start();
        drops().forEach((frame, reason) -> assertDrop(0, frame, reason));
        assertDrop(IPV4_ONLY_PORT, ipv8(THERE).to(router.mac(IPV4_ONLY_PORT)).frame(), DropReason.IPV8_NOT_ENABLED);
        router.quiet();
        trace(TraceFilter.ALL);
        router.injectSegmented(0, ipv8(THERE).frame());
        assertEquals(new TraceStage.Dropped("segmented"), last(only()));
        assertTrue(((TraceStage.Received) only().steps().getFirst().stage()).isSegmented());
    }

    @Test
    void shouldTellCheckAndLookupOfDrops() {
        start();
        trace(TraceFilter.ALL);
        router.inject(0, ipv8(THERE).checksumError(1).frame(), ipv8("64999.10.0.0.1").frame(), ipv8("64497.224.0.0.5").frame(), ipv4("11.0.0.1").frame());
        final List<PacketTrace> packets = packets();
        assertEquals(List.of("received", "check", "dropped"), words(packets.get(0)));
        assertEquals(new TraceStage.Checked("bad-checksum"), packets.get(0).steps().get(1).stage());
        assertEquals(List.of("received", "check", "lookup", "dropped"), words(packets.get(1)));
        assertEquals(new TraceStage.LookedUp("default", "no-route-to-asn", -1, -1), packets.get(1).steps().get(2).stage());
        assertEquals(new TraceStage.Checked("ipv8-group"), packets.get(2).steps().get(1).stage());
        assertEquals(new TraceStage.LookedUp("default", "no-route", -1, -1), packets.get(3).steps().get(2).stage());
    }

    @Test
    void shouldTellWhatDeviceDidNotTake() {
        start();
        router.inject(0, TestRouter.repeat(ipv8(THERE).frame(), TestRouter.RING_CAPACITY));
        for (final boolean isDroppedOnly : new boolean[] {false, true}) {
            trace(new TraceFilter(TraceFilter.ANY_PORT, null, null, isDroppedOnly));
            router.inject(0, TestRouter.repeat(ipv8(THERE).frame(), 3));
            assertEquals(List.of("tx-full", "tx-full", "tx-full"), packets().stream().map(p -> ((TraceStage.Dropped) last(p)).reason()).toList());
        }
        router.sent(1);
        trace(TraceFilter.ALL);
        router.inject(0, ipv8(THERE).frame());
        assertEquals("forwarded", last(only()).word());
    }

    @Test
    void shouldTellWhatRingToSlowPathDidNotTake() {
        router = new TestRouter(new TestRouter.Settings(NeighborSettings.DEFAULT, UNLIMITED, 4), List.of(), ring("64496.10.1.0.1/24")).quiet();
        trace(TraceFilter.ALL);
        router.inject(0, TestRouter.repeat(ipv8("64496.10.1.0.1").frame(), 40));
        final List<PacketTrace> packets = packets();
        assertEquals("handed-over", last(packets.getFirst()).word());
        assertEquals(new TraceStage.Dropped("slow-path-full"), last(packets.getLast()));
        trace(TraceFilter.ALL);
        router.inject(0, ipv8("64999.1.0.0.1").frame());
        assertEquals(new TraceStage.IcmpSuppressed(3, 6), last(only()));
    }

    @Test
    void shouldTraceAllWorkersOfOnePortByOneBudget() {
        final SpreadRouter spread = new SpreadRouter(32, "net_ring", Map.of(), "net_ring");
        final SpreadFlows flows = new SpreadFlows(64);
        spread.tracer().start(40, TraceFilter.ALL);
        spread.feed(flows.burst(32));
        spread.worker(0).turn();
        spread.worker(1).turn();
        final List<PacketTrace> packets = spread.tracer().view().packets();
        assertEquals(32, packets.size());
        assertEquals(8, spread.tracer().view().left());
        assertTrue(packets.stream().map(PacketTrace::worker).distinct().count() == 2, "both workers have flows");
        // Worker 1 does not turn: the ring to it fills.
        for (int i = 0; i < 8; i++) {
            spread.feed(flows.burst(32));
            spread.tracer().start(1024, new TraceFilter(0, null, null, true));
            spread.worker(0).turn();
        }
        final List<PacketTrace> lost = spread.tracer().view().packets();
        assertEquals(new TraceStage.Dropped("worker-ring-full"), last(lost.getLast()));
        assertEquals(List.of("received", "dropped"), words(lost.getLast()));
        spread.end();
    }

    // --- control thread ---

    @Test
    void shouldFollowWhatIsDelivered() {
        start();
        trace(TraceFilter.ALL);
        router.handle(0, ipv8("64496.10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 1, new byte[20])).frame());
        assertEquals(List.of("received", "check", "lookup", "next-hop", "handed-over", "delivered", "waiting"), words(only()));
        router.hear(0, HERE, TestPacket.STATION_MAC, true);
        assertEquals("sent", last(only()).word());
        router.run();
        final TraceStage.Sent sent = (TraceStage.Sent) last(only());
        assertEquals("p0", sent.port());
        final byte[] reply = router.sentIpv8(0);
        assertArrayEquals(Arrays.copyOf(reply, 64), sent.bytes());
    }

    @Test
    void shouldFollowArp() {
        start();
        trace(TraceFilter.ALL);
        router.handle(0, TestArp.request(true, TestPacket.STATION_MAC, HERE, "64496.10.1.0.1").frame(MacAddress.BROADCAST),
            TestArp.request(true, TestPacket.STATION_MAC, HERE, "64496.10.1.0.7").frame(MacAddress.BROADCAST));
        assertEquals(List.of("received", "check", "handed-over", "delivered", "sent"), words(packets().get(0)));
        assertEquals(new TraceStage.HandedOver("arp"), packets().get(0).steps().get(2).stage());
        assertEquals(new TraceStage.Dropped("arp-not-for-us"), last(packets().get(1)));
    }

    @Test
    void shouldFollowWhatWaitsForNeighbor() {
        start();
        trace(TraceFilter.ALL);
        router.handle(0, ipv8("64496.10.2.0.77").frame());
        assertEquals(List.of("received", "check", "lookup", "next-hop", "handed-over", "waiting"), words(only()));
        assertEquals(new TraceStage.NextHop("connected", "p1", 0, false, MTU), only().steps().get(3).stage());
        router.hear(1, "64496.10.2.0.77", GATEWAY_MAC, true);
        router.run();
        final PacketTrace packet = only();
        assertEquals("sent", last(packet).word());
        assertTrue(packet.steps().getLast().afterNs() >= packet.steps().get(5).afterNs());
        assertEquals(1, router.sent(1, 0x8080).size());
    }

    @Test
    void shouldFollowWhatNeighborNeverAnswered() throws InterruptedException {
        router = new TestRouter(new TestRouter.Settings(HASTY, UNLIMITED, 4096), List.of(), ring("64496.10.1.0.1/24"), ring("64496.10.2.0.1/24")).quiet();
        router.hear(0, HERE, TestPacket.STATION_MAC, true);
        trace(new TraceFilter(TraceFilter.ANY_PORT, null, null, true));
        router.handle(0, ipv8("64496.10.2.0.77").frame(), ipv8("64496.10.2.0.77").frame());
        for (int i = 0; i < 200 && packets().size() < 2; i++) {
            Thread.sleep(1);
            router.run();
        }
        final List<PacketTrace> packets = packets();
        assertEquals(List.of("received", "check", "lookup", "next-hop", "handed-over", "waiting", "dropped"), words(packets.get(0)));
        assertEquals(new TraceStage.Dropped("neighbor-queue-full"), last(packets.get(0)));
        assertEquals(List.of("received", "check", "lookup", "next-hop", "handed-over", "waiting", "dropped", "icmp-error", "sent"), words(packets.get(1)));
        assertEquals(new TraceStage.Dropped("neighbor-unresolved"), packets.get(1).steps().get(6).stage());
        assertEquals(PacketTracer.MAX_PACKETS - 2, router.tracer().view().left());
    }

    @Test
    void shouldFollowErrorToSource() {
        start();
        router.hear(0, HERE, TestPacket.STATION_MAC, true);
        trace(TraceFilter.ALL);
        router.handle(0, ipv8(THERE).ttl(1).frame(), ipv8("64496.10.1.0.1").protocol(17).frame(), TestPacket.ipv8("64496.10.2.0.1", THERE).to(router.mac(0)).ttl(1).frame());
        final List<PacketTrace> packets = packets();
        assertEquals(List.of("received", "check", "lookup", "next-hop", "dropped", "icmp-error", "sent"), words(packets.get(0)));
        assertEquals(new TraceStage.IcmpError(11, 0), packets.get(0).steps().get(5).stage());
        assertEquals(List.of("received", "check", "lookup", "next-hop", "handed-over", "dropped", "icmp-error", "sent"), words(packets.get(1)));
        assertEquals(new TraceStage.Dropped("no-listener"), packets.get(1).steps().get(5).stage());
        assertEquals(new TraceStage.IcmpSuppressed(11, 0), last(packets.get(2)), "the router does not tell itself");
    }

    @Test
    void shouldTellWhenAnswerCannotLeave() {
        start();
        trace(TraceFilter.ALL);
        router.handle(0, TestPacket.ipv8("64777.1.0.0.1", "64496.10.1.0.1").to(router.mac(0)).protocol(1).payload(TestPacket.icmp(8, 0, 1, new byte[20])).frame());
        assertEquals(List.of("handed-over", "delivered", "lost"), words(only()).subList(4, 7));
        assertEquals(new TraceStage.Lost("no-route-to-asn"), last(only()));
    }

    @Test
    void shouldTellWhatDeviceDidNotTakeFromSlowPath() {
        start();
        router.inject(0, TestRouter.repeat(ipv8(THERE).frame(), TestRouter.RING_CAPACITY));
        trace(TraceFilter.ALL);
        router.handle(0, ipv8("64496.10.2.0.77").frame());
        router.hear(1, "64496.10.2.0.77", GATEWAY_MAC, true);
        router.run();
        final List<String> words = words(only());
        assertEquals(List.of("waiting", "sent", "dropped"), words.subList(words.size() - 3, words.size()));
        assertEquals(new TraceStage.Dropped("tx-full"), last(only()));
    }

    // --- filters, budget ---

    @Test
    void shouldTraceOnlyWhatMatches() {
        start();
        final byte[][] frames = {ipv8(THERE).frame(), ipv8("64499.1.0.0.1").frame(), ipv4("10.9.0.1").frame(), ipv8(THERE).checksumError(1).frame(),
            TestArp.request(true, TestPacket.STATION_MAC, HERE, "64496.10.1.0.1").frame(MacAddress.BROADCAST)};
        assertEquals(5, traced(TraceFilter.ALL, frames));
        assertEquals(5, traced(new TraceFilter(0, null, null, false), frames));
        assertEquals(0, traced(new TraceFilter(1, null, null, false), frames));
        assertEquals(2, traced(to("64497.0.0.0.0/0"), frames));
        assertEquals(1, traced(to("10.9.0.0/16"), frames));
        assertEquals(4, traced(to("0.0.0.0.0.0.0.0/0"), frames));
        assertEquals(3, traced(new TraceFilter(TraceFilter.ANY_PORT, null, Ipv8Prefix.parse("64496.10.1.0.0/24"), false), frames));
        assertEquals(1, traced(new TraceFilter(0, Ipv8Prefix.parse("64497.0.0.0.0/0"), Ipv8Prefix.parse("64496.0.0.0.0/0"), true), frames));
        assertEquals(2, traced(new TraceFilter(TraceFilter.ANY_PORT, null, null, true), frames));
    }

    @Test
    void shouldStopWhenBudgetIsSpentAndForgetWhenCleared() {
        start();
        router.tracer().start(3, TraceFilter.ALL);
        router.inject(0, TestRouter.repeat(ipv8(THERE).frame(), 70));
        assertEquals(3, packets().size());
        assertEquals(0, router.tracer().view().left());
        router.tracer().start(2, TraceFilter.ALL);
        router.inject(0, ipv8(THERE).frame());
        assertEquals(4, packets().size(), "earlier ones stay");
        assertEquals(List.of(1, 2, 3, 4), packets().stream().map(PacketTrace::number).toList());
        assertEquals(1, router.tracer().view().left());
        router.tracer().clear();
        router.inject(0, ipv8(THERE).frame());
        assertEquals(List.of(), packets());
        assertEquals(0, router.tracer().view().left());
        router.tracer().start(1024, TraceFilter.ALL);
        assertThrows(IllegalArgumentException.class, () -> router.tracer().start(0, TraceFilter.ALL));
        assertThrows(IllegalArgumentException.class, () -> router.tracer().start(1025, TraceFilter.ALL));
    }

    @Test
    void shouldSwitchItselfOff() {
        start();
        trace(TraceFilter.ALL);
        assertTrue(router.tracer().worker(0).isOn());
        router.tracer().clear();
        router.inject(0, ipv8(THERE).frame());
        assertFalse(router.tracer().worker(0).isOn());
    }

    @Test
    void shouldKeepNewestWhenMoreThanRingHolds() {
        start();
        for (int i = 0; i < 3; i++) {
            router.tracer().start(1000, TraceFilter.ALL);
            router.inject(0, TestRouter.repeat(ipv8(THERE).frame(), 1000));
            router.sent(1);
        }
        assertEquals(PacketTracer.MAX_PACKETS, packets().size());
    }

    // --- no difference ---

    @Test
    void shouldChangeNothingForPackets() {
        final List<byte[]> frames = mixed();
        final List<String> plain = countersAndFrames(frames, false);
        assertEquals(plain, countersAndFrames(frames, true));
    }

    @Test
    void shouldAllocateNothingWhileTracing(@TempDir final Path directory) throws IOException {
        final Path capture = directory.resolve("mix.pcap");
        Pcap.write(capture, mixed());
        router = new TestRouter(new TestRouter.Settings(NeighborSettings.DEFAULT, UNLIMITED, 256), routes(), endless(capture, "64496.10.1.0.1/24", "10.1.0.1/24"), nowhere("64496.10.2.0.1/24", "10.2.0.1/24").mtu(MTU));
        router.hear(1, "64496.10.2.0.2", GATEWAY_MAC, true);
        router.hear(1, "10.2.0.2", GATEWAY_MAC, true);
        // The ring towards the slow path stays full: what is handed over ends as dropped, which is traced as well.
        traceTurns(40_000);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long empty = -threads.getCurrentThreadAllocatedBytes() + threads.getCurrentThreadAllocatedBytes();
        final long received = router.counters(0).of(PortCounter.RECEIVED);
        assertEquals(0, traceTurns(5_000) - empty, "bytes allocated by the worker's thread");
        assertTrue(router.counters(0).of(PortCounter.RECEIVED) - received > 300_000, "all turns had packets");
        assertEquals(PacketTracer.MAX_PACKETS, packets().size());
    }

    /** Turns, each with a budget that it spends; bytes that the turns allocated. */
    private long traceTurns(final int turns) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int i = 0; i < turns; i++) {
            router.tracer().start(64, new TraceFilter(TraceFilter.ANY_PORT, null, null, i % 2 == 1));
            final long before = threads.getCurrentThreadAllocatedBytes();
            router.worker().turn();
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    private List<String> countersAndFrames(final List<byte[]> frames, final boolean isTraced) {
        start();
        if (isTraced) {
            trace(TraceFilter.ALL);
        }
        for (int round = 0; round < 3; round++) {
            router.inject(0, frames.toArray(byte[][]::new));
        }
        router.run();
        final List<String> result = new ArrayList<>();
        for (int port = 0; port < 2; port++) {
            result.add(router.counters(port).toString());
            // Identifications of the router's own packets and MACs of their ports are the same in both runs.
            router.sent(port).forEach(f -> result.add(Bytes.hex(f)));
        }
        assertEquals(isTraced ? 3 * frames.size() : 0, packets().size());
        router.close();
        router = null;
        return result;
    }

    // --- words of the tests ---

    private static List<StaticRoute> routes() {
        return List.of(via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("10.9.0.0/16", "10.2.0.2"), via("64498.0.0.0.0/0", "64496.10.2.0.2", "64496.10.2.0.3"),
            via("64499.0.0.0.0/0", "64496.10.2.0.4"), via("64500.10.0.0.0/8", "64496.10.2.0.2"),
            TestRouter.to("64501.0.0.0.0/0", new StaticRoute.Blackhole()), TestRouter.to("64502.0.0.0.0/0", new StaticRoute.Unreachable()));
    }

    private void start() {
        router = TestRouter.of(routes(), ring("64496.10.1.0.1/24", "10.1.0.1/24"), ring("64496.10.2.0.1/24", "10.2.0.1/24").mtu(MTU), ring("10.3.0.1/24")).quiet();
        router.hear(1, "64496.10.2.0.2", GATEWAY_MAC, true);
        router.hear(1, "64496.10.2.0.3", GATEWAY_MAC, true);
        router.hear(1, "10.2.0.2", GATEWAY_MAC, true);
        router.hear(1, "64496.10.2.0.4", GATEWAY_MAC, false);
    }

    private Map<byte[], DropReason> drops() {
        final Map<byte[], DropReason> drops = new LinkedHashMap<>();
        drops.put(new byte[1], DropReason.TOO_SHORT);
        drops.put(ipv8(THERE).cut(30), DropReason.TOO_SHORT);
        drops.put(ipv8(THERE).to(GATEWAY_MAC).frame(), DropReason.NOT_OUR_MAC);
        drops.put(ipv8(THERE).etherType(0x86DD).frame(), DropReason.UNKNOWN_ETHERTYPE);
        drops.put(ipv8(THERE).version(4).frame(), DropReason.BAD_VERSION);
        drops.put(ipv8(THERE).ihlWords(5).frame(), DropReason.BAD_HEADER_LENGTH);
        drops.put(ipv8(THERE).totalLength(27).frame(), DropReason.BAD_TOTAL_LENGTH);
        drops.put(ipv8(THERE).checksumError(1).frame(), DropReason.BAD_CHECKSUM);
        drops.put(TestPacket.ipv8("64496.127.0.0.1", THERE).to(TestPorts.mac(0)).frame(), DropReason.BAD_SOURCE);
        drops.put(ipv8("64497.127.0.0.1").frame(), DropReason.BAD_DESTINATION);
        drops.put(ipv8("64497.224.0.0.5").frame(), DropReason.MULTICAST);
        drops.put(ipv4("255.255.255.255").to(MacAddress.BROADCAST).frame(), DropReason.BROADCAST);
        drops.put(ipv8("64496.10.2.0.255").frame(), DropReason.BROADCAST);
        drops.put(ipv8(THERE).to(MacAddress.BROADCAST).frame(), DropReason.UNICAST_IN_L2_BROADCAST);
        drops.put(ipv8(THERE).ttl(1).frame(), DropReason.TTL_EXPIRED);
        drops.put(ipv8("64999.10.0.0.1").frame(), DropReason.NO_ROUTE_TO_ASN);
        drops.put(ipv8("64500.11.0.0.1").frame(), DropReason.NO_ROUTE);
        drops.put(ipv8("64501.10.0.0.1").frame(), DropReason.BLACKHOLE);
        drops.put(ipv8("64502.10.0.0.1").frame(), DropReason.UNREACHABLE);
        drops.put(ipv8(THERE).payload(new byte[MTU]).dontFragment().frame(), DropReason.FRAGMENTATION_NEEDED);
        drops.put(ipv8("64499.10.0.0.1").frame(), DropReason.IPV4_ONLY_NEIGHBOR);
        drops.put(ipv8(THERE).payload(new byte[1_450]).flagsAndOffset(0x1FFF).frame(), DropReason.BAD_FRAGMENT);
        return drops;
    }

    private List<byte[]> mixed() {
        final List<byte[]> frames = new ArrayList<>(drops().keySet());
        for (int i = 1; i < 20; i++) {
            frames.add(ipv8("64497.10.0.0." + i).frame());
            frames.add(ipv8("64498.10.0.0." + i).protocol(17).ports(i, i).frame());
            frames.add(ipv4("10.9.0." + i).payload(new byte[70 * i]).frame());
        }
        frames.add(ipv8(THERE).payload(new byte[50]).trailer(9).frame());
        frames.add(ipv8("64496.10.2.0.77").frame());
        frames.add(TestArp.request(true, TestPacket.STATION_MAC, HERE, "64496.10.1.0.1").frame(MacAddress.BROADCAST));
        frames.add(ipv8("64496.10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 1, new byte[20])).frame());
        return frames;
    }

    private void assertDrop(final int port, final byte[] frame, final DropReason reason) {
        for (final boolean isDroppedOnly : new boolean[] {false, true}) {
            router.quiet();
            trace(new TraceFilter(port, null, null, isDroppedOnly));
            router.inject(port, frame);
            router.assertDrops(port, Map.of(reason, 1L));
            assertEquals(new TraceStage.Dropped(reason.label()), last(only()));
        }
    }

    private int traced(final TraceFilter filter, final byte[]... frames) {
        trace(filter);
        router.handle(0, frames);
        return packets().size();
    }

    private static TraceFilter to(final String prefix) {
        return new TraceFilter(TraceFilter.ANY_PORT, Ipv8Prefix.parse(prefix), null, false);
    }

    private void trace(final TraceFilter filter) {
        router.tracer().clear();
        router.tracer().start(PacketTracer.MAX_PACKETS, filter);
    }

    private List<PacketTrace> packets() {
        return router.tracer().view().packets();
    }

    private PacketTrace only() {
        assertEquals(1, packets().size(), () -> packets().toString());
        return packets().getFirst();
    }

    private static TraceStage last(final PacketTrace packet) {
        return packet.steps().getLast().stage();
    }

    private static List<String> words(final PacketTrace packet) {
        return packet.steps().stream().map(s -> s.stage().word()).toList();
    }

    private static TestPacket ipv8(final String destination) {
        return TestPacket.ipv8(HERE, destination).to(TestPorts.mac(0));
    }

    private static TestPacket ipv4(final String destination) {
        return TestPacket.ipv4("10.1.0.9", destination).to(TestPorts.mac(0));
    }
}
