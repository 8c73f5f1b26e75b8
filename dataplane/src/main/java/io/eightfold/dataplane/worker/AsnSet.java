// SPDX-License-Identifier: Apache-2.0
// A set of ASNs that a worker asks once a packet.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.port.Border.AsnRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bit for each ASN, in pages of 65,536 that exist where they differ from all or nothing: exact, and the same two loads whatever is asked. ASNs in use lie close together, so that
 * few cache lines serve a whole Internet. Thread: any; immutable.
 */
final class AsnSet {
    private static final int PAGE_SHIFT = 16;
    private static final int PAGE_WORDS = (1 << PAGE_SHIFT) / Long.SIZE;
    private static final int NOTHING = 0;
    private static final int EVERYTHING = PAGE_WORDS;

    /** By the upper 16 bits of an ASN: where its page begins. */
    private final int[] pageOf = new int[1 << PAGE_SHIFT];
    private final long[] words;
    private final long inversion;

    /** @param isInverted whether the set is all but these. */
    AsnSet(final List<AsnRange> ranges, final boolean isInverted) {
        final List<long[]> pages = new ArrayList<>(List.of(new long[PAGE_WORDS], full()));
        for (final AsnRange range : ranges) {
            add(pages, Integer.toUnsignedLong(range.first()), Integer.toUnsignedLong(range.last()));
        }
        words = new long[pages.size() * PAGE_WORDS];
        for (int i = 0; i < pages.size(); i++) {
            System.arraycopy(pages.get(i), 0, words, i * PAGE_WORDS, PAGE_WORDS);
        }
        inversion = isInverted ? 1 : 0;
    }

    /** Whether the ASN is in the set. */
    boolean contains(final int asn) {
        return (words[pageOf[asn >>> PAGE_SHIFT] + (asn >>> 6 & PAGE_WORDS - 1)] >>> asn & 1) != inversion;
    }

    private void add(final List<long[]> pages, final long first, final long last) {
        for (long top = first >>> PAGE_SHIFT; top <= last >>> PAGE_SHIFT; top++) {
            final long from = Math.max(first, top << PAGE_SHIFT);
            final long to = Math.min(last, (top << PAGE_SHIFT) + 0xFFFF);
            if (to - from == 0xFFFF) {
                pageOf[(int) top] = EVERYTHING;
            } else if (pageOf[(int) top] != EVERYTHING) {
                setBits(page(pages, (int) top), (int) from & 0xFFFF, (int) to & 0xFFFF);
            }
        }
    }

    private long[] page(final List<long[]> pages, final int top) {
        if (pageOf[top] == NOTHING) {
            pageOf[top] = pages.size() * PAGE_WORDS;
            pages.add(new long[PAGE_WORDS]);
        }
        return pages.get(pageOf[top] / PAGE_WORDS);
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
