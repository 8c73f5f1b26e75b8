// SPDX-License-Identifier: Apache-2.0
// The gateways that hop sets name, in order, to find those that a prefix covers.
package io.eightfold.controlplane.rib;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.agrona.collections.IntHashSet;

/**
 * The gateways that the hop sets of one VRF name, in the order of their addresses: those that a prefix covers are neighbours, and whether there are any is
 * one binary search. Gateways are thousands where routes are millions, so coming and going may cost a move of the array.
 * <p>Thread: control.
 */
final class GatewayTable {
    private static final int MIN_CAPACITY = 16;

    /** Addresses with the sign bit turned: the order of unsigned numbers. */
    private long[] keys = new long[MIN_CAPACITY];
    private IntHashSet[] sets = new IntHashSet[MIN_CAPACITY];
    private int size;

    void add(final long gateway, final int setId) {
        int at = find(gateway);
        if (at < 0) {
            at = -at - 1;
            open(at);
            keys[at] = key(gateway);
            sets[at] = new IntHashSet();
        }
        sets[at].add(setId);
    }

    /** Takes a set out; one that is not there is no error. */
    void remove(final long gateway, final int setId) {
        final int at = find(gateway);
        if (at < 0) {
            return;
        }
        sets[at].remove(setId);
        if (sets[at].isEmpty()) {
            size--;
            System.arraycopy(keys, at + 1, keys, at, size - at);
            System.arraycopy(sets, at + 1, sets, at, size - at);
            sets[size] = null;
        }
    }

    /** Calls with each set that names a gateway between the two, both included; a set may come several times. */
    void forEachSet(final long first, final long last, final IntConsumer consumer) {
        final int found = find(first);
        final long lastKey = key(last);
        for (int at = found < 0 ? -found - 1 : found; at < size && keys[at] <= lastKey; at++) {
            sets[at].forEachInt(consumer);
        }
    }

    private int find(final long gateway) {
        return Arrays.binarySearch(keys, 0, size, key(gateway));
    }

    private void open(final int at) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            sets = Arrays.copyOf(sets, 2 * size);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(sets, at, sets, at + 1, size - at);
        size++;
    }

    private static long key(final long address) {
        return address ^ Long.MIN_VALUE;
    }
}
