// SPDX-License-Identifier: Apache-2.0
// Prefixes cut into disjoint ranges.
package io.eightfold.dataplane.fib;

import java.util.Arrays;

/**
 * Takes prefixes sorted by (host, length) and gives the line of ranges that they cut a stretch of hosts into, each with the hop of its
 * longest prefix; neighbours of equal hop are one. Reused from build to build. Thread: control.
 */
final class RangeLine {
    private static final int MAX_DEPTH = 35;

    private final long[] openEnds = new long[MAX_DEPTH];
    private final int[] openHops = new int[MAX_DEPTH];
    private int depth;
    private long end;
    private int[] starts = new int[64];
    private int[] hops = new int[64];
    private int count;

    /**
     * Begins a line.
     * @param base hop of what no prefix covers.
     */
    void begin(final long start, final long lineEnd, final int base) {
        count = 0;
        end = lineEnd;
        openEnds[0] = lineEnd;
        openHops[0] = base;
        depth = 1;
        emit(start, base);
    }

    /** Adds prefixes of {@code routes[from..to)}, which lie within the line. */
    void add(final long[] routes, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long start = Integer.toUnsignedLong(PackedRoute.host(routes[i]));
            closeUpTo(start);
            openEnds[depth] = start + (1L << 32 - PackedRoute.length(routes[i]));
            openHops[depth++] = PackedRoute.hop(routes[i]);
            emit(start, PackedRoute.hop(routes[i]));
        }
    }

    void finish() {
        closeUpTo(end);
    }

    int count() {
        return count;
    }

    /** First host of a range, as an unsigned number. */
    long start(final int index) {
        return Integer.toUnsignedLong(starts[index]);
    }

    /** First host behind a range. */
    long end(final int index) {
        return index + 1 < count ? start(index + 1) : end;
    }

    int hop(final int index) {
        return hops[index];
    }

    /** Prefixes nest or are apart: the innermost that ends here gives way to the one around it. */
    private void closeUpTo(final long start) {
        while (depth > 1 && openEnds[depth - 1] <= start) {
            final long closed = openEnds[--depth];
            if (closed < end) {
                emit(closed, openHops[depth - 1]);
            }
        }
    }

    private void emit(final long start, final int hop) {
        if (count > 0 && starts[count - 1] == (int) start) {
            hops[count - 1] = hop;
            if (count > 1 && hops[count - 2] == hop) {
                count--;
            }
        } else if (count == 0 || hops[count - 1] != hop) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                hops = Arrays.copyOf(hops, count * 2);
            }
            starts[count] = (int) start;
            hops[count++] = hop;
        }
    }
}
