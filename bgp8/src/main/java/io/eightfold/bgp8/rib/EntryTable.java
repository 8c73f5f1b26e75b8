// SPDX-License-Identifier: Apache-2.0
// The prefixes as rows of arrays.
package io.eightfold.bgp8.rib;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The prefixes as rows of arrays: 26 bytes each, and an index that holds row numbers and finds the keys in the rows. Thread: control.
 */
final class EntryTable {
    static final int NONE = -1;
    /** So that arrays that follow the rows stay below the largest array. */
    static final int MAX_ENTRIES = 1 << 28;
    private static final long SEED = ThreadLocalRandom.current().nextLong();
    private static final long ODD_SEED = ThreadLocalRandom.current().nextLong() | 1;
    private static final int MIN_ROWS = 1024;
    private static final byte FREE = -1;
    private static final byte IS_INSTALLED_EXTERNAL = 1;

    private long[] addresses = new long[MIN_ROWS];
    private byte[] lengths = new byte[MIN_ROWS];
    /** The first path; in free rows, the next free row. */
    private int[] paths = new int[MIN_ROWS];
    private int[] bests = new int[MIN_ROWS];
    /** Attributes as given to the installer, held. */
    private int[] installed = new int[MIN_ROWS];
    private int[] installedMetrics = new int[MIN_ROWS];
    private byte[] flags = new byte[MIN_ROWS];
    /** Row number + 1; 0 is a free slot. */
    private int[] index = new int[2 * MIN_ROWS];
    private final int[] lengthCounts = new int[65];
    private int end;
    private int firstFree = NONE;
    private int size;

    int size() {
        return size;
    }

    /** All rows are below this; it never shrinks. */
    int end() {
        return end;
    }

    int find(final long address, final int lengthBits) {
        return index[slot(address, lengthBits)] - 1;
    }

    int findOrAdd(final long address, final int lengthBits) {
        final int found = index[slot(address, lengthBits)] - 1;
        return found != NONE ? found : add(address, lengthBits);
    }

    /** The row of the longest prefix of at most {@code atMost} bits that covers an address, or {@link #NONE}. */
    int longestCover(final long address, final int atMost) {
        for (int length = atMost; length >= 0; length--) {
            if (lengthCounts[length] > 0) {
                final int entry = find(length == 0 ? 0 : address & -1L << 64 - length, length);
                if (entry != NONE) {
                    return entry;
                }
            }
        }
        return NONE;
    }

    private int add(final long address, final int lengthBits) {
        if (2 * (size + 1) > index.length) {
            growIndex();
        }
        final int entry = takeRow();
        addresses[entry] = address;
        lengths[entry] = (byte) lengthBits;
        paths[entry] = PathTable.NONE;
        bests[entry] = PathTable.NONE;
        installed[entry] = AttributePool.NONE;
        flags[entry] = 0;
        index[slot(address, lengthBits)] = entry + 1;
        lengthCounts[lengthBits]++;
        size++;
        return entry;
    }

    void free(final int entry) {
        assert paths[entry] == PathTable.NONE && installed[entry] == AttributePool.NONE : "entry " + entry + " is in use";
        lengthCounts[lengths[entry]]--;
        unindex(entry);
        lengths[entry] = FREE;
        paths[entry] = firstFree;
        firstFree = entry;
        size--;
    }

    boolean isUsed(final int entry) {
        return lengths[entry] != FREE;
    }

    long address(final int entry) {
        return addresses[entry];
    }

    int asn(final int entry) {
        return (int) (addresses[entry] >>> 32);
    }

    int lengthBits(final int entry) {
        return lengths[entry];
    }

    /** The first path, or {@link PathTable#NONE}. */
    int firstPath(final int entry) {
        return paths[entry];
    }

    void firstPath(final int entry, final int path) {
        paths[entry] = path;
    }

    /** The best path that may be told, or {@link PathTable#NONE}. */
    int best(final int entry) {
        return bests[entry];
    }

    void best(final int entry, final int path) {
        bests[entry] = path;
    }

    /** The attributes that the installer has, or {@link AttributePool#NONE}. */
    int installed(final int entry) {
        return installed[entry];
    }

    int installedMetric(final int entry) {
        return installedMetrics[entry];
    }

    boolean isInstalledExternal(final int entry) {
        return (flags[entry] & IS_INSTALLED_EXTERNAL) != 0;
    }

    void installed(final int entry, final int attributes, final int metric, final boolean isExternal) {
        installed[entry] = attributes;
        installedMetrics[entry] = metric;
        flags[entry] = isExternal ? IS_INSTALLED_EXTERNAL : 0;
    }

    private int takeRow() {
        if (firstFree != NONE) {
            final int entry = firstFree;
            firstFree = paths[entry];
            return entry;
        }
        if (end == MAX_ENTRIES) {
            throw new IllegalStateException("prefixes=" + end + " is the most that the RIB of BGP8 holds; set maximum-prefix for the neighbours");
        }
        if (end == addresses.length) {
            growRows();
        }
        return end++;
    }

    private void growRows() {
        final int rows = PathTable.grown(addresses.length);
        addresses = Arrays.copyOf(addresses, rows);
        lengths = Arrays.copyOf(lengths, rows);
        paths = Arrays.copyOf(paths, rows);
        bests = Arrays.copyOf(bests, rows);
        installed = Arrays.copyOf(installed, rows);
        installedMetrics = Arrays.copyOf(installedMetrics, rows);
        flags = Arrays.copyOf(flags, rows);
    }

    private int slot(final long address, final int lengthBits) {
        final int mask = index.length - 1;
        int slot = hash(address, lengthBits) & mask;
        for (int found = index[slot]; found != 0; found = index[slot]) {
            if (addresses[found - 1] == address && lengths[found - 1] == lengthBits) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Whatever was pushed past the hole moves back: no tombstones, so a table that churns never slows down. */
    private void unindex(final int entry) {
        final int mask = index.length - 1;
        int hole = slot(addresses[entry], lengths[entry]);
        for (int next = hole + 1 & mask; index[next] != 0; next = next + 1 & mask) {
            final int home = home(index[next] - 1) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                index[hole] = index[next];
                hole = next;
            }
        }
        index[hole] = 0;
    }

    private void growIndex() {
        final int[] old = index;
        index = new int[2 * old.length];
        final int mask = index.length - 1;
        for (final int item : old) {
            if (item != 0) {
                int slot = home(item - 1) & mask;
                while (index[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                index[slot] = item;
            }
        }
    }

    private int home(final int entry) {
        return hash(addresses[entry], lengths[entry]);
    }

    /**
     * Prefixes differ in their middle bits: products carry those to the top, shifts bring them down. Both steps have a secret: each can be undone, so that a peer could
     * otherwise choose prefixes with equal hashes and make every look-up a walk.
     */
    static int hash(final long address, final int lengthBits) {
        final long mixed = (address ^ SEED ^ lengthBits * 0x632B_E59B_D9B4_E019L) * 0x9E37_79B9_7F4A_7C15L;
        final long again = (mixed ^ mixed >>> 32) * ODD_SEED;
        return (int) (again ^ again >>> 32);
    }

    /** Bytes of the arrays. */
    long memoryBytes() {
        return addresses.length * (Long.BYTES + 2L + 4L * Integer.BYTES) + (long) Integer.BYTES * index.length;
    }
}
