// SPDX-License-Identifier: Apache-2.0
// Where a worker gathers what it will send and free with its next call.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;

/**
 * Lists of mbufs by port of departure, and the list to free, laid out as the shim reads them. Every packet staged between two calls came in
 * by the same port, so that accounting is by burst. Thread: worker, its owner.
 */
final class TxStage {
    /** Handles a port's list holds: a burst. */
    private static final int LIST = Turn.BURST_MAX;
    /** A turn frees at most the burst's drops and the last call's refusals. */
    private static final int FREE_LIST = 4 * Turn.BURST_MAX;
    private static final int TX_FULL = DropReason.TX_FULL.id();

    private final long turn;
    private final long lists;
    private final long freeList;
    private final int[] dpdkIds;
    private final int[] indexOfGroup;
    private final long[] blocks;
    private final int queue;
    private final WorkerTrace trace;
    // owner only
    private final int[] counts;
    private final long[] bytes;
    private int freeCount;
    private int groups;
    private int ingress;

    /**
     * @param dpdkIds DPDK's port number by our index.
     * @param blocks  counter block of this worker by our index.
     */
    TxStage(final long turn, final int[] dpdkIds, final long[] blocks, final int queue, final WorkerTrace trace) {
        this.turn = turn;
        this.dpdkIds = dpdkIds;
        this.blocks = blocks;
        this.queue = queue;
        this.trace = trace;
        counts = new int[dpdkIds.length];
        bytes = new long[dpdkIds.length];
        indexOfGroup = new int[dpdkIds.length];
        lists = Memory.allocate((long) dpdkIds.length * LIST * Long.BYTES);
        freeList = Memory.allocate((long) FREE_LIST * Long.BYTES);
        Memory.putNativeLong(turn + Turn.FREE_MBUFS, freeList);
    }

    /** The port by which everything staged until the next call came in. */
    void ingress(final int port) {
        ingress = port;
    }

    /** Stages a frame to leave by {@code port}. */
    void send(final int port, final long mbuf, final int lengthBytes) {
        final int count = counts[port];
        Memory.putNativeLong(lists + ((long) port * LIST + count << 3), mbuf);
        counts[port] = count + 1;
        bytes[port] += lengthBytes;
    }

    /** Where the handles of a port lie; those from {@link #count} on are free, up to a burst's. */
    long list(final int port) {
        return lists + (long) port * LIST * Long.BYTES;
    }

    /** Handles staged for a port. */
    int count(final int port) {
        return counts[port];
    }

    /** Takes over what the caller wrote behind {@link #count} itself. */
    void staged(final int port, final int count, final long lengthBytes) {
        counts[port] = count;
        bytes[port] += lengthBytes;
    }

    /** Stages an mbuf to be freed. */
    void free(final long mbuf) {
        Memory.putNativeLong(freeList + ((long) freeCount++ << 3), mbuf);
    }

    /** Writes what is staged into the turn. Call {@link #settle} after the shim's call. */
    void prepare() {
        groups = 0;
        for (int port = 0; port < counts.length; port++) {
            if (counts[port] != 0) {
                final long group = turn + Turn.TX_GROUPS + (long) groups * Turn.TX_GROUP_BYTES;
                Memory.putNativeLong(group + Turn.GROUP_MBUFS, lists + (long) port * LIST * Long.BYTES);
                Memory.putNativeShort(group + Turn.GROUP_PORT, dpdkIds[port]);
                Memory.putNativeShort(group + Turn.GROUP_QUEUE, queue);
                Memory.putNativeShort(group + Turn.GROUP_COUNT, counts[port]);
                indexOfGroup[groups++] = port;
            }
        }
        Memory.putNativeShort(turn + Turn.TX_GROUP_COUNT, groups);
        Memory.putNativeInt(turn + Turn.FREE_COUNT, freeCount);
    }

    /** After the call: counts what left, and stages for freeing what the devices refused. */
    void settle() {
        freeCount = 0;
        for (int i = 0; i < groups; i++) {
            settle(turn + Turn.TX_GROUPS + (long) i * Turn.TX_GROUP_BYTES, indexOfGroup[i]);
        }
        groups = 0;
    }

    /** Sends and frees at once what is staged, so that something else can go after it in order. */
    void flush() {
        prepare();
        for (int i = 0; i < groups; i++) {
            Turn.send(turn + Turn.TX_GROUPS + (long) i * Turn.TX_GROUP_BYTES);
        }
        if (freeCount != 0) {
            Turn.free(freeList, freeCount);
        }
        settle();
        if (freeCount != 0) {
            Turn.free(freeList, freeCount);
            freeCount = 0;
        }
        Memory.putNativeShort(turn + Turn.TX_GROUP_COUNT, 0);
        Memory.putNativeInt(turn + Turn.FREE_COUNT, 0);
    }

    void close() {
        Memory.free(lists);
        Memory.free(freeList);
    }

    private void settle(final long group, final int port) {
        final int count = counts[port];
        final int sent = Memory.nativeShort(group + Turn.GROUP_SENT) & 0xFFFF;
        final long list = lists + (long) port * LIST * Long.BYTES;
        long sentBytes = bytes[port];
        for (int i = sent; i < count; i++) {
            final long mbuf = Memory.nativeLong(list + ((long) i << 3));
            sentBytes -= PacketBuffer.lengthBytes(mbuf);
            trace.refused(mbuf);
            free(mbuf);
        }
        CounterFile.add(blocks[ingress], PortCounter.FORWARDED, sent);
        CounterFile.add(blocks[port], PortCounter.TRANSMITTED, sent);
        CounterFile.add(blocks[port], PortCounter.TRANSMITTED_BYTES, sentBytes);
        if (sent != count) {
            CounterFile.drop(blocks[ingress], TX_FULL, count - sent);
        }
        counts[port] = 0;
        bytes[port] = 0;
    }
}
