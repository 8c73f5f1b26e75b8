// SPDX-License-Identifier: Apache-2.0
// Packet buffers in the hands of a test.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dpdk.MbufLayout;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;

/** Fills buffers with frames, and receives frames from a port, with a turn of its own. */
final class TestBuffers implements AutoCloseable {
    /** Behind every frame, so that whoever reads on finds no zeros. */
    private static final int POISON = 0xEE;
    private final Mempool pool;
    private final long turn = Memory.allocate(Turn.BYTES);
    private final long handle = Memory.allocate(Long.BYTES);
    private final long dataAddress = Memory.allocate(Long.BYTES);

    TestBuffers(final Mempool pool) {
        this.pool = pool;
    }

    /** A buffer with a frame that came in by a port of DPDK's, or {@link MbufLayout#NO_PORT}. */
    long fill(final byte[] frame, final int dpdkId) {
        assertEquals(0, Turn.allocate(pool.handle(), handle, dataAddress, 1), "no buffer left");
        final long mbuf = Memory.nativeLong(handle);
        Memory.fill(Memory.nativeLong(dataAddress), pool.dataRoomBytes(), POISON);
        Memory.fromBytes(frame, Memory.nativeLong(dataAddress));
        PacketBuffer.setLength(mbuf, frame.length);
        Memory.putNativeShort(mbuf + MbufLayout.PORT, dpdkId);
        return mbuf;
    }

    /** Address of a buffer's frame. */
    static long data(final long mbuf) {
        return Memory.nativeLong(mbuf + MbufLayout.BUF_ADDR) + (Memory.nativeShort(mbuf + MbufLayout.DATA_OFF) & 0xFFFF);
    }

    void free(final long mbuf) {
        Memory.putNativeLong(handle, mbuf);
        Turn.free(handle, 1);
    }

    /** Puts a buffer into a worker's turn, as the shim would have received it. */
    static void put(final long workersTurn, final int place, final long mbuf, final int lengthBytes) {
        Memory.putNativeLong(workersTurn + Turn.RX_MBUF + place * 8L, mbuf);
        Memory.putNativeLong(workersTurn + Turn.RX_DATA + place * 8L, data(mbuf));
        Memory.putNativeInt(workersTurn + Turn.RX_LENGTH + place * 4L, lengthBytes);
    }

    /** Everything a port has to give. */
    List<byte[]> receive(final int dpdkId) {
        final List<byte[]> frames = new ArrayList<>();
        Memory.putNativeShort(turn + Turn.RX_PORT, dpdkId);
        Memory.putNativeShort(turn + Turn.RX_CAPACITY, Turn.BURST_MAX);
        int count;
        while ((count = Turn.exchange(turn)) > 0) {
            for (int i = 0; i < count; i++) {
                frames.add(Memory.toBytes(Memory.nativeLong(turn + Turn.RX_DATA + i * 8L), Memory.nativeInt(turn + Turn.RX_LENGTH + i * 4L)));
            }
            Turn.free(turn + Turn.RX_MBUF, count);
        }
        return frames;
    }

    @Override
    public void close() {
        Memory.free(turn);
        Memory.free(handle);
        Memory.free(dataAddress);
    }
}
