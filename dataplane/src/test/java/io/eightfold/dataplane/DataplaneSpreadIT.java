// SPDX-License-Identifier: Apache-2.0
// A whole dataplane with two workers over devices that have one queue, in overload and stopped in the middle of it.
package io.eightfold.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.slowpath.SlowPath;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ports receive without end; flows, and packets for the slow path. */
class DataplaneSpreadIT {
    private static final long RUN_NS = 2_000_000_000L;
    private static final long GATEWAY_MAC = 0x02_00_00_00_EE_10L;
    private static final long OUT_MAC = 0x02_70_63_61_70_00L;
    private static final long IN_MAC = 0x02_70_63_61_70_01L;
    private static final int FLOWS = 64;

    @TempDir
    private Path directory;

    @Test
    void shouldShareTheWorkOfOneQueueAndAccountForEveryPacketAndBuffer() throws IOException {
        DpdkFixture.assumeRoot();
        Pcap.write(directory.resolve("in.pcap"), flows());
        Pcap.write(directory.resolve("out.pcap"), List.of(TestArp.reply(true, GATEWAY_MAC, "64496.10.2.0.2", OUT_MAC, "64496.10.2.0.1").frame(OUT_MAC)));
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Dataplane dataplane = Dataplane.start(config(), failure::set);
        try (CounterReader counters = new CounterReader(directory.resolve("counters"))) {
            assertEquals(List.of(new QueuePlan(WorkerSpread.SOFTWARE, "the device hashes no flows", 1, 1, 0),
                new QueuePlan(WorkerSpread.SOFTWARE, "the device hashes no flows", 1, 1, 1)), dataplane.ports().stream().map(RouterPort::queues).toList());
            final long endNs = System.nanoTime() + RUN_NS;
            while (System.nanoTime() - endNs < 0) {
                for (final CounterReader.PortValues values : counters.ports()) {
                    assertTrue(values.inTransit() >= 0, () -> "more ends than packets: " + values);
                }
                Thread.onSpinWait();
            }
            dataplane.close();
            assertNull(failure.get());
            final CounterReader.PortValues in = counters.port(1);
            assertTrue(in.of(PortCounter.FORWARDED) > 10_000, in.toString());
            assertTrue(in.of(PortCounter.DELIVERED) > 100, in.toString());
            for (final CounterReader.PortValues values : counters.ports()) {
                assertEquals(0, values.inTransit(), values.toString());
            }
            assertEquals(0, dataplane.leakedMbufs());
        } finally {
            dataplane.close();
        }
    }

    private static List<byte[]> flows() {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            frames.add(ipv8("64497.10.0.0." + (i + 1)).frame());
        }
        frames.add(ipv8("64496.10.1.0.1").protocol(1).payload(TestPacket.icmp(8, 0, 1, new byte[8])).frame());
        frames.add(TestArp.request(true, TestPacket.STATION_MAC, "64496.10.1.0.9", "64496.10.1.0.1").frame(MacAddress.BROADCAST));
        return frames;
    }

    private static TestPacket ipv8(final String destination) {
        return TestPacket.ipv8("64496.10.1.0.9", destination).to(IN_MAC);
    }

    private DataplaneConfig config() {
        return new DataplaneConfig(DpdkFixture.options(), 16_383, 2, WorkerSpread.AUTO, List.of(), false, 32, new SlowPath.IcmpLimit(1_000, 100),
            NeighborSettings.DEFAULT, List.of(port("out", "64496.10.2.0.1/24"), port("in", "64496.10.1.0.1/24")),
            List.of(TestRouter.via("64497.0.0.0.0/0", "64496.10.2.0.2")), directory.resolve("counters"));
    }

    private RouterPort.Config port(final String name, final String address) {
        final Map<String, String> endless = Map.of("rx_pcap", directory.resolve(name + ".pcap").toString(), "infinite_rx", "1");
        return new RouterPort.Config(name, DeviceArguments.virtual("net_pcap", name, endless), List.of(InterfaceAddress.parse(address)), List.of(), 1500, 0x8080,
            null, false, 512, 512);
    }
}
