// SPDX-License-Identifier: Apache-2.0
// The prefixes of the RIB as rows of arrays.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.Vrf;
import java.util.Arrays;

/**
 * The prefixes of the RIB, a row each: 21 bytes and an index of 4 bytes a slot, at most half full. The index holds row numbers and 8 bits of the hash
 * and finds the keys in the rows: a third of the memory of a map that repeats the keys, and the row is needed next anyway.
 * <p>Thread: control.
 */
final class EntryTable {
    static final int NONE = -1;
    /** The row number has 24 bits of an index slot. */
    static final int MAX_ENTRIES = (1 << 24) - 1;
    private static final int NUMBER_MASK = MAX_ENTRIES;
    private static final int MIN_ROWS = 1024;

    /** The row holds a prefix. */
    private static final byte USED = 1;
    /** The prefix changed since it was emitted. */
    private static final byte DIRTY = 2;
    /** The row number is in the queue; this outlives the prefix, so that a row used again is not queued twice. */
    private static final byte QUEUED = 4;

    private long[] addresses = new long[MIN_ROWS];
    private byte[] vrfs = new byte[MIN_ROWS];
    private byte[] hostLengths = new byte[MIN_ROWS];
    /** The preferred candidate; in free rows, the next free row. */
    private int[] candidates = new int[MIN_ROWS];
    private int[] emittedSets = new int[MIN_ROWS];
    private byte[] emittedSources = new byte[MIN_ROWS];
    private byte[] emittedDistances = new byte[MIN_ROWS];
    private byte[] flags = new byte[MIN_ROWS];
    /** Hash bits above, row number + 1 below; 0 is a free slot. */
    private int[] index = new int[2 * MIN_ROWS];
    private final int[][] lengthCounts = new int[Vrf.count()][PrefixRange.MAX_LENGTH + 1];
    private int end;
    private int firstFree = NONE;
    private int size;

    /** Prefixes held. */
    int size() {
        return size;
    }

    /** All rows are below this; it never shrinks. */
    int end() {
        return end;
    }

    /** The row of a prefix, or {@link #NONE}. */
    int find(final int vrf, final long address, final int hostLength) {
        return (index[slot(vrf, address, hostLength)] & NUMBER_MASK) - 1;
    }

    /** The row of the longest prefix that covers an address and is not longer than {@code atMostLength}, or {@link #NONE}. Go on with its length - 1. */
    int longestCover(final int vrf, final long address, final int atMostLength) {
        final int[] counts = lengthCounts[vrf];
        for (int length = atMostLength; length >= 0; length--) {
            if (counts[length] > 0) {
                final int entry = find(vrf, address & PrefixRange.mask(length), length);
                if (entry != NONE) {
                    return entry;
                }
            }
        }
        final boolean isInAsn = address >>> PrefixRange.MAX_LENGTH != 0;
        return isInAsn && atMostLength >= PrefixRange.DEFAULT_LENGTH ? find(vrf, 0, PrefixRange.DEFAULT_LENGTH) : NONE;
    }

    /** A new row for a prefix that has none. */
    int add(final int vrf, final long address, final int hostLength) {
        if (2 * (size + 1) > index.length) {
            growIndex();
        }
        final int entry = takeRow();
        addresses[entry] = address;
        vrfs[entry] = (byte) vrf;
        hostLengths[entry] = (byte) hostLength;
        candidates[entry] = NONE;
        emittedSets[entry] = Rib.NO_SET;
        flags[entry] = (byte) (flags[entry] & QUEUED | USED);
        index[slot(vrf, address, hostLength)] = mark(hash(vrf, address, hostLength)) | entry + 1;
        count(entry, 1);
        return entry;
    }

    void free(final int entry) {
        assert candidates[entry] == NONE && emittedSets[entry] == Rib.NO_SET : "entry " + entry + " is in use";
        count(entry, -1);
        unindex(entry);
        flags[entry] &= QUEUED;
        candidates[entry] = firstFree;
        firstFree = entry;
    }

    boolean isUsed(final int entry) {
        return (flags[entry] & USED) != 0;
    }

    long address(final int entry) {
        return addresses[entry];
    }

    int vrf(final int entry) {
        return vrfs[entry];
    }

    int hostLength(final int entry) {
        return hostLengths[entry];
    }

    /** The preferred candidate, or {@link #NONE}. */
    int firstCandidate(final int entry) {
        return candidates[entry];
    }

    void firstCandidate(final int entry, final int candidate) {
        candidates[entry] = candidate;
    }

    int emittedSet(final int entry) {
        return emittedSets[entry];
    }

    int emittedSource(final int entry) {
        return emittedSources[entry];
    }

    int emittedDistance(final int entry) {
        return emittedDistances[entry] & 0xFF;
    }

    void emitted(final int entry, final int setId, final int source, final int distance) {
        emittedSets[entry] = setId;
        emittedSources[entry] = (byte) source;
        emittedDistances[entry] = (byte) distance;
    }

    boolean isDirty(final int entry) {
        return (flags[entry] & DIRTY) != 0;
    }

    /** Marks a change; true when the row must be queued. */
    boolean markDirty(final int entry) {
        final boolean mustQueue = (flags[entry] & QUEUED) == 0;
        flags[entry] |= DIRTY | QUEUED;
        return mustQueue;
    }

    /** The row left the queue. */
    void markClean(final int entry) {
        flags[entry] &= USED;
    }

    /** Nothing is queued and nothing was emitted. */
    void forgetEmitted() {
        Arrays.fill(emittedSets, 0, end, Rib.NO_SET);
        for (int entry = 0; entry < end; entry++) {
            flags[entry] &= USED;
        }
    }

    long memoryBytes() {
        return (long) addresses.length * (Long.BYTES + 2 * Integer.BYTES + 5) + (long) index.length * Integer.BYTES;
    }

    private int takeRow() {
        if (firstFree != NONE) {
            final int entry = firstFree;
            firstFree = candidates[entry];
            return entry;
        }
        if (end == MAX_ENTRIES) {
            throw new IllegalStateException("prefixes=" + end + " is the most that a RIB holds; filter or aggregate what the routing protocols take in");
        }
        if (end == addresses.length) {
            growRows();
        }
        return end++;
    }

    private void growRows() {
        final int rows = CandidateTable.grown(addresses.length);
        addresses = Arrays.copyOf(addresses, rows);
        vrfs = Arrays.copyOf(vrfs, rows);
        hostLengths = Arrays.copyOf(hostLengths, rows);
        candidates = Arrays.copyOf(candidates, rows);
        emittedSets = Arrays.copyOf(emittedSets, rows);
        emittedSources = Arrays.copyOf(emittedSources, rows);
        emittedDistances = Arrays.copyOf(emittedDistances, rows);
        flags = Arrays.copyOf(flags, rows);
    }

    private void count(final int entry, final int difference) {
        size += difference;
        if (hostLengths[entry] >= 0) {
            lengthCounts[vrfs[entry]][hostLengths[entry]] += difference;
        }
    }

    private int slot(final int vrf, final long address, final int hostLength) {
        final int mask = index.length - 1;
        final int hash = hash(vrf, address, hostLength);
        final int mark = mark(hash);
        int slot = hash & mask;
        for (int found = index[slot]; found != 0; found = index[slot]) {
            if ((found & ~NUMBER_MASK) == mark && isKey((found & NUMBER_MASK) - 1, vrf, address, hostLength)) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isKey(final int entry, final int vrf, final long address, final int hostLength) {
        return addresses[entry] == address && hostLengths[entry] == hostLength && vrfs[entry] == vrf;
    }

    /** Whatever was pushed past the hole moves back: no tombstones, so a table that churns never slows down. */
    private void unindex(final int entry) {
        final int mask = index.length - 1;
        int hole = slot(vrfs[entry], addresses[entry], hostLengths[entry]);
        for (int next = hole + 1 & mask; index[next] != 0; next = next + 1 & mask) {
            final int home = home((index[next] & NUMBER_MASK) - 1) & mask;
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
                int slot = home((item & NUMBER_MASK) - 1) & mask;
                while (index[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                index[slot] = item;
            }
        }
    }

    private int home(final int entry) {
        return hash(vrfs[entry], addresses[entry], hostLengths[entry]);
    }

    private static int hash(final int vrf, final long address, final int hostLength) {
        // Prefixes differ in their middle bits: products carry those to the top, shifts bring them down.
        final long mixed = (address ^ (long) (vrf << 8 | hostLength & 0xFF) << 48) * 0x9E37_79B9_7F4A_7C15L;
        final long again = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (again ^ again >>> 32);
    }

    /** The top bits: the slot comes from the low ones. */
    private static int mark(final int hash) {
        return hash & ~NUMBER_MASK;
    }
}
