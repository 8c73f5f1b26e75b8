// SPDX-License-Identifier: Apache-2.0
// What workers and the slow path read and write of a packet buffer itself.
package io.eightfold.dataplane.port;

import io.eightfold.dpdk.MbufLayout;
import io.eightfold.wire.memory.Memory;

/** An mbuf by its handle. Thread: the buffer's owner. */
public final class PacketBuffer {
    private PacketBuffer() {
    }

    /** Address of the first byte of the frame. */
    public static long data(final long mbuf) {
        return Memory.nativeLong(mbuf + MbufLayout.BUF_ADDR) + (Memory.nativeShort(mbuf + MbufLayout.DATA_OFF) & 0xFFFF);
    }

    /** Length of the frame in bytes. */
    public static int lengthBytes(final long mbuf) {
        return Memory.nativeInt(mbuf + MbufLayout.PKT_LEN);
    }

    /** Sets the length of the frame, which is one segment. */
    public static void setLength(final long mbuf, final int lengthBytes) {
        Memory.putNativeShort(mbuf + MbufLayout.DATA_LEN, lengthBytes);
        Memory.putNativeInt(mbuf + MbufLayout.PKT_LEN, lengthBytes);
    }

    /** The frame begins {@code bytes} earlier; {@link #setLength} follows. */
    public static void grow(final long mbuf, final int bytes) {
        assert (Memory.nativeShort(mbuf + MbufLayout.DATA_OFF) & 0xFFFF) >= bytes : "a buffer lacks room in front for " + bytes + " bytes";
        Memory.putNativeShort(mbuf + MbufLayout.DATA_OFF, Memory.nativeShort(mbuf + MbufLayout.DATA_OFF) - bytes);
    }

    /** Bytes free in front of the frame. */
    public static int headroomBytes(final long mbuf) {
        return Memory.nativeShort(mbuf + MbufLayout.DATA_OFF) & 0xFFFF;
    }

    /** Says by which port of DPDK's the frame came in; not every driver (net_ring) writes it. */
    public static void setArrival(final long mbuf, final int dpdkId) {
        Memory.putNativeShort(mbuf + MbufLayout.PORT, dpdkId);
    }

    /** From now on the buffer is the router's own: its received packet, if it held one, has been counted. */
    public static void makeOwn(final long mbuf) {
        setArrival(mbuf, MbufLayout.NO_PORT);
    }

    /**
     * Index of the port the frame came in by; -1 for one of our own.
     * @param dpdkIds DPDK's port number by our index.
     */
    public static int arrival(final long mbuf, final int[] dpdkIds) {
        final int dpdkId = Memory.nativeShort(mbuf + MbufLayout.PORT) & 0xFFFF;
        for (int i = 0; i < dpdkIds.length; i++) {
            if (dpdkIds[i] == dpdkId) {
                return i;
            }
        }
        return -1;
    }
}
