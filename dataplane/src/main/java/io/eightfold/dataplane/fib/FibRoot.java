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

    // sets of kinds: the upper five bits of a reference, a bit each
    private static final int ONE16_KINDS = 0xF << 16;
    private static final int HASH_KINDS = 0xF << 20;
    private static final int OTHER_KINDS = 1 << NodeRef.kind(NodeRef.FORK) | 1 << NodeRef.kind(NodeRef.SMALL16) | 1 << NodeRef.kind(NodeRef.LINE32)
        | 1 << NodeRef.kind(NodeRef.BITS64W);
    private static final int ONE16 = 1;
    private static final int NODE = 2;

    private FibRoot() {
    }

    /**
     * Results for a burst; see {@link FibReader#lookup}. Pass by pass over the burst: a pass loads for all what the next one decides on, so that
     * the loads of different packets overlap and a branch that was guessed wrong waits for no memory. Passes that no reference needs are left out.
     * @param scratch as long as the burst.
     */
    static void lookup(final long root, final long[] destinations, final int[] nextHops, final int count, final long[] scratch) {
        final long base = Memory.nativeLong(root + BASE);
        final int ipv4 = Memory.nativeInt(root + IPV4);
        if (areAllIpv4(destinations, count) && ipv4 >>> NodeRef.KIND_SHIFT == NodeRef.TRIE_KIND) {
            final int kinds = slots(NodeRef.address(base, ipv4), destinations, nextHops, count);
            tier2(root, base, kinds, destinations, nextHops, count, scratch);
            return;
        }
        int kinds = tier1(root, ipv4, destinations, nextHops, count, scratch);
        if ((kinds & 1 << NodeRef.TRIE_KIND) != 0) {
            kinds |= slotsOfTries(base, destinations, nextHops, count);
        }
        tier2(root, base, kinds, destinations, nextHops, count, scratch);
        final int defaultHop = Memory.nativeInt(root + DEFAULT_HOP);
        if ((kinds & ONE16_KINDS) != 0 || defaultHop >= 0) {
            finish(destinations, nextHops, count, defaultHop);
        }
    }

    private static boolean areAllIpv4(final long[] destinations, final int count) {
        long asns = 0;
        for (int i = 0; i < count; i++) {
            asns |= destinations[i];
        }
        return asns >>> 32 == 0;
    }

    /** Reference for each destination; returns the kinds there are, one bit each. */
    private static int tier1(final long root, final int ipv4, final long[] destinations, final int[] nextHops, final int count, final long[] scratch) {
        final long table = Memory.nativeLong(root + TIER1);
        final int multiplier = Memory.nativeInt(root + MULTIPLIER);
        final int shift = Memory.nativeInt(root + SHIFT);
        for (int i = 0; i < count; i++) {
            final int slot = (int) (destinations[i] >>> 32) * multiplier >>> shift;
            scratch[i] = Memory.nativeLong(table + ((long) slot << 3));
        }
        final int mask = Memory.nativeInt(root + MASK);
        int kinds = 0;
        for (int i = 0; i < count; i++) {
            final int asn = (int) (destinations[i] >>> 32);
            int ref = (int) scratch[i];
            if ((int) (scratch[i] >>> 32) != asn || asn == 0) {
                ref = asn == 0 ? ipv4 : AsnTable.find(table, mask, shift, multiplier, asn);
            }
            nextHops[i] = ref;
            kinds |= 1 << (ref >>> NodeRef.KIND_SHIFT);
        }
        return kinds;
    }

    private static int slots(final long trie, final long[] destinations, final int[] nextHops, final int count) {
        int kinds = 0;
        for (int i = 0; i < count; i++) {
            final int ref = NodeLookup.slot(trie, (int) destinations[i]);
            nextHops[i] = ref;
            kinds |= 1 << (ref >>> NodeRef.KIND_SHIFT);
        }
        return kinds;
    }

    private static int slotsOfTries(final long base, final long[] destinations, final int[] nextHops, final int count) {
        int kinds = 0;
        for (int i = 0; i < count; i++) {
            if (nextHops[i] >>> NodeRef.KIND_SHIFT == NodeRef.TRIE_KIND) {
                final int ref = NodeLookup.slot(NodeLookup.node(base, nextHops[i]), (int) destinations[i]);
                nextHops[i] = ref;
                kinds |= 1 << (ref >>> NodeRef.KIND_SHIFT);
            }
        }
        return kinds;
    }

    private static void tier2(final long root, final long base, final int kinds, final long[] destinations, final int[] nextHops, final int count,
                              final long[] scratch) {
        if ((kinds & 1 << NodeRef.BITS64N_KIND) != 0) {
            runs(base, destinations, nextHops, count);
        }
        if ((kinds & HASH_KINDS) != 0) {
            hashes(base, destinations, nextHops, count, scratch);
        }
        if ((kinds & OTHER_KINDS) != 0) {
            others(base, Memory.nativeLong(root + VERSION), destinations, nextHops, count);
        }
    }

    private static void runs(final long base, final long[] destinations, final int[] nextHops, final int count) {
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref >>> NodeRef.KIND_SHIFT == NodeRef.BITS64N_KIND) {
                nextHops[i] = NodeLookup.bits64n(NodeLookup.node(base, ref), (int) destinations[i]);
            }
        }
    }

    private static void hashes(final long base, final long[] destinations, final int[] nextHops, final int count, final long[] scratch) {
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref >>> NodeRef.TOP_SHIFT == NodeRef.BIG16_TOP) {
                scratch[i] = Memory.nativeInt(NodeLookup.firstEntry(base, ref, (int) destinations[i]));
            }
        }
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref >>> NodeRef.TOP_SHIFT == NodeRef.BIG16_TOP) {
                final int host = (int) destinations[i];
                final int entry = (int) scratch[i];
                nextHops[i] = entry >>> 16 == host >>> 16 && entry != NodeRef.EMPTY ? NodeRef.widened((short) entry) : NodeLookup.big16(base, ref, host);
            }
        }
    }

    private static void others(final long base, final long version, final long[] destinations, final int[] nextHops, final int count) {
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref < NodeRef.LOWEST_RESULT && ref >>> NodeRef.TOP_SHIFT != NodeRef.ONE16_TOP) {
                nextHops[i] = NodeLookup.find(base, ref, (int) destinations[i], version);
            }
        }
    }

    /** Single /16s, and the default route for what has no result and is not IPv4. */
    private static void finish(final long[] destinations, final int[] nextHops, final int count, final int defaultHop) {
        for (int i = 0; i < count; i++) {
            int ref = nextHops[i];
            if (ref < 0) {
                if (ref >>> NodeRef.TOP_SHIFT == NodeRef.ONE16_TOP) {
                    ref = NodeLookup.one16(ref, (int) destinations[i]);
                }
                nextHops[i] = ref < 0 && defaultHop >= 0 && destinations[i] >>> 32 != 0 ? defaultHop : ref;
            }
        }
    }
}
