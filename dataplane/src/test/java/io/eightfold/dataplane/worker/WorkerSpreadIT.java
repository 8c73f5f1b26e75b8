// SPDX-License-Identifier: Apache-2.0
// Flows spread in software over two workers with real rings and devices: order, accounting, overload, allocation.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.testing.Pcap;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.wire.address.MacAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSpreadIT {
    private static final int FLOWS = 256;
    private static final int BURST = 32;
    /** Below what a net_ring holds, so that no frame finds a device full. */
    private static final int IN_FLIGHT_MAX = 900;
    private static final long DEADLINE_NS = 60_000_000_000L;
    private static final int MORE_FRAGMENTS = 0x2000;

    private volatile boolean isRunning = true;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    void shouldKeepEachFlowInOrderOverTwoWorkersAndCountEveryPacket() throws InterruptedException {
        final int packets = 300_000;
        final SpreadRouter router = new SpreadRouter(1024, "net_ring", Map.of(), "net_ring");
        final SpreadFlows flows = new SpreadFlows(FLOWS);
        final List<Thread> threads = List.of(start(router.worker(0)), start(router.worker(1)));
        int fed = 0;
        int sent = 0;
        final long endNs = System.nanoTime() + DEADLINE_NS;
        while (sent < packets && failure.get() == null) {
            assertTrue(System.nanoTime() - endNs < 0, "fed " + fed + " sent " + sent + " " + router.counters(0));
            if (fed < packets && fed - sent < IN_FLIGHT_MAX) {
                router.feed(flows.burst(BURST));
                fed += BURST;
            }
            sent += flows.accept(router.sent());
        }
        isRunning = false;
        for (final Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get(), () -> failure.get().toString());
        final long byFirst = router.counted(0, PortCounter.FORWARDED);
        final long bySecond = router.counted(1, PortCounter.FORWARDED);
        final CounterReader.PortValues out = router.counters(1);
        final CounterReader.PortValues in = router.end();
        assertEquals(packets, in.of(PortCounter.RECEIVED), in.toString());
        assertEquals(packets, in.of(PortCounter.FORWARDED), in.toString());
        assertTrue(out.of(PortCounter.TRANSMITTED) >= packets, out.toString());
        assertTrue(byFirst > packets / 3 && bySecond > packets / 3, "forwarded by worker 0: " + byFirst + ", by worker 1: " + bySecond);
    }

    @Test
    void shouldDropWithItsReasonWhatAFullRingDoesNotTake() {
        final int capacity = 64;
        final int packets = 640;
        final SpreadRouter router = new SpreadRouter(capacity, "net_ring", Map.of(), "net_ring");
        final SpreadFlows flows = new SpreadFlows(FLOWS);
        for (int fed = 0; fed < packets; fed += BURST) {
            router.feed(flows.burst(BURST));
        }
        turn(router.worker(0));
        final long kept = router.counted(0, PortCounter.FORWARDED);
        assertTrue(kept > packets / 3 && kept < packets * 2 / 3, "kept " + kept);
        CounterReader.PortValues values = router.counters(0);
        assertEquals(packets - capacity, values.of(PortCounter.RECEIVED), "what waits in the ring is not received yet: " + values);
        assertEquals(packets - kept - capacity, values.drops().get(DropReason.WORKER_RING_FULL), values.toString());
        assertEquals(0, values.inTransit(), values.toString());

        turn(router.worker(1));
        assertEquals(capacity, router.counted(1, PortCounter.FORWARDED));
        assertEquals(kept + capacity, flows.acceptWithGaps(router.sent()));
        values = router.end();
        assertEquals(packets, values.of(PortCounter.RECEIVED), values.toString());
        // As many packets of one version as of the other.
        final int bytesOfTwo = SpreadFlows.frame(0, 0).length + SpreadFlows.frame(1, 0).length;
        assertEquals(packets / 2 * bytesOfTwo, values.of(PortCounter.RECEIVED_BYTES), values.toString());
    }

    @Test
    void shouldCountWhatWaitsInARingWhenTheRouterStops() {
        final SpreadRouter router = new SpreadRouter(64, "net_ring", Map.of(), "net_ring");
        router.feed(new SpreadFlows(FLOWS).burst(BURST));
        turn(router.worker(0));
        final long kept = router.counted(0, PortCounter.FORWARDED);
        assertTrue(kept < BURST, "some belong to worker 1");
        final CounterReader.PortValues values = router.end();
        assertEquals(BURST, values.of(PortCounter.RECEIVED), values.toString());
        assertEquals(BURST - kept, values.drops().get(DropReason.SHUTDOWN), values.toString());
    }

    @Test
    void shouldSpreadFlowsAndKeepWhatIsNone() {
        final SpreadRouter router = new SpreadRouter(64, "net_ring", Map.of(), "net_ring");
        final Set<Integer> owners = new HashSet<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            final int owner = owner(router, SpreadFlows.frame(flow, 0));
            assertEquals(owner, owner(router, SpreadFlows.frame(flow, 1)), "flow " + flow);
            owners.add(owner);
        }
        assertEquals(Set.of(0, 1), owners);
        final List<byte[]> notFlows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            notFlows.add(udp(i).to(TestPorts.mac(1)).frame());
            notFlows.add(udp(i).to(MacAddress.BROADCAST).frame());
            notFlows.add(udp(i).etherType(0x88B5).frame());
            notFlows.add(udp(i).totalLength(500).frame());
            notFlows.add(udp(i).cut(41));
            notFlows.add(udp(i).cut(13));
            notFlows.add(TestArp.request(true, TestPacket.STATION_MAC, "64496.10.1.0." + (2 + i), "64496.10.1.0.1").frame(MacAddress.BROADCAST));
        }
        notFlows.forEach(frame -> assertEquals(0, owner(router, frame), "stays with the worker that received it"));
        router.end();
    }

    /** The first fragment shows ports and the others do not: none may go by them. */
    @Test
    void shouldKeepTheFragmentsOfADatagramTogether() {
        final SpreadRouter router = new SpreadRouter(64, "net_ring", Map.of(), "net_ring");
        final Set<Integer> owners = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            final int first = owner(router, udp(i).flagsAndOffset(MORE_FRAGMENTS).frame());
            assertEquals(first, owner(router, udp(i).ports(0x4141, 0x4242).flagsAndOffset(MORE_FRAGMENTS | 3).frame()), "middle of " + i);
            assertEquals(first, owner(router, udp(i).ports(0x4343, 0x4444).flagsAndOffset(6).frame()), "last of " + i);
            owners.add(first);
        }
        assertNotEquals(1, owners.size(), "datagrams of different hosts are spread");
        router.end();
    }

    @Test
    void shouldAllocateNothingOnEitherSideOfTheRing(@TempDir final Path directory) throws IOException {
        final List<byte[]> frames = new ArrayList<>(new SpreadFlows(FLOWS).burst(FLOWS));
        frames.add(udp(1).checksumError(1).frame());
        frames.add(udp(1).to(TestPorts.mac(1)).frame());
        Pcap.write(directory.resolve("in.pcap"), frames);
        // Two bursts before the other worker's turn, and a ring smaller than a burst: it is full at times.
        final SpreadRouter router = new SpreadRouter(16, "net_pcap", Map.of("rx_pcap", directory.resolve("in.pcap").toString(), "infinite_rx", "1"), "net_null");
        turnFor(router, 2_000_000);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long forwardedBefore = router.counted(1, PortCounter.FORWARDED);
        final long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        turnFor(router, 1_000_000);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        assertTrue(router.counted(1, PortCounter.FORWARDED) - forwardedBefore > 100_000, "handed over");
        final CounterReader.PortValues values = router.end();
        assertTrue(values.drops().get(DropReason.WORKER_RING_FULL) > 10_000, values.toString());
        assertEquals(0, allocated, "bytes allocated by the workers");
    }

    private static void turnFor(final SpreadRouter router, final long packets) {
        final long end = router.counted(0, PortCounter.RECEIVED) + packets;
        while (router.counted(0, PortCounter.RECEIVED) < end) {
            router.worker(0).turn();
            router.worker(0).turn();
            router.worker(1).turn();
        }
    }

    private static void turn(final ForwardingWorker worker) {
        while (worker.turn() > 0) {
            // until it finds nothing
        }
        worker.flush();
    }

    private Thread start(final ForwardingWorker worker) {
        final Thread thread = new Thread(() -> {
            try {
                NativeThread.register();
                while (isRunning) {
                    if (worker.turn() == 0) {
                        Thread.yield();
                    }
                }
                worker.flush();
            } catch (final Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                NativeThread.unregister();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static int owner(final SpreadRouter router, final byte[] frame) {
        final long mbuf = router.mbuf(frame);
        final int owner = router.spreader().owner(0, TestBuffers.data(mbuf), frame.length);
        router.free(mbuf);
        return owner;
    }

    private static TestPacket udp(final int host) {
        return TestPacket.ipv8("64496.10.1.0." + (2 + host), "64497.10.0.0.1").to(TestPorts.mac(0)).protocol(17).payload(TestPacket.pattern(24, 1)).ports(1_000 + host, 53);
    }
}
