// SPDX-License-Identifier: Apache-2.0
// Tier 2: longest prefix match on the host part within one ASN.
package io.eightfold.dataplane.fib;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The host parts of one ASN cut into disjoint ranges, each with the next hop of its longest prefix; a lookup is a binary search
 * for the range's start. Immutable: any thread may read it once it is published.
 */
final class HostTable {
    static final HostTable EMPTY = new HostTable(new int[] {Integer.MIN_VALUE}, new int[] {Fib.NO_ROUTE});
    private static final int MAX_LENGTH = 32;

    /** Starts of ranges with the sign bit flipped, so that signed comparison orders them as unsigned; starts[0] is 0.0.0.0. */
    private final int[] starts;
    private final int[] nextHops;

    private HostTable(final int[] starts, final int[] nextHops) {
        this.starts = starts;
        this.nextHops = nextHops;
    }

    /** Next hop of the longest prefix that holds the host, or {@link Fib#NO_ROUTE}. */
    int lookup(final int host) {
        final int key = host ^ Integer.MIN_VALUE;
        final int[] line = starts;
        int low = 0;
        int size = line.length;
        while (size > 1) {
            final int half = size >>> 1;
            low = line[low + half] <= key ? low + half : low;
            size -= half;
        }
        return nextHops[low];
    }

    /**
     * Builds the line from prefixes sorted by (host, length): one pass with a stack of the prefixes that are open.
     * @param byPrefix key: host in bits 37 to 6, length 0 to 32 in bits 5 to 0.
     */
    static HostTable build(final TreeMap<Long, Integer> byPrefix) {
        final Builder builder = new Builder(byPrefix.size());
        for (final Map.Entry<Long, Integer> entry : byPrefix.entrySet()) {
            final long start = entry.getKey() >>> 6;
            final int length = (int) (entry.getKey() & 63);
            builder.open(start, start + (1L << MAX_LENGTH - length), entry.getValue());
        }
        return builder.finish();
    }

    private static final class Builder {
        private final long[] openEnds = new long[MAX_LENGTH + 2];
        private final int[] openNextHops = new int[MAX_LENGTH + 2];
        private int depth;
        private int[] starts;
        private int[] nextHops;
        private int count;

        Builder(final int prefixes) {
            starts = new int[prefixes * 2 + 2];
            nextHops = new int[prefixes * 2 + 2];
            openEnds[0] = 1L << MAX_LENGTH;
            openNextHops[0] = Fib.NO_ROUTE;
            depth = 1;
            emit(0, Fib.NO_ROUTE);
        }

        void open(final long start, final long end, final int nextHop) {
            closeUpTo(start);
            openEnds[depth] = end;
            openNextHops[depth++] = nextHop;
            emit(start, nextHop);
        }

        HostTable finish() {
            closeUpTo(1L << MAX_LENGTH);
            return new HostTable(Arrays.copyOf(starts, count), Arrays.copyOf(nextHops, count));
        }

        /** Prefixes nest or are apart: the innermost that ends here gives way to the one around it. */
        private void closeUpTo(final long start) {
            while (depth > 1 && openEnds[depth - 1] <= start) {
                final long end = openEnds[--depth];
                if (end < 1L << MAX_LENGTH) {
                    emit(end, openNextHops[depth - 1]);
                }
            }
        }

        private void emit(final long start, final int nextHop) {
            final int key = (int) start ^ Integer.MIN_VALUE;
            if (count > 0 && starts[count - 1] == key) {
                nextHops[count - 1] = nextHop;
                if (count > 1 && nextHops[count - 2] == nextHop) {
                    count--;
                }
            } else if (count == 0 || nextHops[count - 1] != nextHop) {
                starts[count] = key;
                nextHops[count++] = nextHop;
            }
        }
    }
}
