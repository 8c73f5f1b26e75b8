// SPDX-License-Identifier: Apache-2.0
// The 32-bit word that says what an ASN, or a part of its hosts, leads to.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;

/**
 * A reference is a result or names a node in the {@link NodeArena}:
 * <pre>
 *   0 hop31                       result: next-hop record, or ECMP group with bit 30 set
 *   1 00 prefix16 hop13           ONE16: one /16 of the ASN leads to hop, the rest nowhere
 *   1 01 unit24 size5             HASH16: buckets of /16s; node at unit24 * 32, buckets by size5
 *   1 1 type3 unit27              node at unit27 * 16
 *   1...1, 1...10                 results NO_ROUTE (-1) and NO_ASN (-2); no node has that number
 * </pre>
 * Nodes, in the machine's byte order (little-endian is assumed where a long holds two ints):
 * <pre>
 *   FORK     0 version8 | 8 newer4 | 12 older4                     readers from version on take newer
 *   HASH16   buckets of 32 bytes: 0 prefix2[7] | 14 - | 16 hop2[7] | 30 miss2      a free place repeats the first one of its bucket
 *   LINE32   0 count4 | 4 starts4[count] | refs4[count]            starts with the sign bit flipped, ascending; the first is 0.0.0.0
 *   TRIE     0 refs4[2^18]                                         by the upper 18 bits of the host part
 *   BITS64N  0 starts8 | 8 hop2...                                 by bits 13 to 8: a set bit starts a run, the runs' hops follow
 *   BITS64W  0 starts8 | 8 refs4...
 *   BITS256  0 starts8[4] | 32 before2[4] | 40 refs4...            by bits 7 to 0; before: runs started in earlier words
 * </pre>
 * hop2 read as signed: -1 is NO_ROUTE, other negative ones are groups, the rest next-hop records. A miss of {@link #OVERFLOW} says that the search
 * goes on in the next bucket.
 */
final class NodeRef {
    static final int FORK = 0;
    static final int LINE32 = 1;
    static final int TRIE = 2;
    static final int BITS64N = 3;
    static final int BITS64W = 4;
    static final int BITS256 = 5;

    /** No reference: the routes need a trie. No node is of type 7 and has number 0. */
    static final int NEEDS_TRIE = 0b11 << 30 | 7 << 27;
    /** The lowest result: what lies between it and {@link Integer#MIN_VALUE} names a node. */
    static final int LOWEST_RESULT = Fib.NO_ASN;

    static final int UNIT_SHIFT = 4;
    static final int BUCKET_SHIFT = 5;
    static final int BUCKET_MASK = (1 << 24) - 1;
    static final int UNIT_MASK = (1 << 27) - 1;
    static final int TYPE_SHIFT = 27;
    static final int TYPE_MASK = 7;
    /** Shift of the upper five bits, which tell what a reference is. */
    static final int KIND_SHIFT = 27;
    static final int TRIE_KIND = kind(TRIE);
    static final int BITS64N_KIND = kind(BITS64N);
    static final int ONE16_TOP = 0b100;
    static final int HASH16_TOP = 0b101;
    static final int TOP_SHIFT = 29;
    static final int ONE16_HOP_BITS = 13;
    static final int ONE16_HOP_MASK = (1 << ONE16_HOP_BITS) - 1;
    static final int SIZE_MASK = 31;
    /** Golden ratio in 16 bits: neighbouring prefixes spread evenly. */
    static final int HASH16 = 0x9E37;
    static final int BUCKET_BYTES = 1 << BUCKET_SHIFT;
    /** Prefixes that a bucket holds. */
    static final int BUCKET_PLACES = 7;
    static final int BUCKET_HOPS = 16;
    static final int BUCKET_MISS = 30;
    /** As hop2: the highest group, which {@link #isNarrow} leaves out. */
    static final short OVERFLOW = -2;
    static final int TRIE_SHIFT = 14;
    static final int TRIE_SLOTS = 1 << 18;
    static final int BITS256_BEFORE = 32;
    static final int BITS256_REFS = 40;
    static final int FORK_NEWER = 8;
    static final int FORK_OLDER = 12;
    static final int FORK_BYTES = 16;

    private static final int[] BUCKETS = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96, 128, 192, 256, 384, 512, 768, 1024,
        1536, 2048, 4096, 8192};

    /** Highest next hop and number of groups that hop16 can say. */
    private static final int HOP16_LIMIT = 1 << 15;

    private NodeRef() {
    }

    static int kind(final int type) {
        return 0b11 << 3 | type;
    }

    static int of(final int type, final long base, final long address) {
        return 0b11 << 30 | type << TYPE_SHIFT | (int) (address - base >>> UNIT_SHIFT);
    }

    static int hash16(final long base, final long address, final int size) {
        assert (address - base & BUCKET_BYTES - 1) == 0 : "a bucket begins at a multiple of 32";
        return HASH16_TOP << TOP_SHIFT | (int) (address - base >>> BUCKET_SHIFT) << 5 | size;
    }

    static int one16(final int prefix16, final int hop) {
        return ONE16_TOP << TOP_SHIFT | prefix16 << ONE16_HOP_BITS | hop;
    }

    static boolean isResult(final int ref) {
        return ref >= LOWEST_RESULT;
    }

    static boolean isNode(final int ref, final int type) {
        return ref < LOWEST_RESULT && ref >>> 30 == 3 && (ref >>> TYPE_SHIFT & TYPE_MASK) == type;
    }

    static boolean isOne16(final int ref) {
        return ref >>> TOP_SHIFT == ONE16_TOP;
    }

    static boolean isHash16(final int ref) {
        return ref >>> TOP_SHIFT == HASH16_TOP;
    }

    static int type(final int ref) {
        return ref >>> TYPE_SHIFT & TYPE_MASK;
    }

    static long address(final long base, final int ref) {
        return isHash16(ref) ? base + ((long) (ref >>> 5 & BUCKET_MASK) << BUCKET_SHIFT) : base + ((long) (ref & UNIT_MASK) << UNIT_SHIFT);
    }

    /** What a reference leads to for those who are past every fork. */
    static int newest(final long base, final int ref) {
        int found = ref;
        while (isNode(found, FORK)) {
            found = Memory.nativeInt(address(base, found) + FORK_NEWER);
        }
        return found;
    }

    /** Buckets of a HASH16 node by its size code. */
    static int buckets(final int size) {
        return BUCKETS[size & SIZE_MASK];
    }

    /** Bucket in which the search for a prefix begins. */
    static int bucket(final int prefix16, final int buckets) {
        return (prefix16 * HASH16 & 0xFFFF) * buckets >>> 16;
    }

    /** Whether a result fits hop2. */
    static boolean isNarrow(final int result) {
        return result >= 0 ? (result & ~Fib.GROUP_BIT) < HOP16_LIMIT - 2 : result == Fib.NO_ROUTE;
    }

    static int narrowed(final int result) {
        return result >= Fib.GROUP_BIT ? result & HOP16_LIMIT - 1 | HOP16_LIMIT : result & 0xFFFF;
    }

    /** Inverse of {@link #narrowed} on the 16 bits read as signed. */
    static int widened(final short hop16) {
        return hop16 >= Fib.NO_ROUTE ? hop16 : hop16 & HOP16_LIMIT - 1 | Fib.GROUP_BIT;
    }
}
