// SPDX-License-Identifier: Apache-2.0
// Finds what came in carrier IPv4 without its ASN.
package io.eightfold.bgp8.rib;

/**
 * Finds the path that a peer sent in carrier IPv4 by host prefix and path id: a withdraw does not say the ASN, and an announcement with another ASN takes the place of
 * the old one. It holds row numbers and finds the keys in the rows. Thread: control.
 */
final class HostIndex {
    private static final int MIN_SLOTS = 64;

    private final EntryTable entries;
    private final PathTable paths;
    /** Row number + 1; 0 is a free slot. */
    private int[] index = new int[MIN_SLOTS];
    private int size;

    HostIndex(final EntryTable entries, final PathTable paths) {
        this.entries = entries;
        this.paths = paths;
    }

    /** The path, or {@link PathTable#NONE}. @param address its ASN does not matter */
    int find(final int peer, final long address, final int lengthBits, final int pathId) {
        return index[slot(peer, (int) address, lengthBits, pathId)] - 1;
    }

    /** Puts in a path that has its entry; there is none of the same key. */
    void add(final int path) {
        if (2 * (size + 1) > index.length) {
            grow();
        }
        index[slotOf(path)] = path + 1;
        size++;
    }

    void remove(final int path) {
        final int mask = index.length - 1;
        int hole = slotOf(path);
        for (int next = hole + 1 & mask; index[next] != 0; next = next + 1 & mask) {
            final int home = homeOf(index[next] - 1) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                index[hole] = index[next];
                hole = next;
            }
        }
        index[hole] = 0;
        size--;
    }

    private int slotOf(final int path) {
        final int entry = paths.entry(path);
        return slot(paths.peer(path), (int) entries.address(entry), entries.lengthBits(entry), paths.pathId(path));
    }

    private int slot(final int peer, final int host, final int lengthBits, final int pathId) {
        final int mask = index.length - 1;
        int slot = home(peer, host, lengthBits, pathId) & mask;
        while (index[slot] != 0 && !isKey(index[slot] - 1, peer, host, lengthBits, pathId)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isKey(final int path, final int peer, final int host, final int lengthBits, final int pathId) {
        final int entry = paths.entry(path);
        return (int) entries.address(entry) == host && entries.lengthBits(entry) == lengthBits && paths.peer(path) == peer && paths.pathId(path) == pathId;
    }

    private int homeOf(final int path) {
        final int entry = paths.entry(path);
        return home(paths.peer(path), (int) entries.address(entry), entries.lengthBits(entry), paths.pathId(path));
    }

    private static int home(final int peer, final int host, final int lengthBits, final int pathId) {
        return EntryTable.hash((long) pathId * 31 + peer << 32 | host & 0xFFFF_FFFFL, lengthBits);
    }

    private void grow() {
        final int[] old = index;
        index = new int[2 * old.length];
        for (final int item : old) {
            if (item != 0) {
                index[slotOf(item - 1)] = item;
            }
        }
    }
}
