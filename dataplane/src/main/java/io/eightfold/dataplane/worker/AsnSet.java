// SPDX-License-Identifier: Apache-2.0
// A set of ASNs that a worker asks once a packet.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.port.Border.AsnRange;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bit for each ASN, in pages of 65,536 that exist where they differ from all or nothing: exact, and the same two loads whatever is asked. ASNs in use lie close together, so that
 * few cache lines serve a whole Internet.
 * <pre>
 *        0  65,536 offsets, 4 bytes each, by the upper 16 bits of an ASN: where its page begins
 *  262,144  pages of 1024 words, 8 bytes each: nothing, everything, then those that are in between
 * </pre>
 * Off-heap, without bounds to check: the offsets are our own. Thread: startup makes and frees it; any reads.
 */
final class AsnSet implements AutoCloseable {
    private static final int TOPS = 1 << 16;
    private static final int PAGE_WORDS = 1024;
    private static final int PAGE_BYTES = PAGE_WORDS * Long.BYTES;
    private static final int FIRST_PAGE = TOPS * Integer.BYTES;
    private static final int NOTHING = 0;
    private static final int EVERYTHING = 1;

    private final int[] pageOfTop = new int[TOPS];
    private final List<long[]> pages = new ArrayList<>(List.of(new long[PAGE_WORDS], full()));
    private final long memory;

    /** @param isInverted whether the set is all but these. */
    AsnSet(final List<AsnRange> ranges, final boolean isInverted) {
        for (final AsnRange range : ranges) {
            add(Integer.toUnsignedLong(range.first()), Integer.toUnsignedLong(range.last()));
        }
        memory = Memory.allocate(FIRST_PAGE + (long) pages.size() * PAGE_BYTES);
        for (int top = 0; top < TOPS; top++) {
            Memory.putNativeInt(memory + (long) top * Integer.BYTES, FIRST_PAGE + pageOfTop[top] * PAGE_BYTES);
        }
        for (int i = 0; i < pages.size() * PAGE_WORDS; i++) {
            final long word = pages.get(i / PAGE_WORDS)[i % PAGE_WORDS];
            Memory.putNativeLong(memory + FIRST_PAGE + (long) i * Long.BYTES, isInverted ? ~word : word);
        }
    }

    /** Where it lies, for {@link #contains(long, int)}. */
    long address() {
        return memory;
    }

    /** Whether the ASN is in the set at that address. */
    static boolean contains(final long set, final int asn) {
        final long page = set + Memory.nativeInt(set + (asn >>> 16) * 4L);
        return (Memory.nativeLong(page + ((asn >>> 6 & PAGE_WORDS - 1) << 3)) >>> asn & 1) != 0;
    }

    /** Whether the ASN is in the set. */
    boolean contains(final int asn) {
        return contains(memory, asn);
    }

    @Override
    public void close() {
        Memory.free(memory);
    }

    private void add(final long first, final long last) {
        for (long top = first >>> 16; top <= last >>> 16; top++) {
            final long from = Math.max(first, top << 16);
            final long to = Math.min(last, (top << 16) + 0xFFFF);
            if (to - from == 0xFFFF) {
                pageOfTop[(int) top] = EVERYTHING;
            } else if (pageOfTop[(int) top] != EVERYTHING) {
                setBits(page((int) top), (int) from & 0xFFFF, (int) to & 0xFFFF);
            }
        }
    }

    private long[] page(final int top) {
        if (pageOfTop[top] == NOTHING) {
            pageOfTop[top] = pages.size();
            pages.add(new long[PAGE_WORDS]);
        }
        return pages.get(pageOfTop[top]);
    }

    private static void setBits(final long[] page, final int from, final int to) {
        for (int i = from; i <= to; i++) {
            page[i >>> 6] |= 1L << i;
        }
    }

    private static long[] full() {
        final long[] page = new long[PAGE_WORDS];
        Arrays.fill(page, -1);
        return page;
    }
}
