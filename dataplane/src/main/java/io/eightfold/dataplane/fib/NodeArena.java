// SPDX-License-Identifier: Apache-2.0
// The memory that the forwarding table's nodes lie in.
package io.eightfold.dataplane.fib;

import io.eightfold.dpdk.MappedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;

/**
 * Blocks within one stretch of address space of {@code limitBytes}, so that a node is named by a 32-bit offset. A block comes from the list
 * of free ones of its size class, from the untouched end, or from a larger free one that is cut up; the kernel backs only what was touched.
 * Classes: 16, 32 and 48 bytes, steps of 32 up to 512, of 64 up to 4 KiB, then eight classes to a doubling. A block begins at a multiple of 64, of
 * 32 or of 16, the largest that its size is a multiple of, so that a node, or a bucket of one, lies in as few cache lines as it can.
 * <p>Thread: control, its owner.
 */
final class NodeArena implements AutoCloseable {
    /** Most that offsets can name. */
    static final long MAX_LIMIT_BYTES = 1L << 29;
    /** Less would not hold a trie beside the groups' directory and the reserve. */
    static final long MIN_LIMIT_BYTES = 4L << 20;
    /** Bytes of the unit that sizes are rounded to. */
    static final int UNIT_BYTES = 16;
    /**
     * What a full table keeps for taking routes out, which takes memory first. It is enough for a trie's root or for thousands of nodes, not for taking a
     * default route out of a full table that is one large trie: that is refused near the limit.
     */
    private static final long MAX_RESERVE_BYTES = 4L << 20;
    private static final int LINE_BYTES = 64;
    private static final int SMALL_BYTES = 48;
    private static final int HALF_LINE_BYTES = 512;
    private static final int MEDIUM_BYTES = 4096;
    private static final int SMALL_CLASSES = SMALL_BYTES / UNIT_BYTES;
    private static final int HALF_LINE_CLASSES = HALF_LINE_BYTES / NodeRef.BUCKET_BYTES - 1;
    private static final int MEDIUM_CLASSES = (MEDIUM_BYTES - HALF_LINE_BYTES) / LINE_BYTES;
    private static final int STEPS_A_DOUBLING = 8;
    /** Of a size in units, in a long beside the offset. */
    private static final int SIZE_BITS = 26;
    private static final int CLASSES = SMALL_CLASSES + HALF_LINE_CLASSES + MEDIUM_CLASSES + 18 * STEPS_A_DOUBLING + 1;

    private final MappedMemory memory;
    private final long limitBytes;
    private final int[][] free = new int[CLASSES][];
    private final int[] freeCounts = new int[CLASSES];
    private long touchedBytes;
    private long usedBytes;
    private boolean isReserveOpen;
    /** Whether a block was freed since the last merge. */
    private boolean isMergeWorthwhile;

    /** @param limitBytes {@link #MIN_LIMIT_BYTES} to {@link #MAX_LIMIT_BYTES}. */
    NodeArena(final long limitBytes) {
        if (limitBytes < MIN_LIMIT_BYTES || limitBytes > MAX_LIMIT_BYTES) {
            throw new IllegalArgumentException("fib memory limit " + limitBytes + " bytes is outside " + MIN_LIMIT_BYTES + " to " + MAX_LIMIT_BYTES + "; choose one inside");
        }
        this.limitBytes = limitBytes;
        memory = MappedMemory.reserve(limitBytes);
        Arrays.fill(free, new int[0]);
        // Offset 0 names nothing.
        touchedBytes = LINE_BYTES;
    }

    /** Address of offset 0. */
    long base() {
        return memory.address();
    }

    /** Bytes of blocks in use, what rounding adds included. */
    long usedBytes() {
        return usedBytes;
    }

    long limitBytes() {
        return limitBytes;
    }

    /**
     * Takes a block; its bytes are what they are.
     * @return its address, a multiple of 16; of 32 or 64 when the block, see the class, is.
     * @throws FibFullException when the limit does not allow it.
     */
    long allocate(final long bytes) {
        final int sizeClass = classOf(bytes);
        final long blockBytes = bytesOf(sizeClass);
        if (usedBytes + blockBytes > limitBytes - (isReserveOpen ? 0 : reserveBytes())) {
            throw full(bytes);
        }
        final int own = pop(sizeClass);
        if (own != 0) {
            usedBytes += blockBytes;
            return address(own);
        }
        final long start = touchedBytes + alignment(blockBytes) - 1 & -alignment(blockBytes);
        if (start + blockBytes <= limitBytes) {
            // What alignment skips is a block of its own.
            freePiece(touchedBytes, start - touchedBytes);
            touchedBytes = start + blockBytes;
            usedBytes += blockBytes;
            return base() + start;
        }
        return cut(sizeClass, blockBytes, bytes);
    }

    /** The same from what is kept for taking routes out, if it must be. */
    long allocateReserved(final long bytes) {
        final boolean wasOpen = isReserveOpen;
        isReserveOpen = true;
        try {
            return allocate(bytes);
        } finally {
            isReserveOpen = wasOpen;
        }
    }

    /** Whether what is kept for taking routes out may be used. */
    void openReserve(final boolean isOpen) {
        isReserveOpen = isOpen;
    }

    /** Gives a block back. No reader may be able to reach it any more. */
    void free(final long address, final long bytes) {
        final int sizeClass = classOf(bytes);
        usedBytes -= bytesOf(sizeClass);
        isMergeWorthwhile = true;
        assert poison(address, bytesOf(sizeClass));
        push(sizeClass, address - base());
    }

    @Override
    public void close() {
        memory.close();
    }

    /** The end is reached: the smallest larger block that is free is cut up. */
    private long cut(final int sizeClass, final long blockBytes, final long bytes) {
        for (int larger = sizeClass + 1; larger < CLASSES; larger++) {
            final int found = pop(larger);
            if (found != 0) {
                final long offset = (long) found * UNIT_BYTES;
                final long start = offset + alignment(blockBytes) - 1 & -alignment(blockBytes);
                final long behind = offset + bytesOf(larger) - start - blockBytes;
                if (behind >= 0) {
                    freePiece(offset, start - offset);
                    freePiece(start + blockBytes, behind);
                    usedBytes += blockBytes;
                    return base() + start;
                }
                push(larger, offset);
            }
        }
        if (!isMergeWorthwhile) {
            throw full(bytes);
        }
        merge();
        return allocate(bytes);
    }

    /** Neighbouring free blocks become one; what is free at the end counts as untouched again. Rare: when nothing suits any more. */
    private void merge() {
        isMergeWorthwhile = false;
        final long[] stretches = takeAll();
        Arrays.sort(stretches);
        long from = 0;
        long end = 0;
        for (final long stretch : stretches) {
            final long offset = stretch >>> SIZE_BITS;
            final long bytes = (stretch & (1L << SIZE_BITS) - 1) * UNIT_BYTES;
            if (offset * UNIT_BYTES != end) {
                freePiece(from, end - from);
                from = offset * UNIT_BYTES;
            }
            end = offset * UNIT_BYTES + bytes;
        }
        if (end == touchedBytes) {
            touchedBytes = from;
        } else {
            freePiece(from, end - from);
        }
    }

    /** Empties the lists; offset and size, both in units, of each block. */
    private long[] takeAll() {
        final long[] stretches = new long[Arrays.stream(freeCounts).sum()];
        int count = 0;
        for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
            while (freeCounts[sizeClass] > 0) {
                stretches[count++] = (long) pop(sizeClass) << SIZE_BITS | bytesOf(sizeClass) / UNIT_BYTES;
            }
        }
        return stretches;
    }

    private FibFullException full(final long bytes) {
        return new FibFullException("forwarding table: " + bytes + " bytes more do not fit; " + usedBytes + " of " + limitBytes
            + " bytes are in use, " + reserveBytes() + " are kept for taking routes out; raise `fib-memory` or install fewer routes (the table is as before)");
    }

    private long reserveBytes() {
        return Math.min(limitBytes / 4, MAX_RESERVE_BYTES);
    }

    /** Puts a stretch of any length (a multiple of the unit) into lists, large pieces first. */
    private void freePiece(final long from, final long bytes) {
        long offset = from;
        long left = bytes;
        while (left >= UNIT_BYTES) {
            int sizeClass = classOf(left);
            if (bytesOf(sizeClass) > left) {
                sizeClass--;
            }
            // Where the offset does not suit the size: small pieces up to where it does.
            if ((offset & alignment(bytesOf(sizeClass)) - 1) != 0) {
                sizeClass = classOf(UNIT_BYTES);
            }
            push(sizeClass, offset);
            offset += bytesOf(sizeClass);
            left -= bytesOf(sizeClass);
        }
    }

    /** What the block's offset is a multiple of. */
    private static long alignment(final long blockBytes) {
        return (blockBytes & LINE_BYTES - 1) == 0 ? LINE_BYTES : (blockBytes & NodeRef.BUCKET_BYTES - 1) == 0 ? NodeRef.BUCKET_BYTES : UNIT_BYTES;
    }

    private int pop(final int sizeClass) {
        return freeCounts[sizeClass] == 0 ? 0 : free[sizeClass][--freeCounts[sizeClass]];
    }

    private void push(final int sizeClass, final long offset) {
        final int count = freeCounts[sizeClass]++;
        if (count == free[sizeClass].length) {
            free[sizeClass] = Arrays.copyOf(free[sizeClass], Math.max(16, count * 2));
        }
        free[sizeClass][count] = (int) (offset / UNIT_BYTES);
    }

    private long address(final int unit) {
        return base() + (long) unit * UNIT_BYTES;
    }

    /** The smallest class that holds {@code bytes}. */
    private static int classOf(final long bytes) {
        if (bytes <= SMALL_BYTES) {
            return (int) (bytes + UNIT_BYTES - 1) / UNIT_BYTES - 1;
        }
        if (bytes <= HALF_LINE_BYTES) {
            return SMALL_CLASSES + (int) (bytes + NodeRef.BUCKET_BYTES - 1) / NodeRef.BUCKET_BYTES - 2;
        }
        if (bytes <= MEDIUM_BYTES) {
            return SMALL_CLASSES + HALF_LINE_CLASSES + (int) (bytes - HALF_LINE_BYTES + LINE_BYTES - 1) / LINE_BYTES - 1;
        }
        final int doubling = 63 - Long.numberOfLeadingZeros(bytes - 1);
        final long step = (1L << doubling) / STEPS_A_DOUBLING;
        final int index = (int) ((bytes - (1L << doubling) + step - 1) / step);
        return SMALL_CLASSES + HALF_LINE_CLASSES + MEDIUM_CLASSES - 1 + (doubling - 12) * STEPS_A_DOUBLING + index;
    }

    private static long bytesOf(final int sizeClass) {
        if (sizeClass < SMALL_CLASSES) {
            return (sizeClass + 1L) * UNIT_BYTES;
        }
        final int halfLine = sizeClass - SMALL_CLASSES;
        if (halfLine < HALF_LINE_CLASSES) {
            return (halfLine + 2L) * NodeRef.BUCKET_BYTES;
        }
        final int line = halfLine - HALF_LINE_CLASSES;
        if (line < MEDIUM_CLASSES) {
            return HALF_LINE_BYTES + (line + 1L) * LINE_BYTES;
        }
        final int index = line - MEDIUM_CLASSES;
        final int doubling = 12 + index / STEPS_A_DOUBLING;
        return (1L << doubling) + (index % STEPS_A_DOUBLING + 1L) * ((1L << doubling) / STEPS_A_DOUBLING);
    }

    /** Where assertions are on, a reader that follows a reference into freed memory reads rubbish and is found out. */
    private static boolean poison(final long address, final long bytes) {
        Memory.fill(address, bytes, 0xA5);
        return true;
    }
}
