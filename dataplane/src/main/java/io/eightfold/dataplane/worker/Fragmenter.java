// SPDX-License-Identifier: Apache-2.0
// Cuts a packet into fragments and sends them.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.fragment.Fragmentation;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;

/** RFC 791 §3.2 for both versions, out of the fast path but on the worker, so that a flow keeps its order. Thread: worker, its owner. */
final class Fragmenter {
    /** All of them left. */
    static final int SENT = -1;
    /** A packet of 65535 bytes over the smallest MTU allowed (576) makes 120 fragments at most. */
    private static final int FRAGMENTS_MAX = 128;
    private final RouterPort[] ports;
    private final long[] blocks;
    private final long pool;
    private final int queue;
    private final long mbufs;
    private final long data;
    private final long group;

    Fragmenter(final RouterPort[] ports, final long[] blocks, final long pool, final int queue) {
        this.ports = ports;
        this.blocks = blocks;
        this.pool = pool;
        this.queue = queue;
        mbufs = Memory.allocate((long) FRAGMENTS_MAX * Long.BYTES);
        data = Memory.allocate((long) FRAGMENTS_MAX * Long.BYTES);
        group = Memory.allocate(Turn.TX_GROUP_BYTES);
    }

    void close() {
        Memory.free(mbufs);
        Memory.free(data);
        Memory.free(group);
    }

    /**
     * Sends a frame, rewritten already, in fragments. It counts as forwarded when all of them left, else as dropped. The mbuf stays the caller's.
     * @return {@link #SENT}, or the id of the reason it was dropped for.
     * @param ingress  port the packet is accounted to.
     * @param egress   port to send by.
     */
    int send(final int ingress, final long mbuf, final long frame, final int egress, final int mtuBytes) {
        final long packet = frame + EthernetLayout.LENGTH;
        final int count = Fragmentation.count(packet, mtuBytes);
        if (count == 0) {
            return drop(ingress, DropReason.BAD_FRAGMENT);
        }
        if (count > FRAGMENTS_MAX || Turn.allocate(pool, mbufs, data, count) != 0) {
            return drop(ingress, DropReason.NO_BUFFERS);
        }
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            final long to = Memory.nativeLong(data + ((long) i << 3));
            Memory.copy(frame, to, EthernetLayout.LENGTH);
            final int length = EthernetLayout.LENGTH + Fragmentation.writeFragment(packet, mtuBytes, i, to + EthernetLayout.LENGTH);
            PacketBuffer.setLength(Memory.nativeLong(mbufs + ((long) i << 3)), length);
            bytes += length;
        }
        return transmit(ingress, egress, count, bytes);
    }

    private int transmit(final int ingress, final int egress, final int count, final long bytes) {
        Memory.putNativeLong(group + Turn.GROUP_MBUFS, mbufs);
        Memory.putNativeShort(group + Turn.GROUP_PORT, ports[egress].dpdkId());
        Memory.putNativeShort(group + Turn.GROUP_QUEUE, queue);
        Memory.putNativeShort(group + Turn.GROUP_COUNT, count);
        final int sent = Turn.send(group);
        long sentBytes = bytes;
        for (int i = sent; i < count; i++) {
            sentBytes -= PacketBuffer.lengthBytes(Memory.nativeLong(mbufs + ((long) i << 3)));
        }
        CounterFile.add(blocks[egress], PortCounter.TRANSMITTED, sent);
        CounterFile.add(blocks[egress], PortCounter.TRANSMITTED_BYTES, sentBytes);
        CounterFile.add(blocks[ingress], PortCounter.FRAGMENTS_CREATED, sent);
        if (sent == count) {
            CounterFile.add(blocks[ingress], PortCounter.FORWARDED, 1);
            return SENT;
        }
        Turn.free(mbufs + ((long) sent << 3), count - sent);
        return drop(ingress, DropReason.TX_FULL);
    }

    private int drop(final int ingress, final DropReason reason) {
        CounterFile.drop(blocks[ingress], reason.id(), 1);
        return reason.id();
    }
}
