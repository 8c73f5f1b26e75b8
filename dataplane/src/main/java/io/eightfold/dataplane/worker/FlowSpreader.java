// SPDX-License-Identifier: Apache-2.0
// One worker's part in spreading flows over the workers by a hash in software.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.trace.WorkerTrace;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * Sorts a received burst: the worker's own flows stay, the others go into the rings of the workers they belong to; and takes what other
 * workers received from the rings towards this one. A flow has one owner, and the way to it keeps its order.
 *
 * <p>A frame counts as received when its owner takes it, so that whoever reads the counters never sees packets without an end but those
 * under way in a worker; one that finds the ring full is counted and dropped by the worker that received it.
 * <p>Thread: worker, its owner, for everything but the constructor.
 */
final class FlowSpreader {
    private static final int ETHERNET = EthernetLayout.LENGTH;
    private static final int IPV4_TYPE = Short.toUnsignedInt(Short.reverseBytes((short) EthernetLayout.IPV4));
    private static final int RING_FULL = DropReason.WORKER_RING_FULL.id();
    private static final MbufRing[] NONE = {};
    private static final long LOW = 0xFFFF_FFFFL;
    /** 2^32 divided by the golden ratio. An ECMP group chooses by the hash as it is; a worker's flows should not all take one member. */
    private static final int REMIX = 0x9E37_79B9;

    private final int self;
    private final int workers;
    /** By owner; null for this worker. */
    private final MbufRing[] outgoing;
    private final MbufRing[] incoming;
    private final long turn;
    private final long[] macs;
    private final int[] ipv8Types;
    private final long[] blocks;
    private final TxStage stage;
    private final WorkerTrace trace;

    /**
     * @param rings     of all workers, or null when no port is spread.
     * @param macs      of the ports, as the first six bytes of a frame read.
     * @param ipv8Types EtherTypes of IPv8 as a frame's two bytes read, -1 where it is not spoken.
     * @param blocks    counter block of this worker by port.
     */
    FlowSpreader(final int self, final WorkerRings rings, final long turn, final long[] macs, final int[] ipv8Types, final long[] blocks, final TxStage stage,
                 final WorkerTrace trace) {
        this.self = self;
        this.turn = turn;
        this.macs = macs;
        this.ipv8Types = ipv8Types;
        this.blocks = blocks;
        this.stage = stage;
        this.trace = trace;
        workers = rings == null ? 1 : rings.workers();
        outgoing = rings == null ? NONE : rings.from(self);
        incoming = rings == null ? NONE : rings.to(self);
    }

    /** Rings that other workers fill for this one. */
    MbufRing[] incoming() {
        return incoming;
    }

    /**
     * Hands what belongs to other workers over, out of the {@code count} frames in the turn, which came in by {@code port}.
     * @return frames that stay; they have moved together at the start of the turn, in order.
     */
    int spread(final int port, final int count) {
        int kept = 0;
        int lost = 0;
        long lostBytes = 0;
        for (int i = 0; i < count; i++) {
            final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + ((long) i << 3));
            final long frame = Memory.nativeLong(turn + Turn.RX_DATA + ((long) i << 3));
            final int length = Memory.nativeInt(turn + Turn.RX_LENGTH + ((long) i << 2));
            final int owner = owner(port, frame, length);
            if (owner == self) {
                put(kept++, mbuf, frame, length);
            } else if (!outgoing[owner].put(mbuf, port)) {
                trace.droppedEarly(port, mbuf, frame, length, RING_FULL);
                stage.free(mbuf);
                lost++;
                lostBytes += length;
            }
        }
        if (kept + lost != count) {
            publish();
        }
        if (lost != 0) {
            CounterFile.add(blocks[port], PortCounter.RECEIVED, lost);
            CounterFile.add(blocks[port], PortCounter.RECEIVED_BYTES, lostBytes);
            CounterFile.drop(blocks[port], RING_FULL, lost);
        }
        return kept;
    }

    /** Takes at most {@code limit} frames that came in by one port ({@link MbufRing#firstPort}) into the turn. */
    int take(final MbufRing ring, final int limit) {
        final int count = ring.take(turn + Turn.RX_MBUF, limit);
        for (int i = 0; i < count; i++) {
            final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + ((long) i << 3));
            Memory.putNativeLong(turn + Turn.RX_DATA + ((long) i << 3), PacketBuffer.data(mbuf));
            Memory.putNativeInt(turn + Turn.RX_LENGTH + ((long) i << 2), PacketBuffer.lengthBytes(mbuf));
        }
        return count;
    }

    /**
     * The worker that a frame belongs to: by the flow's hash for a unicast packet of either version to this port; what is not that, or
     * broken, stays here, as it is dropped or goes to the slow path. Fragments go by addresses and protocol alone, the first ones too,
     * and so stay together.
     */
    int owner(final int port, final long frame, final int length) {
        // A segmented frame has the sign bit set: its length is below every minimum here.
        if (length < ETHERNET + Ipv4Layout.MIN_LENGTH || (Memory.nativeLong(frame) & NextHopTable.MAC_MASK) != macs[port]) {
            return self;
        }
        final int type = Memory.nativeShort(frame + EthernetLayout.TYPE) & 0xFFFF;
        final long packet = frame + ETHERNET;
        // The hash may read a header's length and four bytes of ports behind it: they lie within a packet that is as long as it says.
        if (Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH) > length - ETHERNET) {
            return self;
        }
        if (type == ipv8Types[port] && length >= ETHERNET + Ipv8Layout.MIN_LENGTH) {
            return ownerOf(FlowHash.ipv8(packet));
        }
        return type == IPV4_TYPE ? ownerOf(FlowHash.ipv4(packet)) : self;
    }

    private int ownerOf(final int hash) {
        return (int) ((hash * REMIX & LOW) * workers >>> 32);
    }

    private void put(final int place, final long mbuf, final long frame, final int length) {
        Memory.putNativeLong(turn + Turn.RX_MBUF + ((long) place << 3), mbuf);
        Memory.putNativeLong(turn + Turn.RX_DATA + ((long) place << 3), frame);
        Memory.putNativeInt(turn + Turn.RX_LENGTH + ((long) place << 2), length);
    }

    private void publish() {
        for (final MbufRing ring : outgoing) {
            if (ring != null) {
                ring.publish();
            }
        }
    }
}
