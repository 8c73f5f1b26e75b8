// SPDX-License-Identifier: Apache-2.0
// Packet buffers of the slow path, and the count of how each packet ended.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.SlowTrace;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/**
 * Takes buffers, gives them back, and counts. A buffer remembers by which port it came in; one of our own came in by none, and does not
 * take part in the sum of ends. Thread: control.
 */
final class PacketBuffers {
    private final long pool;
    private final long[] blocks;
    private final int[] dpdkIds;
    private final SlowTrace trace;
    private final long handle = Memory.allocate(Long.BYTES);
    private final long data = Memory.allocate(Long.BYTES);

    PacketBuffers(final List<RouterPort> ports, final CounterFile counters, final int writer, final long pool, final SlowTrace trace) {
        this.trace = trace;
        this.pool = pool;
        blocks = new long[ports.size()];
        dpdkIds = new int[ports.size()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = counters.block(i, writer);
            dpdkIds[i] = ports.get(i).dpdkId();
        }
    }

    /** Takes a buffer; 0 when there is none. {@link PacketBuffer#data} tells where its data is. */
    long allocate() {
        return Turn.allocate(pool, handle, data, 1) == 0 ? Memory.nativeLong(handle) : 0;
    }

    void free(final long mbuf) {
        trace.forget(mbuf);
        Memory.putNativeLong(handle, mbuf);
        Turn.free(handle, 1);
    }

    /** Index of the port the buffer came in by; -1 for one of our own. */
    int arrival(final long mbuf) {
        return PacketBuffer.arrival(mbuf, dpdkIds);
    }

    /** Ends a packet as dropped (or lost, when it is our own) and frees it. */
    void drop(final long mbuf, final DropReason reason, final int port) {
        countDrop(mbuf, reason, port);
        free(mbuf);
    }

    /** Counts a packet as dropped (or lost, when it is our own); the buffer stays the caller's. */
    void countDrop(final long mbuf, final DropReason reason, final int port) {
        final int arrival = arrival(mbuf);
        if (arrival < 0) {
            count(port, PortCounter.ORIGINATED_LOST);
            trace.lost(mbuf, reason, port);
        } else {
            trace.dropped(mbuf, reason, arrival);
            CounterFile.drop(blocks[arrival], reason.id(), 1);
        }
    }

    /** A packet came in otherwise than by the device of {@code port}. */
    void countReceived(final int port, final int frameBytes) {
        count(port, PortCounter.RECEIVED);
        CounterFile.add(blocks[port], PortCounter.RECEIVED_BYTES, frameBytes);
    }

    /** Drops a received packet for which there is no buffer. */
    void dropUnbuffered(final DropReason reason, final int port) {
        CounterFile.drop(blocks[port], reason.id(), 1);
    }

    /** A received packet has reached the router itself; the buffer stays the caller's. */
    void countDelivered(final long mbuf, final int port) {
        count(port, PortCounter.DELIVERED);
        trace.delivered(mbuf, port);
    }

    void count(final int port, final PortCounter counter) {
        CounterFile.add(blocks[port], counter, 1);
    }

    void close() {
        Memory.free(handle);
        Memory.free(data);
    }
}
