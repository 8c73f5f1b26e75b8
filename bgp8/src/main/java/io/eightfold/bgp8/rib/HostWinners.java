// SPDX-License-Identifier: Apache-2.0
// Which of the routes that are the same in IPv4 is told.
package io.eightfold.bgp8.rib;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which of the routes of a group that are the same in IPv4 is told in carrier IPv4: that of the lowest ASN. The others wait in order. The index holds row numbers and
 * finds the keys in the rows. Thread: control.
 */
final class HostWinners {
    static final int NONE = -1;
    private static final int MIN_SLOTS = 1024;

    private final EntryTable entries;
    /** Row number + 1; 0 is a free slot. */
    private int[] index = new int[MIN_SLOTS];
    private int size;
    /** By key: ASN above, row number below. Collisions are few in a sane network. */
    private final Map<Long, TreeSet<Long>> others = new HashMap<>();

    HostWinners(final EntryTable entries) {
        this.entries = entries;
    }

    /** Host prefix and its length: what IPv4 can tell apart. */
    long key(final int entry) {
        return (entries.address(entry) & 0xFFFF_FFFFL) << 8 | entries.lengthBits(entry);
    }

    /** The one that is told of all that are the same as {@code entry}, or {@link #NONE}. */
    int winner(final int entry) {
        return index[slot(key(entry))] - 1;
    }

    /** Whether it is the one that is told. */
    boolean add(final int entry) {
        if (2 * (size + 1) > index.length) {
            grow();
        }
        final long key = key(entry);
        final int slot = slot(key);
        final int winner = index[slot] - 1;
        if (winner == NONE) {
            index[slot] = entry + 1;
            size++;
            return true;
        }
        final boolean wins = Integer.compareUnsigned(entries.asn(entry), entries.asn(winner)) < 0;
        others.computeIfAbsent(key, _ -> new TreeSet<>(Long::compareUnsigned)).add(ranked(wins ? winner : entry));
        index[slot] = (wins ? entry : winner) + 1;
        return wins;
    }

    void remove(final int entry) {
        final long key = key(entry);
        final int slot = slot(key);
        final TreeSet<Long> waiting = others.get(key);
        if (index[slot] - 1 != entry) {
            waiting.remove(ranked(entry));
        } else if (waiting != null) {
            index[slot] = (int) (long) waiting.pollFirst() + 1;
        } else {
            unindex(slot);
        }
        if (waiting != null && waiting.isEmpty()) {
            others.remove(key);
        }
    }

    private long ranked(final int entry) {
        return (long) entries.asn(entry) << 32 | entry;
    }

    private int slot(final long key) {
        final int mask = index.length - 1;
        int slot = home(key) & mask;
        while (index[slot] != 0 && key(index[slot] - 1) != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void unindex(final int emptied) {
        final int mask = index.length - 1;
        int hole = emptied;
        for (int next = hole + 1 & mask; index[next] != 0; next = next + 1 & mask) {
            final int home = home(key(index[next] - 1)) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                index[hole] = index[next];
                hole = next;
            }
        }
        index[hole] = 0;
        size--;
    }

    private void grow() {
        final int[] old = index;
        index = new int[2 * old.length];
        for (final int item : old) {
            if (item != 0) {
                index[slot(key(item - 1))] = item;
            }
        }
    }

    private static int home(final long key) {
        return EntryTable.hash(key, 0);
    }
}
