// SPDX-License-Identifier: Apache-2.0
// A pool of packet buffers.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code rte_pktmbuf_pool}: fixed number of buffers of one size. Threads that take from it must be registered, else its per-thread caches stay unused. */
public final class Mempool implements AutoCloseable {
    /** Fewer could all hide in threads' caches while a driver starves. */
    public static final int MIN_MBUFS = 1024;
    /** Buffers each registered thread keeps at hand, so that a burst does not touch the shared ring. */
    public static final int CACHE = 256;
    private static final int ANY_SOCKET = -1;
    private static final int ENOMEM = -12;
    private static final int EEXIST = -17;
    private static final int ENAMETOOLONG = -36;
    private final long handle;
    private final int dataRoomBytes;
    private boolean isClosed;

    private Mempool(final long handle, final int dataRoomBytes) {
        this.handle = handle;
        this.dataRoomBytes = dataRoomBytes;
    }

    /**
     * @param name          unique in the process, at most 25 characters.
     * @param mbufs         number of buffers, at least {@value #MIN_MBUFS}.
     * @param dataRoomBytes frame bytes a buffer holds, headroom not counted.
     * @throws DpdkException when the memory does not suffice or an argument is out of range. Thread: startup.
     */
    public static Mempool create(final String name, final int mbufs, final int dataRoomBytes) {
        if (mbufs < MIN_MBUFS) {
            throw new DpdkException(0, "mbufs=" + mbufs + " < " + MIN_MBUFS + "; raise `mbufs` in the dpdk block");
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            final int code = eightfold_h.ef_pool_create(arena.allocateFrom(name), mbufs, CACHE, dataRoomBytes, ANY_SOCKET, out);
            if (code != 0) {
                final long neededMib = mbufs * (dataRoomBytes + 384L) / (1024 * 1024) + 1;
                throw new DpdkException(code, "cannot create pool " + name + " of mbufs=" + mbufs + " of " + dataRoomBytes + " bytes (about "
                    + neededMib + " MiB): " + Eal.errorText(code) + "; " + remedy(code));
            }
            return new Mempool(out.get(ValueLayout.JAVA_LONG, 0), dataRoomBytes);
        }
    }

    /** Handle for calls of the shim. */
    public long handle() {
        return handle;
    }

    /** Frame bytes a buffer holds. */
    public int dataRoomBytes() {
        return dataRoomBytes;
    }

    /** Buffers in all. */
    public int size() {
        return eightfold_h.ef_pool_size(handle);
    }

    /** Buffers that are somewhere else than here: in a driver's ring, or held by a thread. 0 once all went home. Thread: any. */
    public int inUse() {
        return eightfold_h.ef_pool_in_use(handle);
    }

    /** Frees the pool's memory, once. All buffers must be home; no call may use the pool afterwards. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            eightfold_h.ef_pool_free(handle);
        }
    }

    private static String remedy(final int code) {
        return switch (code) {
            case ENOMEM -> "raise `memory` or lower `mbufs` in the dpdk block";
            case EEXIST -> "a pool of that name exists; close it first or choose another name";
            case ENAMETOOLONG -> "the name may have 25 characters";
            default -> "a buffer holds 1 to 65407 bytes; check the largest `mtu`";
        };
    }
}
