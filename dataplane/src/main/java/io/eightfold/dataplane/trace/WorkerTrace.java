// SPDX-License-Identifier: Apache-2.0
// What one worker records of the packets that are traced.
package io.eightfold.dataplane.trace;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The worker asks {@link #isOn} once a burst and goes on as ever when it is not. While it is, the worker takes its packets one by one between
 * {@link #open} and {@link #close}, and says in between what it does with them. Nothing is allocated, and nothing the worker does depends on what is
 * recorded.
 *
 * <p>A record is written beside the ring first: whether a forwarded packet was taken by the device is known with the next call only, and
 * when only drops are wanted nothing else goes into the ring.
 * <p>Thread: worker, its owner, but for {@link #wake}.
 */
public final class WorkerTrace {
    private static final VarHandle ON;
    /** Records of a burst, and one for what ends before it is one of a burst. */
    private static final int SCRATCH_RECORDS = Turn.BURST_MAX + 1;
    private static final long NOT_IN_RING = -1;

    static {
        try {
            ON = MethodHandles.lookup().findVarHandle(WorkerTrace.class, "isOn", boolean.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PacketTracer tracer;
    private final TraceRing ring;
    private final long scratch;
    private final long nextHops;
    // set by wake, cleared by the owner
    private boolean isOn;
    // owner only
    private TraceSession session;
    private long nowNs;
    private int count;
    // of the burst in hand, by place; written before it is known whether it is traced
    private final int[] outerSources = new int[Turn.BURST_MAX];
    private final int[] outerEncapsulations = new int[Turn.BURST_MAX];
    /** Of the packet in hand; 0 when it is not traced. */
    private long record;

    private WorkerTrace() {
        tracer = null;
        ring = null;
        scratch = 0;
        nextHops = 0;
    }

    WorkerTrace(final PacketTracer tracer, final int records, final long nextHops) {
        this.tracer = tracer;
        this.nextHops = nextHops;
        ring = new TraceRing(records, PacketRecord.BYTES);
        scratch = Memory.allocate((long) SCRATCH_RECORDS * PacketRecord.BYTES);
    }

    /** One that is never on, for a worker outside a router. */
    public static WorkerTrace off() {
        return new WorkerTrace();
    }

    /** Whether packets of the next burst may be traced. One load, of the strength of a plain one. */
    public boolean isOn() {
        return (boolean) ON.getOpaque(this);
    }

    /** A session has begun. Thread: any. */
    void wake() {
        VarHandle.fullFence();
        ON.setOpaque(this, true);
    }

    TraceRing ring() {
        return ring;
    }

    /** A burst comes in, and all before has been sent or refused. False, and off until woken, when nothing is to be traced any more. */
    public boolean begin() {
        count = 0;
        session = tracer.session();
        if (session.left() == 0) {
            ON.setOpaque(this, false);
            // A session that began before this store must be seen after it: its wake may have come too early.
            VarHandle.fullFence();
            if (tracer.session().left() != 0) {
                ON.setOpaque(this, true);
            }
            Arrays.fill(outerEncapsulations, 0);
            return false;
        }
        nowNs = System.nanoTime();
        return true;
    }

    /** The packet at this place of the burst to come was inside another. To be called while the trace is on, before {@link #begin}. */
    public void decapsulated(final int place, final int outerSource, final int encapsulation) {
        outerSources[place] = outerSource;
        outerEncapsulations[place] = encapsulation;
    }

    /**
     * Takes a packet of the burst in hand, checked and looked up, if it matches.
     * @param place   in the burst.
     * @param verdict of the check.
     * @param hop     result of the lookup, of meaning when {@code isRouted}.
     * @param member  the record chosen when {@code hop} is a group, else {@code hop}.
     */
    public void open(final int place, final int port, final long mbuf, final long frame, final int length, final int verdict, final boolean isRouted,
                     final int hop, final int member) {
        record = 0;
        final int outerEncapsulation = outerEncapsulations[place];
        outerEncapsulations[place] = 0;
        if (!matches(port, frame, length) || !session.filter().isDroppedOnly() && !session.claim()) {
            return;
        }
        start(scratch + (long) count++ * PacketRecord.BYTES, port, mbuf, frame, length);
        Memory.putNativeInt(record + PacketRecord.VERDICT, verdict);
        Memory.putNativeInt(record + PacketRecord.HOP, hop);
        Memory.putNativeInt(record + PacketRecord.MEMBER, isRouted && member >= 0 ? member : -1);
        Memory.putNativeInt(record + PacketRecord.OUTER_SOURCE, outerSources[place]);
        Memory.putNativeInt(record + PacketRecord.OUTER_ENCAPSULATION, outerEncapsulation);
        if (isRouted && member >= 0) {
            keepNextHop(nextHops + (long) member * NextHopTable.RECORD_BYTES);
        }
    }

    /** Ends what {@link #open} began. The buffer is read only when it is still the worker's. */
    public void close(final long mbuf) {
        if (record == 0) {
            return;
        }
        if (end() == PacketRecord.OPEN) {
            putEnd(PacketRecord.FORWARDED, 0, Memory.nativeInt(record + PacketRecord.NEXT_HOP_PORT));
            final int length = PacketBuffer.lengthBytes(mbuf);
            Memory.putNativeInt(record + PacketRecord.OUT_LENGTH, length);
            // Not where the packet began when it came in: a tunnel's header may have been put in front.
            Memory.copy(PacketBuffer.data(mbuf), record + PacketRecord.SENT, Math.min(length, PacketRecord.FRAME_BYTES));
        }
        if (!isTentative() || end() == PacketRecord.HANDED_OVER) {
            publish();
        }
        record = 0;
    }

    /** The packet in hand ends for this reason. */
    public void dropped(final int reason) {
        if (record != 0) {
            if (isTentative() && !session.claim()) {
                record = 0;
                return;
            }
            Memory.putNativeInt(record + PacketRecord.IS_TENTATIVE, 0);
            putEnd(PacketRecord.DROPPED, reason, -1);
        }
    }

    /** The packet in hand left in pieces. */
    public void fragmented(final int port, final int mtuBytes) {
        if (record != 0) {
            putEnd(PacketRecord.FRAGMENTED, mtuBytes, port);
        }
    }

    /** The packet in hand is the slow path's from now on. */
    public void handedOver(final int kind) {
        if (record != 0) {
            putEnd(PacketRecord.HANDED_OVER, kind, -1);
        }
    }

    /** The source of the packet in hand is not told: the slow path has enough to do. */
    public void icmpSuppressed(final int type, final int code) {
        if (record != 0) {
            Memory.putNativeInt(record + PacketRecord.SUPPRESSED, type << 8 | code);
        }
    }

    /** What the slow path is to know the packet in hand by. */
    public int mark() {
        return record == 0 ? TraceMark.NONE : TraceMark.of(Memory.nativeInt(record + PacketRecord.NUMBER), isTentative());
    }

    /** A device did not take a packet of the last burst. The frame is still there. */
    public void refused(final long mbuf) {
        for (int i = 0; i < count; i++) {
            final long candidate = scratch + (long) i * PacketRecord.BYTES;
            if (Memory.nativeLong(candidate + PacketRecord.MBUF) == mbuf && Memory.nativeInt(candidate + PacketRecord.END) == PacketRecord.FORWARDED) {
                record = candidate;
                dropped(DropReason.TX_FULL.id());
                publishUnlessGivenUp();
                return;
            }
        }
    }

    /** A device did not take a packet that the slow path had finished. */
    public void refusedLate(final int mark) {
        if (mark == TraceMark.NONE || TraceMark.isTentative(mark) && !tracer.session().claim()) {
            return;
        }
        record = spare();
        Memory.putNativeInt(record + PacketRecord.NUMBER, TraceMark.number(mark));
        Memory.putNativeLong(record + PacketRecord.TIME_NS, System.nanoTime());
        Memory.putNativeLong(record + PacketRecord.PLACE, NOT_IN_RING);
        putEnd(PacketRecord.REFUSED_LATE, DropReason.TX_FULL.id(), -1);
        publishUnlessGivenUp();
    }

    /** A packet was dropped before it was one of a burst: its owner's ring was full. */
    public void droppedEarly(final int port, final long mbuf, final long frame, final int length, final int reason) {
        if (!isOn()) {
            return;
        }
        session = tracer.session();
        nowNs = System.nanoTime();
        if (matches(port, frame, length) && (session.filter().isDroppedOnly() || session.claim())) {
            start(spare(), port, mbuf, frame, length);
            Memory.putNativeInt(record + PacketRecord.VERDICT, TraceReader.NOT_CHECKED);
            Memory.putNativeInt(record + PacketRecord.MEMBER, -1);
            dropped(reason);
            publishUnlessGivenUp();
        }
    }

    void free() {
        ring.close();
        Memory.free(scratch);
    }

    private boolean matches(final int port, final long frame, final int length) {
        return session.left() != 0 && session.filter().matches(port, frame, length & Integer.MAX_VALUE, tracer.etherType(port));
    }

    private long spare() {
        return scratch + (long) (SCRATCH_RECORDS - 1) * PacketRecord.BYTES;
    }

    private void start(final long at, final int port, final long mbuf, final long frame, final int length) {
        record = at;
        Memory.fill(record, PacketRecord.RECEIVED, 0);
        Memory.putNativeInt(record + PacketRecord.NUMBER, tracer.nextNumber());
        Memory.putNativeInt(record + PacketRecord.SESSION, session.id());
        Memory.putNativeLong(record + PacketRecord.TIME_NS, nowNs);
        Memory.putNativeInt(record + PacketRecord.PORT, port);
        Memory.putNativeInt(record + PacketRecord.LENGTH, length);
        Memory.putNativeInt(record + PacketRecord.IS_TENTATIVE, session.filter().isDroppedOnly() ? 1 : 0);
        Memory.putNativeLong(record + PacketRecord.MBUF, mbuf);
        Memory.putNativeLong(record + PacketRecord.PLACE, NOT_IN_RING);
        Memory.putNativeInt(record + PacketRecord.SUPPRESSED, -1);
        Memory.copy(frame, record + PacketRecord.RECEIVED, Math.min(length & Integer.MAX_VALUE, PacketRecord.FRAME_BYTES));
    }

    private void keepNextHop(final long nextHop) {
        final int type = Memory.nativeInt(nextHop + NextHopTable.TYPE);
        long frameTo = nextHop;
        if (type == NextHopTable.TYPE_TUNNEL) {
            frameTo = nextHops + (long) Memory.nativeInt(nextHop + NextHopTable.UNDERLAY) * NextHopTable.RECORD_BYTES;
            Memory.putNativeInt(record + PacketRecord.NEXT_HOP_REMOTE, Memory.u32(nextHop + NextHopTable.TUNNEL_REMOTE));
            Memory.putNativeInt(record + PacketRecord.NEXT_HOP_ENCAPSULATION, Memory.nativeInt(nextHop + NextHopTable.ENCAPSULATION));
        }
        Memory.putNativeLong(record + PacketRecord.NEXT_HOP_MAC_AND_FLAGS, Memory.nativeLong(frameTo + NextHopTable.MAC_AND_FLAGS));
        Memory.putNativeInt(record + PacketRecord.NEXT_HOP_TYPE, type);
        Memory.putNativeInt(record + PacketRecord.NEXT_HOP_PORT, Memory.nativeInt(nextHop + NextHopTable.PORT));
        Memory.putNativeInt(record + PacketRecord.NEXT_HOP_MTU, Memory.nativeInt(nextHop + NextHopTable.MTU));
    }

    private int end() {
        return Memory.nativeInt(record + PacketRecord.END);
    }

    private boolean isTentative() {
        return Memory.nativeInt(record + PacketRecord.IS_TENTATIVE) != 0;
    }

    private void putEnd(final int end, final int argument, final int port) {
        Memory.putNativeInt(record + PacketRecord.END, end);
        Memory.putNativeInt(record + PacketRecord.END_ARGUMENT, argument);
        Memory.putNativeInt(record + PacketRecord.OUT_PORT, port);
    }

    private void publish() {
        final long place = Memory.nativeLong(record + PacketRecord.PLACE);
        if (place == NOT_IN_RING) {
            Memory.putNativeLong(record + PacketRecord.PLACE, ring.append(record));
        } else {
            ring.replace(place, record);
        }
    }

    private void publishUnlessGivenUp() {
        if (record != 0) {
            publish();
            record = 0;
        }
    }
}
