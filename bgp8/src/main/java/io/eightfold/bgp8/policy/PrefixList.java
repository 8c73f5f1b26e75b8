// SPDX-License-Identifier: Apache-2.0
// Prefixes that are permitted or denied.
package io.eightfold.bgp8.policy;

import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Arrays;
import java.util.List;

/**
 * Prefixes that are permitted or denied: the first entry that matches decides, without one the prefix is denied. An answer takes one look for each prefix length that
 * occurs in the list, however many entries there are, and does not allocate. Thread: any; immutable.
 */
public final class PrefixList {
    private static final int NONE = -1;

    private final String name;
    private final List<PrefixRule> rules;
    /** Prefix lengths of the entries, shortest first. */
    private final int[] lengths;
    /** Open addressing: the first entry of a prefix, as index into {@code rules}. */
    private final int[] slots;
    /** The next entry with the same prefix, by sequence. */
    private final int[] followers;
    private final long[] addresses;
    private final byte[] prefixBits;
    private final byte[] minBits;
    private final byte[] maxBits;

    /** @throws IllegalArgumentException when two entries have the same sequence */
    public PrefixList(final String name, final List<PrefixRule> rules) {
        this.name = name;
        this.rules = Sequences.ordered("ipv8 prefix-list", name, rules, PrefixRule::sequence);
        final int size = rules.size();
        lengths = rules.stream().mapToInt(rule -> rule.prefix().lengthBits()).sorted().distinct().toArray();
        slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, size)) << 2)];
        Arrays.fill(slots, NONE);
        followers = new int[size];
        addresses = new long[size];
        prefixBits = new byte[size];
        minBits = new byte[size];
        maxBits = new byte[size];
        // From the last on, so that each chain begins with its lowest sequence.
        for (int i = size - 1; i >= 0; i--) {
            add(i, this.rules.get(i));
        }
    }

    private void add(final int index, final PrefixRule rule) {
        addresses[index] = rule.prefix().address().bits();
        prefixBits[index] = (byte) rule.prefix().lengthBits();
        minBits[index] = (byte) rule.minLengthBits();
        maxBits[index] = (byte) rule.maxLengthBits();
        final int slot = slot(addresses[index], prefixBits[index]);
        followers[index] = slots[slot];
        slots[slot] = index;
    }

    /** Where the prefix is, or the free place for it. */
    private int slot(final long address, final int bits) {
        int slot = hash(address, bits) & slots.length - 1;
        while (slots[slot] != NONE && (addresses[slots[slot]] != address || prefixBits[slots[slot]] != bits)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static int hash(final long address, final int bits) {
        final long mixed = (address + bits) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32);
    }

    public String name() {
        return name;
    }

    /** By sequence. */
    public List<PrefixRule> rules() {
        return rules;
    }

    public boolean permits(final long address, final int lengthBits) {
        final int index = first(address, lengthBits);
        return index != NONE && rules.get(index).action() == Action.PERMIT;
    }

    /** The entry that decides, or null when none matches. */
    public PrefixRule decisive(final long address, final int lengthBits) {
        final int index = first(address, lengthBits);
        return index == NONE ? null : rules.get(index);
    }

    private int first(final long address, final int lengthBits) {
        int best = NONE;
        for (final int bits : lengths) {
            if (bits > lengthBits) {
                break;
            }
            int index = slots[slot(address & Ipv8Prefix.mask(bits), bits)];
            while (index != NONE && (lengthBits < minBits[index] || lengthBits > maxBits[index])) {
                index = followers[index];
            }
            if (index != NONE && (best == NONE || index < best)) {
                best = index;
            }
        }
        return best;
    }

    @Override
    public boolean equals(final Object other) {
        return this == other || other instanceof PrefixList list && name.equals(list.name) && rules.equals(list.rules);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + rules.hashCode();
    }

    @Override
    public String toString() {
        return "ipv8 prefix-list " + name;
    }
}
