// SPDX-License-Identifier: Apache-2.0
// A whole dataplane with its threads, from capture file to capture file.
package io.eightfold.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dataplane.testing.Pcap;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.worker.TestRouter;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataplaneIT {
    private static final long DEADLINE_NS = 10_000_000_000L;
    private static final long GATEWAY_MAC = 0x02_00_00_00_EE_10L;
    /** net_pcap numbers its MACs: 02:70:63:61:70 and a count. */
    private static final long OUT_MAC = 0x02_70_63_61_70_00L;
    private static final long IN_MAC = 0x02_70_63_61_70_01L;
    /** Fewer than wait for a neighbour, so that it does not matter when its answer is read. */
    private static final int PACKETS = 6;
    private static final int MBUFS = 8191;

    @TempDir
    private Path directory;

    @Test
    void shouldForwardFromCaptureToCaptureAndGiveEverythingBack() throws IOException {
        DpdkFixture.assumeRoot();
        final List<TestPacket> ipv8 = new ArrayList<>();
        final List<byte[]> in = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            ipv8.add(TestPacket.ipv8("64496.10.1.0.9", "64497.10.0.0.1").to(IN_MAC).payload(TestPacket.pattern(100 + i, i)).identification(i));
            in.add(ipv8.get(i).frame());
        }
        in.add(TestPacket.ipv8("64496.10.1.0.9", "64999.10.0.0.1").to(IN_MAC).frame());
        in.add(TestPacket.ipv8("64496.10.1.0.9", "64497.10.0.0.1").to(IN_MAC).checksumError(1).frame());
        in.add(TestArp.request(true, TestPacket.STATION_MAC, "64496.10.1.0.9", "64496.10.1.0.1").frame(MacAddress.BROADCAST));
        Pcap.write(directory.resolve("in.pcap"), in);
        Pcap.write(directory.resolve("out.pcap"), List.of(TestArp.reply(true, GATEWAY_MAC, "64496.10.2.0.2", OUT_MAC, "64496.10.2.0.1").frame(OUT_MAC)));

        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Dataplane dataplane = Dataplane.start(config(), failure::set);
        try (CounterReader counters = new CounterReader(directory.resolve("counters"))) {
            assertEquals(ProcessHandle.current().pid(), counters.pid());
            await(() -> counters.port(1).of(PortCounter.RECEIVED) == in.size() && counters.port(1).inTransit() == 0, counters);
            checkViews(dataplane);
            await(() -> counters.workers().getFirst().emptyTurns() > 0, counters);
            dataplane.close();
            assertNull(failure.get());
            assertEquals(0, dataplane.leakedMbufs());
            checkCounters(counters);
        } finally {
            dataplane.close();
        }

        final List<String> expected = ipv8.stream().map(p -> Bytes.hex(p.to(GATEWAY_MAC).from(OUT_MAC).ttl(63).frame())).sorted().toList();
        final List<byte[]> sent = Pcap.read(directory.resolve("out-sent.pcap"));
        assertEquals(expected, sent.stream().filter(f -> Bytes.u16(f, 12) == 0x8080).map(Bytes::hex).sorted().toList());
        assertEquals(TestArp.request(true, OUT_MAC, "64496.10.2.0.1", "64496.10.2.0.2"),
            sent.stream().filter(f -> Bytes.u16(f, 12) == TestArp.ETHER_TYPE).map(TestArp::of).filter(a -> a.target() != a.sender()).findFirst().orElseThrow());
        final List<byte[]> back = Pcap.read(directory.resolve("in-sent.pcap"));
        assertTrue(back.stream().anyMatch(f -> Bytes.u16(f, 12) == TestArp.ETHER_TYPE && TestArp.of(f).operation() == TestArp.REPLY), "an answer to ARP8");
        assertTrue(back.stream().anyMatch(f -> Bytes.u16(f, 12) == 0x8080 && Bytes.u16(f, 42) == 0x0306), "no route to the ASN");
    }

    private void checkViews(final Dataplane dataplane) {
        assertEquals(List.of("out", "in"), dataplane.ports().stream().map(RouterPort::name).toList());
        assertEquals(List.of("64496.10.2.0.0/24 connected", "64496.10.2.0.1/32 local", "64496.10.1.0.0/24 connected", "64496.10.1.0.1/32 local",
            "64497.0.0.0.0/0 fixed"), dataplane.routes(10).stream().map(r -> r.prefix() + " " + r.source()).toList());
        final NeighborTable.View gateway = dataplane.neighbors().stream().filter(NeighborTable.View::isGateway).findFirst().orElseThrow();
        assertEquals("out 64496.10.2.0.2 ipv8 reachable", gateway.port() + " " + gateway.address() + " " + gateway.capability() + " " + gateway.state());
        assertEquals(MBUFS, dataplane.mbufs());
        assertTrue(dataplane.mbufsInUse() >= 0);
        assertEquals(-1, dataplane.leakedMbufs());
    }

    private static void checkCounters(final CounterReader counters) {
        final CounterReader.PortValues in = counters.port(1);
        assertEquals("in", in.name());
        assertEquals(PACKETS, in.of(PortCounter.FORWARDED));
        assertEquals(1, in.of(PortCounter.DELIVERED));
        assertEquals(1, in.drops().get(DropReason.NO_ROUTE_TO_ASN));
        assertEquals(1, in.drops().get(DropReason.BAD_CHECKSUM));
        for (final CounterReader.PortValues values : counters.ports()) {
            assertEquals(0, values.inTransit(), values.toString());
        }
        assertEquals(1, counters.workers().size());
        assertTrue(counters.workers().getFirst().turns() > counters.workers().getFirst().emptyTurns());
    }

    private DataplaneConfig config() {
        return new DataplaneConfig(DpdkFixture.options(), MBUFS, 1, WorkerSpread.AUTO, List.of(), false, 32, Fib.DEFAULT_LIMIT_BYTES, new SlowPath.IcmpLimit(1_000, 100),
            NeighborSettings.DEFAULT,
            List.of(port("out", "64496.10.2.0.1/24"), port("in", "64496.10.1.0.1/24")), List.of(TestRouter.via("64497.0.0.0.0/0", "64496.10.2.0.2")),
            directory.resolve("counters"));
    }

    private RouterPort.Config port(final String name, final String address) {
        final Map<String, String> files = Map.of("rx_pcap", directory.resolve(name + ".pcap").toString(),
            "tx_pcap", directory.resolve(name + "-sent.pcap").toString());
        return new RouterPort.Config(name, DeviceArguments.virtual("net_pcap", name, files), List.of(InterfaceAddress.parse(address)), List.of(), 1500, 0x8080,
            null, false, 512, 512);
    }

    private static void await(final BooleanSupplier isReached, final CounterReader counters) {
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (!isReached.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, () -> "not reached in time: " + counters.ports());
            Thread.onSpinWait();
        }
    }
}
