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
    private static final int ONE16 = 1;
    private static final int NODE = 2;

    private FibRoot() {
    }

    /**
     * Results for a burst; see {@link FibReader#lookup}. Pass by pass over the burst: a pass loads for all what the next one decides on, so that
     * the loads of different packets overlap and a branch that was guessed wrong waits for no memory.
     * @param scratch as long as the burst.
     */
    static void lookup(final long root, final long[] destinations, final int[] nextHops, final int count, final long[] scratch) {
        final int kinds = tier1(root, destinations, nextHops, count, scratch);
        if ((kinds & NODE) != 0) {
            tier2(root, destinations, nextHops, count, scratch);
        }
        final int defaultHop = Memory.nativeInt(root + DEFAULT_HOP);
        if ((kinds & ONE16) != 0 || defaultHop >= 0) {
            finish(destinations, nextHops, count, defaultHop);
        }
    }

    /** Reference for each destination; returns the kinds there are. */
    private static int tier1(final long root, final long[] destinations, final int[] nextHops, final int count, final long[] scratch) {
        final long table = Memory.nativeLong(root + TIER1);
        final int multiplier = Memory.nativeInt(root + MULTIPLIER);
        final int shift = Memory.nativeInt(root + SHIFT);
        final int mask = Memory.nativeInt(root + MASK);
        final int ipv4 = Memory.nativeInt(root + IPV4);
        for (int i = 0; i < count; i++) {
            final int slot = (int) (destinations[i] >>> 32) * multiplier >>> shift;
            scratch[i] = Memory.nativeLong(table + ((long) slot << 3));
        }
        int kinds = 0;
        for (int i = 0; i < count; i++) {
            final int asn = (int) (destinations[i] >>> 32);
            final long entry = scratch[i];
            int ref = (int) entry;
            if ((int) (entry >>> 32) != asn || asn == 0) {
                ref = asn == 0 ? ipv4 : AsnTable.find(table, mask, shift, multiplier, asn);
            }
            nextHops[i] = ref;
            // Bits 31 and 30: 10 is ONE16 or BIG16, 11 another node or a result below 0, which does no harm here.
            kinds |= ref >>> NodeRef.TOP_SHIFT == NodeRef.ONE16_TOP ? ONE16 : ref >>> 31 << 1;
        }
        return kinds;
    }

    private static void tier2(final long root, final long[] destinations, final int[] nextHops, final int count, final long[] scratch) {
        final long base = Memory.nativeLong(root + BASE);
        final long version = Memory.nativeLong(root + VERSION);
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref >>> NodeRef.TYPE_SHIFT == NodeRef.TRIE_TOP) {
                nextHops[i] = NodeLookup.slot(base + ((long) (ref & NodeRef.UNIT_MASK) << NodeRef.UNIT_SHIFT), (int) destinations[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            scratch[i] = Memory.nativeLong(NodeLookup.firstWord(base, nextHops[i], (int) destinations[i]));
        }
        for (int i = 0; i < count; i++) {
            final int ref = nextHops[i];
            if (ref < NodeRef.LOWEST_RESULT && ref >>> NodeRef.TOP_SHIFT != NodeRef.ONE16_TOP) {
                nextHops[i] = NodeLookup.find(base, ref, (int) destinations[i], version, scratch[i]);
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
