// SPDX-License-Identifier: Apache-2.0
// Takes what the slow path made, held back or received, on behalf of the worker that owns the queues.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;

/**
 * Drains the ring from the slow path, whose entries are of an {@link InjectKind}. An mbuf that names a port of arrival is a received packet and ends here as forwarded or tx-full;
 * one that names none was made by the router. Thread: worker, its owner.
 */
final class Injector {
    private static final int TX_FULL = DropReason.TX_FULL.id();
    private final PacketRing ring;
    private final int[] dpdkIds;
    private final long[] blocks;
    private final int queue;
    private final WorkerTrace trace;
    private final long group;
    private final long handle;
    private final Receiver receiver;
    private final PacketRing.Handler handler = this::take;

    /** Takes packets that came in otherwise than by a device. */
    @FunctionalInterface
    interface Receiver {
        /** @param remote the other end of the tunnel that it came by, IPv4 */
        void onPacket(long mbuf, long frame, int lengthBytes, int port, int remote);
    }

    Injector(final int[] dpdkIds, final long[] blocks, final PacketRing ring, final Receiver receiver, final int queue, final WorkerTrace trace) {
        this.dpdkIds = dpdkIds;
        this.blocks = blocks;
        this.ring = ring;
        this.receiver = receiver;
        this.queue = queue;
        this.trace = trace;
        group = Memory.allocate(Turn.TX_GROUP_BYTES);
        handle = Memory.allocate(Long.BYTES);
    }

    /** Takes at most {@code limit} packets; how many it took from the ring. */
    int drain(final int limit) {
        return ring.read(handler, limit);
    }

    void close() {
        Memory.free(group);
        Memory.free(handle);
    }

    private void take(final int kind, final long mbuf, final long data, final int lengthBytes, final int port, final int argument) {
        if (kind == InjectKind.RECEIVE) {
            receiver.onPacket(mbuf, data, lengthBytes, port, argument);
        } else {
            send(mbuf, lengthBytes, port, argument);
        }
    }

    private void send(final long mbuf, final int lengthBytes, final int port, final int mark) {
        final int arrival = PacketBuffer.arrival(mbuf, dpdkIds);
        Memory.putNativeLong(handle, mbuf);
        Memory.putNativeLong(group + Turn.GROUP_MBUFS, handle);
        Memory.putNativeShort(group + Turn.GROUP_PORT, dpdkIds[port]);
        Memory.putNativeShort(group + Turn.GROUP_QUEUE, queue);
        Memory.putNativeShort(group + Turn.GROUP_COUNT, 1);
        if (Turn.send(group) == 1) {
            CounterFile.add(blocks[port], PortCounter.TRANSMITTED, 1);
            CounterFile.add(blocks[port], PortCounter.TRANSMITTED_BYTES, lengthBytes);
            CounterFile.add(blocks[arrival < 0 ? port : arrival], arrival < 0 ? PortCounter.ORIGINATED : PortCounter.FORWARDED, 1);
        } else {
            Turn.free(handle, 1);
            if (arrival < 0) {
                CounterFile.add(blocks[port], PortCounter.ORIGINATED_LOST, 1);
            } else {
                CounterFile.drop(blocks[arrival], TX_FULL, 1);
                trace.refusedLate(mark);
            }
        }
    }
}
