// SPDX-License-Identifier: Apache-2.0
// A hash map from long to long without objects.
package io.eightfold.perf.table;

/**
 * Open addressing with linear probing. The hash mixes all 64 bits: the tables of this room hold prefixes chosen so that a plain hash collides.
 * Thread: one.
 */
public final class LongMap {
    /** Answer for a key that is not there. */
    public static final long ABSENT = -1;
    /** Key and value plus one, side by side: a probe that hits touches one cache line. 0 marks a free slot. */
    private long[] slots;
    private int mask;
    private int size;

    /** @param expected keys that are likely to come. */
    public LongMap(final int expected) {
        final int capacity = Integer.highestOneBit(Math.max(expected, 8)) * 4;
        slots = new long[capacity * 2];
        mask = capacity - 1;
    }

    /** Keys. */
    public int size() {
        return size;
    }

    /** Value of the key, or {@link #ABSENT}. */
    public long get(final long key) {
        int slot = slotOf(key);
        while (slots[slot * 2 + 1] != 0) {
            if (slots[slot * 2] == key) {
                return slots[slot * 2 + 1] - 1;
            }
            slot = slot + 1 & mask;
        }
        return ABSENT;
    }

    /** Puts a value of 0 or more and returns the one before, or {@link #ABSENT}. */
    public long put(final long key, final long value) {
        int slot = slotOf(key);
        while (slots[slot * 2 + 1] != 0) {
            if (slots[slot * 2] == key) {
                final long before = slots[slot * 2 + 1] - 1;
                slots[slot * 2 + 1] = value + 1;
                return before;
            }
            slot = slot + 1 & mask;
        }
        slots[slot * 2] = key;
        slots[slot * 2 + 1] = value + 1;
        if (++size * 2 > mask) {
            grow();
        }
        return ABSENT;
    }

    /** Removes the key and returns its value, or {@link #ABSENT}. Later keys of the run move up, so that no probe ends at the hole. */
    public long remove(final long key) {
        int hole = slotOf(key);
        while (slots[hole * 2 + 1] != 0 && slots[hole * 2] != key) {
            hole = hole + 1 & mask;
        }
        final long before = slots[hole * 2 + 1] - 1;
        if (before == ABSENT) {
            return ABSENT;
        }
        int slot = hole + 1 & mask;
        while (slots[slot * 2 + 1] != 0) {
            final int home = slotOf(slots[slot * 2]);
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole * 2] = slots[slot * 2];
                slots[hole * 2 + 1] = slots[slot * 2 + 1];
                hole = slot;
            }
            slot = slot + 1 & mask;
        }
        slots[hole * 2 + 1] = 0;
        size--;
        return before;
    }

    private int slotOf(final long key) {
        final long first = (key ^ key >>> 32) * 0x9FB2_1C65_1E98_DF25L;
        return (int) ((first ^ first >>> 29) * 0xD6E8_FEB8_6659_FD93L >>> 33) & mask;
    }

    private void grow() {
        final long[] old = slots;
        slots = new long[old.length * 2];
        mask = slots.length / 2 - 1;
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                put(old[i], old[i + 1] - 1);
            }
        }
    }
}
