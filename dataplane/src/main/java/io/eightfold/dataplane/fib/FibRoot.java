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

    /** Result for a burst; see {@link FibReader#lookup}. */
    static void lookup(final long root, final long[] destinations, final int[] nextHops, final int count) {
        final long version = Memory.nativeLong(root + VERSION);
        final long base = Memory.nativeLong(root + BASE);
        final int ipv4 = Memory.nativeInt(root + IPV4);
        tier1(root, destinations, nextHops, count, ipv4);
        final int defaultHop = Memory.nativeInt(root + DEFAULT_HOP);
        for (int i = 0; i < count; i++) {
            int ref = nextHops[i];
            if (ref < 0) {
                final int host = (int) destinations[i];
                ref = NodeRef.isOne16(ref) ? NodeLookup.one16(ref, host) : NodeLookup.find(base, ref, host, version);
                nextHops[i] = ref < 0 && defaultHop >= 0 && destinations[i] >>> 32 != 0 ? defaultHop : ref;
            }
        }
    }

    private static void tier1(final long root, final long[] destinations, final int[] nextHops, final int count, final int ipv4) {
        final long tier1 = Memory.nativeLong(root + TIER1);
        final int multiplier = Memory.nativeInt(root + MULTIPLIER);
        final int shift = Memory.nativeInt(root + SHIFT);
        final int mask = Memory.nativeInt(root + MASK);
        for (int i = 0; i < count; i++) {
            final int asn = (int) (destinations[i] >>> 32);
            nextHops[i] = asn == 0 ? ipv4 : AsnTable.find(tier1, mask, shift, multiplier, asn);
        }
    }
}
