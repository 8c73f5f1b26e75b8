// SPDX-License-Identifier: Apache-2.0
// What a reader starts from.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;

/**
 * Layout of the record that each batch publishes anew, with one store of its address. It never changes once published.
 * <pre>
 *   0 tier-1 table 8 | 8 version 8 | 16 base of references 8 | 24 groups 8
 *  32 multiplier 4 | 36 shift 4 | 40 mask 4 | 44 reference of ASN 0 4 | 48 default hop 4
 * </pre>
 */
final class FibRoot {
    static final int BYTES = 64;
    static final int TIER1 = 0;
    static final int VERSION = 8;
    static final int BASE = 16;
    static final int GROUPS = 24;
    static final int MULTIPLIER = 32;
    static final int SHIFT = 36;
    static final int MASK = 40;
    static final int IPV4 = 44;
    static final int DEFAULT_HOP = 48;

    private FibRoot() {
    }

    /**
     * Results for a burst; see {@link FibReader#lookup}. Pass by pass over the burst: a pass loads for all what the next one decides on, so that
     * the loads of different packets overlap and a branch that was guessed wrong waits for no memory. Tier 1 sorts the places by what is to be done,
     * without a branch, so that the passes of tier 2 have none to guess.
     */
    static void lookup(final long root, final long[] destinations, final int[] nextHops, final int count, final FibScratch scratch) {
        final long base = Memory.nativeLong(root + BASE);
        final long version = Memory.nativeLong(root + VERSION);
        final int ipv4 = Memory.nativeInt(root + IPV4);
        if (destinations[0] >>> 32 == 0 && ipv4 >>> NodeRef.KIND_SHIFT == NodeRef.TRIE_KIND && areAllIpv4(destinations, count)) {
            trie(base, NodeLookup.node(base, ipv4), version, destinations, nextHops, count, scratch);
            return;
        }
        tier1(root, ipv4, destinations, nextHops, count, scratch);
        if (scratch.hashCount != 0) {
            hashes(base, destinations, nextHops, scratch);
        }
        if (scratch.otherCount != 0) {
            others(base, version, destinations, nextHops, scratch);
        }
        final int defaultHop = Memory.nativeInt(root + DEFAULT_HOP);
        if (defaultHop >= 0) {
            defaults(destinations, nextHops, count, defaultHop);
        }
    }

    private static boolean areAllIpv4(final long[] destinations, final int count) {
        long asns = 0;
        for (int i = 0; i < count; i++) {
            asns |= destinations[i];
        }
        return asns >>> 32 == 0;
    }

    private static void trie(final long base, final long trie, final long version, final long[] destinations, final int[] nextHops, final int count,
                             final FibScratch scratch) {
        for (int i = 0; i < count; i++) {
            nextHops[i] = NodeLookup.slot(trie, (int) destinations[i]);
        }
        final int[] rest = scratch.rest;
        int left = 0;
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref >>> NodeRef.KIND_SHIFT == NodeRef.BITS64N_KIND) {
                nextHops[i] = NodeLookup.bits64n(NodeLookup.node(base, ref), (int) destinations[i]);
            } else if (ref < NodeRef.LOWEST_RESULT) {
                rest[left++] = i;
            }
        }
        findRest(base, version, destinations, nextHops, rest, left);
    }

    private static void findRest(final long base, final long version, final long[] destinations, final int[] nextHops, final int[] rest, final int count) {
        for (int k = 0; k < count; k++) {
            final int i = rest[k];
            nextHops[i] = NodeLookup.find(base, nextHops[i], (int) destinations[i], version);
        }
    }

    /** Reference for each destination, and its place in the list of its kind. */
    private static void tier1(final long root, final int ipv4, final long[] destinations, final int[] nextHops, final int count, final FibScratch scratch) {
        final long table = Memory.nativeLong(root + TIER1);
        final int multiplier = Memory.nativeInt(root + MULTIPLIER);
        final int shift = Memory.nativeInt(root + SHIFT);
        final long[] words = scratch.words;
        for (int i = 0; i < count; i++) {
            final int slot = (int) (destinations[i] >>> 32) * multiplier >>> shift;
            words[i] = Memory.nativeLong(table + ((long) slot << 3));
        }
        if (scratch.isSingle && areSingles(destinations, nextHops, count, words)) {
            scratch.hashCount = 0;
            scratch.otherCount = 0;
            return;
        }
        final int left = sort(destinations, nextHops, count, scratch);
        if (left != 0) {
            probe(table, multiplier, shift, Memory.nativeInt(root + MASK), ipv4, destinations, nextHops, scratch, left);
        }
    }

    /**
     * The results when every ASN is in its first entry and has one /16, as most have; else false, and nothing is decided. Tried while bursts are like that:
     * it needs half of what sorting does.
     */
    private static boolean areSingles(final long[] destinations, final int[] nextHops, final int count, final long[] words) {
        int others = 0;
        for (int i = 0; i < count; i++) {
            final int ref = (int) words[i];
            // An empty entry, which ASN 0 looks like, is no ONE16 either.
            others |= (int) (words[i] >>> 32) ^ (int) (destinations[i] >>> 32) | ref >>> NodeRef.TOP_SHIFT ^ NodeRef.ONE16_TOP;
            nextHops[i] = NodeLookup.one16(ref, (int) destinations[i]);
        }
        return others == 0;
    }

    /** Single /16s are done here, the other places listed by what the first entry of their ASN leads to; returns how many have another ASN there and are listed as rest. */
    private static int sort(final long[] destinations, final int[] nextHops, final int count, final FibScratch scratch) {
        final long[] words = scratch.words;
        final int[] rest = scratch.rest;
        final int[] hashes = scratch.hashes;
        final int[] others = scratch.others;
        int left = 0;
        int hash = 0;
        int other = 0;
        for (int i = 0; i < count; i++) {
            final int asn = (int) (destinations[i] >>> 32);
            final int difference = (int) (words[i] >>> 32) ^ asn;
            final int ref = (int) words[i];
            // 1 for another ASN, and for ASN 0, which an empty entry looks like.
            final int isOther = (difference | -difference) >>> 31 | (~asn & asn - 1) >>> 31;
            rest[left] = i;
            left += isOther;
            final int top = ref >>> NodeRef.TOP_SHIFT | isOther << 3;
            nextHops[i] = top == NodeRef.ONE16_TOP ? NodeLookup.one16(ref, (int) destinations[i]) : ref;
            // Sign bits: 1 where the difference is 0, and for what is above HASH16, results below 0 included, which do no harm.
            hashes[hash] = i;
            hash += (top ^ NodeRef.HASH16_TOP) - 1 >>> 31;
            others[other] = i;
            other += (top & 0b1110 ^ 0b110) - 1 >>> 31;
        }
        scratch.hashCount = hash;
        scratch.otherCount = other;
        scratch.isSingle = (hash | other | left) == 0;
        return left;
    }

    /** Finds the rest and adds it to the lists. */
    private static void probe(final long table, final int multiplier, final int shift, final int mask, final int ipv4, final long[] destinations,
                              final int[] nextHops, final FibScratch scratch, final int count) {
        for (int k = 0; k < count; k++) {
            final int i = scratch.rest[k];
            final int asn = (int) (destinations[i] >>> 32);
            final int ref = asn == 0 ? ipv4 : AsnTable.find(table, mask, shift, multiplier, asn);
            nextHops[i] = ref;
            final int top = ref >>> NodeRef.TOP_SHIFT;
            if (top == NodeRef.HASH16_TOP) {
                scratch.hashes[scratch.hashCount++] = i;
            } else if (top == NodeRef.ONE16_TOP) {
                nextHops[i] = NodeLookup.one16(ref, (int) destinations[i]);
            } else if (top > NodeRef.HASH16_TOP) {
                scratch.others[scratch.otherCount++] = i;
            }
        }
    }

    private static void hashes(final long base, final long[] destinations, final int[] nextHops, final FibScratch scratch) {
        final int[] places = scratch.hashes;
        final long[] words = scratch.words;
        final long[] buckets = scratch.buckets;
        final int count = scratch.hashCount;
        for (int k = 0; k < count; k++) {
            final int i = places[k];
            buckets[k] = NodeLookup.bucket(base, nextHops[i], (int) destinations[i]);
        }
        // A pass of loads alone: the fewer instructions between them, the more of them the CPU has under way at once.
        for (int k = 0; k < count; k++) {
            words[k] = Memory.nativeLong(buckets[k]);
        }
        final int[] rest = scratch.rest;
        int left = 0;
        for (int k = 0; k < count; k++) {
            final int i = places[k];
            final short hop = NodeLookup.inBucket(buckets[k], words[k], (int) destinations[i] >>> 16);
            if (hop == NodeRef.OVERFLOW) {
                rest[left++] = i;
            } else {
                nextHops[i] = NodeRef.widened(hop);
            }
        }
        for (int k = 0; k < left; k++) {
            final int i = rest[k];
            nextHops[i] = NodeLookup.hash16(base, nextHops[i], (int) destinations[i]);
        }
    }

    private static void others(final long base, final long version, final long[] destinations, final int[] nextHops, final FibScratch scratch) {
        final int[] places = scratch.others;
        final int count = scratch.otherCount;
        for (int k = 0; k < count; k++) {
            final int i = places[k];
            if (nextHops[i] >>> NodeRef.KIND_SHIFT == NodeRef.TRIE_KIND) {
                nextHops[i] = NodeLookup.slot(NodeLookup.node(base, nextHops[i]), (int) destinations[i]);
            }
        }
        final int[] rest = scratch.rest;
        int left = 0;
        for (int k = 0; k < count; k++) {
            final int i = places[k];
            final int ref = nextHops[i];
            if (ref >>> NodeRef.KIND_SHIFT == NodeRef.BITS64N_KIND) {
                nextHops[i] = NodeLookup.bits64n(NodeLookup.node(base, ref), (int) destinations[i]);
            } else if (ref < NodeRef.LOWEST_RESULT) {
                rest[left++] = i;
            }
        }
        findRest(base, version, destinations, nextHops, rest, left);
    }

    /** The default route for what has no result and is not IPv4. */
    private static void defaults(final long[] destinations, final int[] nextHops, final int count, final int defaultHop) {
        for (int i = 0; i < count; i++) {
            if (nextHops[i] < 0 && destinations[i] >>> 32 != 0) {
                nextHops[i] = defaultHop;
            }
        }
    }
}
