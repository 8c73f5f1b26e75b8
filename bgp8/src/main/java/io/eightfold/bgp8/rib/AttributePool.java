// SPDX-License-Identifier: Apache-2.0
// One of each attribute set, by number.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.Arrays;

/**
 * One of each attribute set, by number, with a count of who holds it. Numbers are used again when nobody does. A set whose next hop somebody asked for holds that
 * too. Thread: control.
 */
final class AttributePool {
    /** No attributes. */
    static final int NONE = 0;
    private static final int MIN_ROWS = 1024;

    private final NextHops nextHops;
    private AttributeSet[] sets = new AttributeSet[MIN_ROWS];
    /** Who holds it; in free rows, the next free row. */
    private int[] holders = new int[MIN_ROWS];
    /** Number of the next hop + 1; 0 while nobody asked. */
    private int[] hops = new int[MIN_ROWS];
    /** Row numbers; 0 is a free slot. */
    private int[] index = new int[2 * MIN_ROWS];
    private int end = 1;
    private int firstFree;
    private int size;
    private AttributeSet last;
    private int lastId;

    AttributePool(final NextHops nextHops) {
        this.nextHops = nextHops;
    }

    /** Sets that somebody holds. */
    int size() {
        return size;
    }

    /** The number of a set, held once more. */
    int intern(final AttributeSet set) {
        if (set == last) {
            holders[lastId]++;
            return lastId;
        }
        final int slot = slot(set);
        final int id = index[slot] != 0 ? index[slot] : add(set);
        holders[id]++;
        last = set;
        lastId = id;
        return id;
    }

    int hold(final int id) {
        holders[id] += id == NONE ? 0 : 1;
        return id;
    }

    void release(final int id) {
        if (id != NONE && --holders[id] == 0) {
            free(id);
        }
    }

    /** Null for {@link #NONE}. */
    AttributeSet set(final int id) {
        return sets[id];
    }

    /** The number of its next hop, which is held as long as the set is. */
    int hop(final int id) {
        if (hops[id] == 0) {
            hops[id] = nextHops.hold(sets[id]) + 1;
        }
        return hops[id] - 1;
    }

    private int add(final AttributeSet set) {
        if (2 * (size + 1) > index.length) {
            growIndex();
        }
        final int id = takeRow();
        sets[id] = set;
        holders[id] = 0;
        hops[id] = 0;
        index[slot(set)] = id;
        size++;
        return id;
    }

    private void free(final int id) {
        unindex(id);
        if (hops[id] != 0) {
            nextHops.release(hops[id] - 1);
        }
        if (lastId == id) {
            last = null;
        }
        sets[id] = null;
        holders[id] = firstFree;
        firstFree = id;
        size--;
    }

    private int takeRow() {
        if (firstFree != 0) {
            final int id = firstFree;
            firstFree = holders[id];
            return id;
        }
        if (end == sets.length) {
            final int rows = PathTable.grown(sets.length);
            sets = Arrays.copyOf(sets, rows);
            holders = Arrays.copyOf(holders, rows);
            hops = Arrays.copyOf(hops, rows);
        }
        return end++;
    }

    private int slot(final AttributeSet set) {
        final int mask = index.length - 1;
        int slot = home(set) & mask;
        while (index[slot] != 0 && !sets[index[slot]].equals(set)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Whatever was pushed past the hole moves back: no tombstones, so a table that churns never slows down. */
    private void unindex(final int id) {
        final int mask = index.length - 1;
        int hole = slot(sets[id]);
        for (int next = hole + 1 & mask; index[next] != 0; next = next + 1 & mask) {
            final int home = home(sets[index[next]]) & mask;
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
        for (final int id : old) {
            if (id != 0) {
                int slot = home(sets[id]) & mask;
                while (index[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                index[slot] = id;
            }
        }
    }

    private static int home(final AttributeSet set) {
        final int mixed = set.hashCode() * 0x9E37_79B9;
        return mixed ^ mixed >>> 15;
    }
}
