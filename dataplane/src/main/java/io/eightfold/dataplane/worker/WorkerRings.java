// SPDX-License-Identifier: Apache-2.0
// All rings between workers.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A ring for each pair of a worker that receives for others and a worker that forwards. Thread: startup; {@link #close} when the workers'
 * threads have ended.
 */
public final class WorkerRings implements AutoCloseable {
    /** What the rings of one receiving worker hold together, and the least and most that each of them does. */
    private static final int ENTRIES_A_RECEIVER = 4096;
    private static final int MIN_ENTRIES = 128;
    private static final int MAX_ENTRIES = 1024;

    private final int workers;
    private final CounterFile counters;
    /** By receiving worker, then by owner; null where nothing is handed over. */
    private final MbufRing[][] rings;

    /**
     * Rings that hold {@link #capacity} entries each.
     * @param ports of which those that are spread in software need rings.
     */
    public WorkerRings(final int workers, final List<RouterPort> ports, final CounterFile counters) {
        this(workers, ports, counters, workers == 1 ? 1 : capacity(workers));
    }

    WorkerRings(final int workers, final List<RouterPort> ports, final CounterFile counters, final int capacity) {
        this.workers = workers;
        this.counters = counters;
        rings = new MbufRing[workers][workers];
        for (int receiver = 0; receiver < workers; receiver++) {
            if (PolledQueue.of(receiver, workers, ports).stream().anyMatch(PolledQueue::isSpread)) {
                for (int owner = 0; owner < workers; owner++) {
                    rings[receiver][owner] = owner == receiver ? null : new MbufRing(capacity);
                }
            }
        }
    }

    /** Buffers that the rings of {@code receivers} workers hold at most. */
    public static int mbufs(final int workers, final int receivers) {
        return workers == 1 ? 0 : Math.min(workers, receivers) * (workers - 1) * capacity(workers);
    }

    /** Entries of a ring when there are {@code workers}, 2 or more. */
    private static int capacity(final int workers) {
        return Math.clamp(Integer.highestOneBit(ENTRIES_A_RECEIVER / (workers - 1)), MIN_ENTRIES, MAX_ENTRIES);
    }

    int workers() {
        return workers;
    }

    /** Rings that a receiving worker fills, by owner; null for itself. */
    MbufRing[] from(final int receiver) {
        return rings[receiver].clone();
    }

    /** Rings that are filled for a worker. */
    MbufRing[] to(final int owner) {
        return Arrays.stream(rings).map(byOwner -> byOwner[owner]).filter(Objects::nonNull).toArray(MbufRing[]::new);
    }

    /** Counts what still waits as received and dropped, gives the buffers back, and frees the rings. */
    @Override
    public void close() {
        final long handles = Memory.allocate((long) Turn.BURST_MAX * Long.BYTES);
        for (int owner = 0; owner < workers; owner++) {
            for (final MbufRing ring : to(owner)) {
                discard(ring, owner, handles);
                ring.close();
            }
        }
        Memory.free(handles);
    }

    private void discard(final MbufRing ring, final int owner, final long handles) {
        int port;
        while ((port = ring.firstPort()) >= 0) {
            final int count = ring.take(handles, Turn.BURST_MAX);
            final long block = counters.block(port, owner);
            long bytes = 0;
            for (int i = 0; i < count; i++) {
                bytes += PacketBuffer.lengthBytes(Memory.nativeLong(handles + ((long) i << 3)));
            }
            CounterFile.add(block, PortCounter.RECEIVED, count);
            CounterFile.add(block, PortCounter.RECEIVED_BYTES, bytes);
            CounterFile.drop(block, DropReason.SHUTDOWN.id(), count);
            Turn.free(handles, count);
        }
    }
}
