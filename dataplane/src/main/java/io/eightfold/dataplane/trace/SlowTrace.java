// SPDX-License-Identifier: Apache-2.0
// What the control thread records of traced packets that were handed to it.
package io.eightfold.dataplane.trace;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.wire.memory.Memory;
import org.agrona.collections.Long2LongHashMap;

/**
 * Knows traced packets by their buffers, from {@link #take} until the buffer is freed or goes to a worker. All calls are of no effect for other
 * buffers. Thread: control.
 */
public final class SlowTrace {
    private static final long UNKNOWN = 0;
    private static final int RING_RECORDS = 4096;

    private final PacketTracer tracer;
    private final TraceRing ring = new TraceRing(RING_RECORDS, StepRecord.BYTES);
    private final long record = Memory.allocate(StepRecord.BYTES);
    /** Marks by mbuf. */
    private final Long2LongHashMap underWay = new Long2LongHashMap(UNKNOWN);

    SlowTrace(final PacketTracer tracer) {
        this.tracer = tracer;
    }

    TraceRing ring() {
        return ring;
    }

    /** A packet comes from a worker. */
    public void take(final long mbuf, final int mark) {
        if (mark != TraceMark.NONE) {
            underWay.put(mbuf, mark);
        }
    }

    /** A buffer of the router's own carries an answer to a traced packet: it is followed as a part of it. */
    public void follow(final long mbuf, final long cause) {
        if (isTraced(cause)) {
            underWay.put(mbuf, underWay.get(cause));
        }
    }

    /** What a worker is to know the buffer by. */
    public int mark(final long mbuf) {
        return isTraced(mbuf) ? (int) underWay.get(mbuf) : TraceMark.NONE;
    }

    /** Whether the buffer holds a traced packet. */
    public boolean isTraced(final long mbuf) {
        return !underWay.isEmpty() && underWay.containsKey(mbuf);
    }

    /** The router was who it was for. */
    public void delivered(final long mbuf, final int port) {
        write(mbuf, StepRecord.DELIVERED, 0, port);
    }

    /** The kernel got it. */
    public void punted(final long mbuf, final int port) {
        write(mbuf, StepRecord.PUNTED, 0, port);
    }

    /** It waits until a neighbour on the port answers. */
    public void waiting(final long mbuf, final int port) {
        write(mbuf, StepRecord.WAITING, 0, port);
    }

    /** It ends here, as counted. */
    public void dropped(final long mbuf, final DropReason reason, final int port) {
        if (isTraced(mbuf)) {
            final int mark = (int) underWay.get(mbuf);
            if (!TraceMark.isTentative(mark) || tracer.session().claim()) {
                underWay.put(mbuf, TraceMark.number(mark));
                write(mbuf, StepRecord.DROPPED, reason.id(), port);
            }
        }
    }

    /** An answer of the router's own could not leave. */
    public void lost(final long mbuf, final DropReason reason, final int port) {
        write(mbuf, StepRecord.LOST, reason.id(), port);
    }

    /** Its source is told. */
    public void icmpError(final long mbuf, final int type, final int code, final int port) {
        write(mbuf, StepRecord.ICMP_ERROR, type << 8 | code, port);
    }

    /** Its source is not told: it must not be, or too many were. */
    public void icmpSuppressed(final long mbuf, final int type, final int code, final int port) {
        write(mbuf, StepRecord.ICMP_SUPPRESSED, type << 8 | code, port);
    }

    /** It went into a tunnel: the buffer holds the outer packet, or a stream took a copy. */
    public void encapsulated(final long mbuf, final int remote, final int encapsulation, final int port) {
        if (isTraced(mbuf)) {
            Memory.putNativeInt(record + StepRecord.REMOTE, remote);
            write(mbuf, StepRecord.ENCAPSULATED, encapsulation, port);
        }
    }

    /** The finished frame goes to a worker, which sends it by the port. To be called while the buffer is the caller's. */
    public void sent(final long mbuf, final long frame, final int lengthBytes, final int port) {
        if (isTraced(mbuf)) {
            Memory.putNativeInt(record + StepRecord.LENGTH, lengthBytes);
            Memory.copy(frame, record + StepRecord.SENT, Math.min(lengthBytes, PacketRecord.FRAME_BYTES));
            write(mbuf, StepRecord.SENT_FRAME, 0, port);
        }
    }

    /** The buffer is another's, or nobody's. */
    public void forget(final long mbuf) {
        if (!underWay.isEmpty()) {
            underWay.remove(mbuf);
        }
    }

    void free() {
        ring.close();
        Memory.free(record);
    }

    private void write(final long mbuf, final int step, final int argument, final int port) {
        if (isTraced(mbuf)) {
            Memory.putNativeInt(record + StepRecord.NUMBER, TraceMark.number((int) underWay.get(mbuf)));
            Memory.putNativeInt(record + StepRecord.STEP, step);
            Memory.putNativeLong(record + StepRecord.TIME_NS, System.nanoTime());
            Memory.putNativeInt(record + StepRecord.ARGUMENT, argument);
            Memory.putNativeInt(record + StepRecord.PORT, port);
            ring.append(record);
        }
    }
}
