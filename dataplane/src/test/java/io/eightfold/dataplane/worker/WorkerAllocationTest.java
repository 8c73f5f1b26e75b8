// SPDX-License-Identifier: Apache-2.0
// A worker that forwards allocates nothing.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.endless;
import static io.eightfold.dataplane.worker.TestRouter.Port.nowhere;
import static io.eightfold.dataplane.worker.TestRouter.via;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.testing.Pcap;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.address.MacAddress;
import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole turns over a real device: frames that are forwarded (one member or several, trimmed, fragmented), dropped, and handed over. The
 * test takes the slow path's place and gives every other buffer it gets back to the worker to send.
 */
class WorkerAllocationTest {
    private static final long WARM_UP_PACKETS = 2_000_000;
    private static final long PACKETS = 1_000_000;
    private static final long MAC = 0x02_00_00_00_EE_10L;

    private final long handle = Memory.allocate(Long.BYTES);
    private final PacketRing.Handler slowPath = this::takeSlowPathsPlace;
    private TestRouter router;
    private long handedOver;

    @Test
    void shouldAllocateNothingOverAMillionPackets(@TempDir final Path directory) throws IOException {
        final Path capture = directory.resolve("mix.pcap");
        Pcap.write(capture, mix());
        router = TestRouter.of(List.of(via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("64498.0.0.0.0/0", "64496.10.2.0.2", "64496.10.2.0.3"),
                via("10.9.0.0/16", "10.2.0.2"), via("64500.0.0.0.0/0", "64496.10.3.0.2"), via("64501.0.0.0.0/0", "64496.10.2.0.4")),
            endless(capture, "64496.10.1.0.1/24", "10.1.0.1/24"), nowhere("64496.10.2.0.1/24", "10.2.0.1/24"), nowhere("64496.10.3.0.1/24").mtu(576));
        try (TestRouter made = router) {
            for (final String address : List.of("64496.10.2.0.2", "64496.10.2.0.3", "10.2.0.2")) {
                made.hear(1, address, MAC, true);
            }
            made.hear(1, "64496.10.2.0.4", MAC, false);
            made.hear(2, "64496.10.3.0.2", MAC, true);

            forward(WARM_UP_PACKETS);
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long receivedBefore = received();
            final long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            forward(PACKETS);
            final long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            assertTrue(received() - receivedBefore >= PACKETS);
            assertMixed(made);
            assertEquals(0, allocated, "bytes allocated by the worker's thread");
        } finally {
            Memory.free(handle);
        }
    }

    private long received() {
        return Memory.nativeLong(router.counterBlock(0, 0) + PortCounter.RECEIVED.ordinal() * 8L);
    }

    private void forward(final long packets) {
        final ForwardingWorker worker = router.worker();
        final PacketRing ring = router.toSlowPath();
        final long end = received() + packets;
        while (received() < end) {
            worker.turn();
            ring.read(slowPath, 256);
        }
    }

    private void takeSlowPathsPlace(final int kind, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        final boolean isCounted = kind == SlowKind.ERROR_IPV8 || kind == SlowKind.ERROR_IPV4;
        if ((++handedOver & 1) == 0 && !isCounted) {
            router.fromSlowPath().write(1, mbuf, data, lengthBytes, 1, 0);
            return;
        }
        if (!isCounted) {
            final long delivered = router.counterBlock(port, 1) + PortCounter.DELIVERED.ordinal() * 8L;
            Memory.putNativeLong(delivered, Memory.nativeLong(delivered) + 1);
        }
        Memory.putNativeLong(handle, mbuf);
        Turn.free(handle, 1);
    }

    private static void assertMixed(final TestRouter router) {
        final CounterReader.PortValues values = router.counters(0);
        for (final PortCounter counter : List.of(PortCounter.FORWARDED, PortCounter.DELIVERED, PortCounter.FRAGMENTS_CREATED)) {
            assertTrue(values.of(counter) > 10_000, counter + " in " + values);
        }
        for (final DropReason reason : List.of(DropReason.BAD_CHECKSUM, DropReason.TTL_EXPIRED, DropReason.NO_ROUTE_TO_ASN, DropReason.TOO_SHORT,
            DropReason.NOT_OUR_MAC, DropReason.MULTICAST, DropReason.IPV4_ONLY_NEIGHBOR, DropReason.FRAGMENTATION_NEEDED)) {
            assertTrue(values.drops().get(reason) > 10_000, reason + " in " + values);
        }
    }

    private static List<byte[]> mix() {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            frames.add(ipv8("64497.10.0.0." + (i + 1)).payload(TestPacket.pattern(20 + 50 * i, i)).frame());
            frames.add(ipv8("64498.10.0.0." + (i + 1)).protocol(17).ports(i, i).frame());
            frames.add(ipv4("10.9.0." + (i + 1)).frame());
        }
        frames.add(ipv8("64497.10.0.0.1").trailer(70).frame());
        frames.add(ipv8("64497.10.0.0.1").options(1, 1, 1, 0).frame());
        frames.add(ipv8("64500.10.0.0.1").payload(TestPacket.pattern(1_300, 1)).frame());
        frames.add(ipv8("64500.10.0.0.1").payload(TestPacket.pattern(1_300, 1)).dontFragment().frame());
        frames.add(ipv8("64501.10.0.0.1").frame());
        frames.add(ipv8("64999.10.0.0.1").frame());
        frames.add(ipv8("64497.10.0.0.1").ttl(1).frame());
        frames.add(ipv8("64497.10.0.0.1").checksumError(1).frame());
        frames.add(ipv8("64497.10.0.0.1").to(MAC).frame());
        frames.add(ipv8("64497.10.0.0.1").cut(30));
        frames.add(ipv8("64497.224.0.0.5").frame());
        frames.add(ipv8("64496.10.1.0.1").frame());
        frames.add(ipv8("64496.10.2.0.77").frame());
        frames.add(TestArp.request(true, MAC, "64496.10.1.0.9", "64496.10.1.0.1").frame(MacAddress.BROADCAST));
        return frames;
    }

    private static TestPacket ipv8(final String destination) {
        return TestPacket.ipv8("64496.10.1.0.9", destination).to(TestPorts.mac(0));
    }

    private static TestPacket ipv4(final String destination) {
        return TestPacket.ipv4("10.1.0.9", destination).to(TestPorts.mac(0));
    }
}
