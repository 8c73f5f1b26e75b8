// SPDX-License-Identifier: Apache-2.0
// A worker's turn for tests: memory, handles and bursts without arithmetic in the test.
package io.eightfold.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Owns one {@code struct ef_turn} and a list of handles. Not for the hot path: it allocates. Thread: the one that made it. */
final class TestTurn implements AutoCloseable {
    private static final long WAIT_NS = 10_000_000_000L;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment turn = arena.allocate(Turn.BYTES, 64);
    private final MemorySegment handles = arena.allocate(ValueLayout.JAVA_LONG, Turn.BURST_MAX);
    private final MemorySegment data = arena.allocate(ValueLayout.JAVA_LONG, Turn.BURST_MAX);
    private final boolean isCritical;

    /** @param isCritical which of the two ways into the shim the turns take. */
    TestTurn(final boolean isCritical) {
        this.isCritical = isCritical;
    }

    /** Takes {@code count} buffers from the pool and makes each the frame. Fails the test when the pool is exhausted. */
    long[] frames(final Mempool pool, final int count, final byte[] frame) {
        final int code = Turn.allocate(pool.handle(), handles.address(), data.address(), count);
        if (code != 0) {
            throw new AssertionError("allocation of " + count + " buffers failed: " + code);
        }
        final long[] mbufs = new long[count];
        for (int i = 0; i < count; i++) {
            mbufs[i] = handles.getAtIndex(ValueLayout.JAVA_LONG, i);
            at(data.getAtIndex(ValueLayout.JAVA_LONG, i), frame.length).copyFrom(MemorySegment.ofArray(frame));
            setLength(mbufs[i], frame.length);
        }
        return mbufs;
    }

    /** One turn that only sends; returns how many left. The others still belong to the caller. */
    int send(final EthPort port, final int queue, final long... mbufs) {
        copyHandles(mbufs);
        clear();
        final MemorySegment group = turn.asSlice(Turn.TX_GROUPS, Turn.TX_GROUP_BYTES);
        group.set(ValueLayout.JAVA_LONG, Turn.GROUP_MBUFS, handles.address());
        group.set(ValueLayout.JAVA_SHORT, Turn.GROUP_PORT, (short) port.id());
        group.set(ValueLayout.JAVA_SHORT, Turn.GROUP_QUEUE, (short) queue);
        group.set(ValueLayout.JAVA_SHORT, Turn.GROUP_COUNT, (short) mbufs.length);
        turn.set(ValueLayout.JAVA_SHORT, Turn.TX_GROUP_COUNT, (short) 1);
        turn.set(ValueLayout.JAVA_SHORT, Turn.RX_PORT, (short) port.id());
        final int received = exchange();
        if (received != 0) {
            throw new AssertionError("a turn with rx capacity 0 received " + received);
        }
        return group.get(ValueLayout.JAVA_SHORT, Turn.GROUP_SENT);
    }

    /** One turn that only receives; returns the number of frames, which belong to the caller. */
    int receive(final EthPort port, final int queue, final int capacity) {
        clear();
        turn.set(ValueLayout.JAVA_SHORT, Turn.RX_PORT, (short) port.id());
        turn.set(ValueLayout.JAVA_SHORT, Turn.RX_QUEUE, (short) queue);
        turn.set(ValueLayout.JAVA_SHORT, Turn.RX_CAPACITY, (short) capacity);
        return exchange();
    }

    /** Receives on queue 0 until a frame with this EtherType came; frees all others. Returns its mbuf, or 0 at the deadline. */
    long await(final EthPort port, final int etherType) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        long found = 0;
        while (found == 0 && deadlineNs - System.nanoTime() > 0) {
            final int count = receive(port, 0, 32);
            final long[] mbufs = new long[count];
            for (int i = 0; i < count; i++) {
                final byte[] frame = frame(i);
                mbufs[i] = mbuf(i);
                if (found == 0 && frame.length >= 14 && ((frame[12] & 0xFF) << 8 | frame[13] & 0xFF) == etherType) {
                    found = mbufs[i];
                }
            }
            for (final long mbuf : mbufs) {
                if (mbuf != found) {
                    free(mbuf);
                }
            }
            if (found == 0) {
                Thread.sleep(2);
            }
        }
        return found;
    }

    /** Handle of the i-th frame of the last receive. */
    long mbuf(final int i) {
        return turn.get(ValueLayout.JAVA_LONG, Turn.RX_MBUF + 8L * i);
    }

    /** Bytes of the i-th frame of the last receive, as the turn describes it. */
    byte[] frame(final int i) {
        return at(turn.get(ValueLayout.JAVA_LONG, Turn.RX_DATA + 8L * i), length(i)).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Length of the i-th frame of the last receive, with its mark when it is segmented. */
    int length(final int i) {
        return turn.get(ValueLayout.JAVA_INT, Turn.RX_LENGTH + 4L * i);
    }

    /** Bytes of a buffer, found through the offsets of {@link MbufLayout}. */
    static byte[] bytes(final long mbuf) {
        final MemorySegment fields = at(mbuf, 128);
        final long start = fields.get(ValueLayout.JAVA_LONG, MbufLayout.BUF_ADDR) + (fields.get(ValueLayout.JAVA_SHORT, MbufLayout.DATA_OFF) & 0xFFFF);
        return at(start, fields.get(ValueLayout.JAVA_SHORT, MbufLayout.DATA_LEN) & 0xFFFF).toArray(ValueLayout.JAVA_BYTE);
    }

    static int port(final long mbuf) {
        return at(mbuf, 128).get(ValueLayout.JAVA_SHORT, MbufLayout.PORT) & 0xFFFF;
    }

    static void setLength(final long mbuf, final int lengthBytes) {
        at(mbuf, 128).set(ValueLayout.JAVA_SHORT, MbufLayout.DATA_LEN, (short) lengthBytes);
        at(mbuf, 128).set(ValueLayout.JAVA_INT, MbufLayout.PKT_LEN, lengthBytes);
    }

    /** Gives buffers back, by the call that frees out of turn. */
    void free(final long... mbufs) {
        copyHandles(mbufs);
        Turn.free(handles.address(), mbufs.length);
    }

    /** Gives buffers back as part of a turn that neither sends nor receives. */
    void freeInTurn(final EthPort port, final long... mbufs) {
        copyHandles(mbufs);
        clear();
        turn.set(ValueLayout.JAVA_LONG, Turn.FREE_MBUFS, handles.address());
        turn.set(ValueLayout.JAVA_INT, Turn.FREE_COUNT, mbufs.length);
        turn.set(ValueLayout.JAVA_SHORT, Turn.RX_PORT, (short) port.id());
        exchange();
    }

    private int exchange() {
        return isCritical ? Turn.exchangeCritical(turn.address()) : Turn.exchange(turn.address());
    }

    private void clear() {
        turn.fill((byte) 0);
    }

    private void copyHandles(final long[] mbufs) {
        MemorySegment.copy(mbufs, 0, handles, ValueLayout.JAVA_LONG, 0, mbufs.length);
    }

    static MemorySegment at(final long address, final long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    @Override
    public void close() {
        arena.close();
    }
}
