// SPDX-License-Identifier: Apache-2.0
// Packed records by ASN.
package io.eightfold.whois8.validation;

import java.util.Arrays;

/**
 * Packed records by ASN: a hash table of ASNs (open addressing, linear probes), and one array in which each ASN has a run of records behind a word with
 * their number. Two cache misses lead to the records of an ASN. Thread: one at a time.
 * <pre>
 *  slot   | ASN 32 | offset of its run 32 |      0: free; ASN 0 is reserved and never here
 *  run    | count 32 | capacity 32 | record | record | ... | spare |
 * </pre>
 */
final class RecordPool {
    /** What to do with the run of an ASN. */
    interface Visitor {
        void visit(int asn, long[] words, int from, int to);
    }

    private static final int MIN_SLOTS = 64;
    private static final int HASH = 0x9E37_79B9;
    private long[] slots;
    private int shift;
    private int usedSlots;
    private long[] words;
    private int top;
    private int waste;
    private int records;

    RecordPool(final int expectedAsns, final int expectedRecords) {
        slots = new long[slotsFor(expectedAsns)];
        shift = Integer.numberOfLeadingZeros(slots.length) + 1;
        words = new long[expectedAsns + expectedRecords + 16];
    }

    private RecordPool(final RecordPool other) {
        slots = other.slots.clone();
        shift = other.shift;
        usedSlots = other.usedSlots;
        words = other.words.clone();
        top = other.top;
        waste = other.waste;
        records = other.records;
    }

    RecordPool copy() {
        return new RecordPool(this);
    }

    private static int slotsFor(final int asns) {
        return Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, asns)) << 2);
    }

    int records() {
        return records;
    }

    /** ASNs that have or had records. */
    int asns() {
        return usedSlots;
    }

    long memoryBytes() {
        return (long) (slots.length + words.length) * Long.BYTES;
    }

    /** The array that runs are in; another one after each {@link #write}. */
    long[] words() {
        return words;
    }

    /** Where the word before the run of an ASN is; -1 when the ASN has none. */
    int find(final int asn) {
        final long[] in = slots;
        for (int i = asn * HASH >>> shift;; i = i + 1 & in.length - 1) {
            final long slot = in[i];
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> 32) == asn) {
                return (int) slot;
            }
        }
    }

    /** Records in the run at an offset. */
    int count(final int offset) {
        return (int) (words[offset] >>> 32);
    }

    private int capacity(final int offset) {
        return (int) words[offset];
    }

    /** Replaces the run of an ASN with the first {@code count} of {@code values}, which are in order. */
    void write(final int asn, final long[] values, final int count) {
        int offset = find(asn);
        if (offset < 0) {
            if (count == 0) {
                return;
            }
            offset = allocate(asn, count, false);
        } else {
            records -= count(offset);
            if (capacity(offset) < count) {
                waste += capacity(offset) + 1;
                words[offset] &= NO_RECORDS;
                offset = allocate(asn, count, true);
            }
        }
        System.arraycopy(values, 0, words, offset + 1, count);
        words[offset] = (long) count << 32 | capacity(offset);
        records += count;
    }

    private static final long NO_RECORDS = 0xFFFF_FFFFL;

    private int allocate(final int asn, final int count, final boolean hasGrown) {
        if (waste > top / 2 + 1024 || (usedSlots + 1) * 4L > slots.length * 3L) {
            rebuild();
        }
        // A run that grew once grows again.
        final int capacity = hasGrown ? count + count / 2 + 1 : count;
        if (top + capacity + 1 > words.length) {
            words = Arrays.copyOf(words, Math.max(top + capacity + 1, words.length + words.length / 4));
        }
        final int offset = top;
        words[offset] = capacity;
        top += capacity + 1;
        link(asn, offset);
        return offset;
    }

    private void link(final int asn, final int offset) {
        int i = asn * HASH >>> shift;
        while (slots[i] != 0 && (int) (slots[i] >>> 32) != asn) {
            i = i + 1 & slots.length - 1;
        }
        usedSlots += slots[i] == 0 ? 1 : 0;
        slots[i] = (long) asn << 32 | offset;
    }

    /** Leaves holes and ASNs without records behind. */
    private void rebuild() {
        final RecordPool fresh = new RecordPool(usedSlots + usedSlots / 4, records + records / 4);
        forEach((asn, from, first, end) -> fresh.append(asn, from, first, end));
        slots = fresh.slots;
        shift = fresh.shift;
        usedSlots = fresh.usedSlots;
        words = fresh.words;
        top = fresh.top;
        waste = 0;
    }

    /** Adds the run of an ASN that is not here yet; for building in one go. */
    void append(final int asn, final long[] from, final int first, final int end) {
        final int offset = allocate(asn, end - first, false);
        System.arraycopy(from, first, words, offset + 1, end - first);
        words[offset] = (long) (end - first) << 32 | capacity(offset);
        records += end - first;
    }

    /** All runs that are not empty, in no order; the visitor may change records in place, not their number or order. */
    void forEach(final Visitor visitor) {
        for (final long slot : slots) {
            final int offset = (int) slot;
            if (slot != 0 && count(offset) > 0) {
                visitor.visit((int) (slot >>> 32), words, offset + 1, offset + 1 + count(offset));
            }
        }
    }
}
