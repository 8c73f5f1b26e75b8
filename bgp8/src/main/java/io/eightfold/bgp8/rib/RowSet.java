// SPDX-License-Identifier: Apache-2.0
// A set of row numbers, a bit each.
package io.eightfold.bgp8.rib;

import java.util.Arrays;

/** A set of row numbers, a bit each; it knows how many there are. Thread: control. */
final class RowSet {
    static final int NONE = -1;
    private long[] words = {};
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(final int row) {
        return row >>> 6 < words.length && (words[row >>> 6] & 1L << row) != 0;
    }

    /** Whether it is new. */
    boolean add(final int row) {
        if (row >>> 6 >= words.length) {
            words = Arrays.copyOf(words, Math.max((row >>> 6) + 1, PathTable.grown(words.length)));
        }
        if ((words[row >>> 6] & 1L << row) != 0) {
            return false;
        }
        words[row >>> 6] |= 1L << row;
        size++;
        return true;
    }

    void remove(final int row) {
        if (contains(row)) {
            words[row >>> 6] &= ~(1L << row);
            size--;
        }
    }

    /** The first that is at {@code from} or above, or {@link #NONE}. */
    int next(final int from) {
        int word = from >>> 6;
        if (word >= words.length) {
            return NONE;
        }
        long bits = words[word] & -1L << from;
        while (bits == 0) {
            if (++word == words.length) {
                return NONE;
            }
            bits = words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }
}
