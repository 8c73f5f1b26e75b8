// SPDX-License-Identifier: Apache-2.0
// Prefixes of all tables to a number each, without an object for each.
package io.eightfold.fibprotocol;

import java.util.Arrays;

/**
 * A hash map from (VRF, prefix) to a non-negative int. Open addressing with linear probing, at most half full: 32 bytes a prefix after growth.
 * The host length of a prefix is 0 to 32; -32 is the default route of IPv8, which spans all ASNs.
 * <p>Thread: one owner.
 */
public final class PrefixMap {
    /** There is no such prefix. */
    public static final int MISSING = -1;
    private static final int MIN_CAPACITY = 16;

    private long[] addresses = new long[MIN_CAPACITY];
    private int[] tails = new int[MIN_CAPACITY];
    /** The number + 1; 0 is a free slot. */
    private int[] values = new int[MIN_CAPACITY];
    private int size;

    /** Prefixes held. */
    public int size() {
        return size;
    }

    /** The number of a prefix, or {@link #MISSING}. */
    public int get(final int vrf, final long address, final int hostLength) {
        return values[slot(address, tail(vrf, hostLength))] - 1;
    }

    /** Sets the number of a prefix; returns the one before, or {@link #MISSING}. */
    public int put(final int vrf, final long address, final int hostLength, final int value) {
        assert value >= 0 : value;
        final int tail = tail(vrf, hostLength);
        int slot = slot(address, tail);
        final int before = values[slot] - 1;
        if (before == MISSING) {
            if (2 * (size + 1) > values.length) {
                grow();
                slot = slot(address, tail);
            }
            addresses[slot] = address;
            tails[slot] = tail;
            size++;
        }
        values[slot] = value + 1;
        return before;
    }

    /** Takes a prefix out; returns its number, or {@link #MISSING}. */
    public int remove(final int vrf, final long address, final int hostLength) {
        int hole = slot(address, tail(vrf, hostLength));
        final int before = values[hole] - 1;
        if (before == MISSING) {
            return MISSING;
        }
        final int mask = values.length - 1;
        // Whatever was pushed past the hole moves back: no tombstones, so a table that churns never slows down.
        for (int next = hole + 1 & mask; values[next] != 0; next = next + 1 & mask) {
            final int home = home(addresses[next], tails[next], mask);
            if ((next - home & mask) >= (next - hole & mask)) {
                addresses[hole] = addresses[next];
                tails[hole] = tails[next];
                values[hole] = values[next];
                hole = next;
            }
        }
        values[hole] = 0;
        size--;
        return before;
    }

    /** Takes all out; the memory stays. */
    public void clear() {
        Arrays.fill(values, 0);
        size = 0;
    }

    private int slot(final long address, final int tail) {
        final int mask = values.length - 1;
        int slot = home(address, tail, mask);
        while (values[slot] != 0 && (addresses[slot] != address || tails[slot] != tail)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        final long[] oldAddresses = addresses;
        final int[] oldTails = tails;
        final int[] oldValues = values;
        addresses = new long[2 * oldValues.length];
        tails = new int[2 * oldValues.length];
        values = new int[2 * oldValues.length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != 0) {
                final int slot = slot(oldAddresses[i], oldTails[i]);
                addresses[slot] = oldAddresses[i];
                tails[slot] = oldTails[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static int tail(final int vrf, final int hostLength) {
        return vrf << 8 | hostLength & 0xFF;
    }

    private static int home(final long address, final int tail, final int mask) {
        // Prefixes differ in their middle bits: a product carries those to the top.
        final long mixed = (address ^ (long) tail << 40) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 17) & mask;
    }
}
