// SPDX-License-Identifier: Apache-2.0
// A pool of packet buffers.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code rte_pktmbuf_pool}: fixed number of buffers of one size. Threads that take from it must be registered, else its per-thread caches stay unused. */
public final class Mempool implements AutoCloseable {
    /** Buffers each registered thread keeps at hand, so that a burst does not touch the shared ring. */
    private static final int CACHE = 256;
    private static final int ANY_SOCKET = -1;
    private final long handle;
    private final int dataRoomBytes;

    private Mempool(final long handle, final int dataRoomBytes) {
        this.handle = handle;
        this.dataRoomBytes = dataRoomBytes;
    }

    /**
     * @param name          unique in the process, at most 25 characters.
     * @param mbufs         number of buffers, at least 1024.
     * @param dataRoomBytes frame bytes a buffer holds, headroom not counted.
     * @throws DpdkException when the memory does not suffice. Thread: startup.
     */
    public static Mempool create(final String name, final int mbufs, final int dataRoomBytes) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            final int code = eightfold_h.ef_pool_create(arena.allocateFrom(name), mbufs, CACHE, dataRoomBytes, ANY_SOCKET, out);
            if (code != 0) {
                final long neededMib = (long) mbufs * (dataRoomBytes + 384) / (1024 * 1024) + 1;
                throw new DpdkException(code, "cannot create a pool of mbufs=" + mbufs + " of " + dataRoomBytes + " bytes (about " + neededMib
                    + " MiB): " + Eal.errorText(code) + "; raise `memory` or lower `mbufs` in the dpdk block");
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

    /** Frees the pool's memory. All buffers must be home. */
    @Override
    public void close() {
        eightfold_h.ef_pool_free(handle);
    }
}
