// SPDX-License-Identifier: Apache-2.0
// The 32-bit word that says what an ASN, or a part of its hosts, leads to.
package io.eightfold.dataplane.fib;

/**
 * A reference is a result or names a node in the {@link NodeArena}:
 * <pre>
 *   0 hop31                       result: next-hop record, or ECMP group with bit 30 set
 *   1 00 prefix16 hop13           ONE16: one /16 of the ASN leads to hop, the rest nowhere
 *   1 01 line24 size5             BIG16: hash of /16s; node at line24 * 64
 *   1 1 type3 unit27              node at unit27 * 16
 *   1...1, 1...10                 results NO_ROUTE (-1) and NO_ASN (-2); no node has that number
 * </pre>
 * Nodes, in the machine's byte order (little-endian is assumed where a long holds two ints):
 * <pre>
 *   FORK     0 version8 | 8 newer4 | 12 older4                     readers from version on take newer
 *   SMALL16  0 miss4 | 4 slots4 | 8 entries4...                    entry: prefix16 above hop16; -1 is empty
 *   BIG16    0 miss4 | 4 -      | 8 entries4...                    slots: by size5, whole cache lines
 *   LINE32   0 count4 | 4 starts4[count] | refs4[count]            starts with the sign bit flipped, ascending; the first is 0.0.0.0
 *   TRIE     0 refs4[2^18]                                         by the upper 18 bits of the host part
 *   BITS64N  0 starts8 | 8 hop16...                                by bits 13 to 8: a set bit starts a run, the runs' hops follow
 *   BITS64W  0 starts8 | 8 refs4...
 *   BITS256  0 starts8[4] | 32 before2[4] | 40 refs4...            by bits 7 to 0; before: runs started in earlier words
 * </pre>
 * hop16 read as signed: -1 is NO_ROUTE, other negative ones are groups, the rest next-hop records.
 */
final class NodeRef {
    static final int FORK = 0;
    static final int SMALL16 = 1;
    static final int LINE32 = 2;
    static final int TRIE = 3;
    static final int BITS64N = 4;
    static final int BITS64W = 5;
    static final int BITS256 = 6;

    /** The lowest result: what lies between it and {@link Integer#MIN_VALUE} names a node. */
    static final int LOWEST_RESULT = Fib.NO_ASN;

    static final int UNIT_SHIFT = 4;
    static final int LINE_SHIFT = 6;
    static final int LINE_MASK = (1 << 24) - 1;
    static final int UNIT_MASK = (1 << 27) - 1;
    static final int TYPE_SHIFT = 27;
    static final int TYPE_MASK = 7;
    /** Shift of the upper five bits, which tell what a reference is. */
    static final int KIND_SHIFT = 27;
    static final int TRIE_KIND = kind(TRIE);
    static final int BITS64N_KIND = kind(BITS64N);
    static final int ONE16_TOP = 0b100;
    static final int BIG16_TOP = 0b101;
    static final int TOP_SHIFT = 29;
    static final int ONE16_HOP_BITS = 13;
    static final int ONE16_HOP_MASK = (1 << ONE16_HOP_BITS) - 1;
    static final int SIZE_MASK = 31;
    /** Golden ratio in 16 bits: neighbouring prefixes spread evenly. */
    static final int HASH16 = 0x9E37;
    static final int EMPTY = -1;
    static final int HASH_ENTRIES = 8;
    static final int TRIE_SHIFT = 14;
    static final int TRIE_SLOTS = 1 << 18;
    static final int BITS256_BEFORE = 32;
    static final int BITS256_REFS = 40;
    static final int FORK_NEWER = 8;
    static final int FORK_OLDER = 12;
    static final int FORK_BYTES = 16;

    private static final int EXACT_SIZES = 16;
    private static final int[] SLOTS = slotsBySize();

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

    static int big16(final long base, final long address, final int size) {
        return BIG16_TOP << TOP_SHIFT | (int) (address - base >>> LINE_SHIFT) << 5 | size;
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

    static boolean isBig16(final int ref) {
        return ref >>> TOP_SHIFT == BIG16_TOP;
    }

    static int type(final int ref) {
        return ref >>> TYPE_SHIFT & TYPE_MASK;
    }

    static long address(final long base, final int ref) {
        return isBig16(ref) ? base + ((long) (ref >>> 5 & LINE_MASK) << LINE_SHIFT) : base + ((long) (ref & UNIT_MASK) << UNIT_SHIFT);
    }

    /** Slots of a BIG16 node by its size code: those that 1 to 16 lines hold beside the head, then 24, 32, 48 and so on up to 3072 lines. */
    static int slots(final int size) {
        return SLOTS[size & SIZE_MASK];
    }

    private static int[] slotsBySize() {
        final int[] slots = new int[SIZE_MASK + 1];
        for (int size = 0; size < slots.length; size++) {
            final int step = size - EXACT_SIZES + 1;
            final int lines = size < EXACT_SIZES ? size + 1 : (2 | step & 1) << 3 + (step >> 1);
            slots[size] = lines * (1 << LINE_SHIFT) / Integer.BYTES - HASH_ENTRIES / Integer.BYTES;
        }
        return slots;
    }

    static long hashBytes(final int slots) {
        return HASH_ENTRIES + 4L * slots;
    }

    /** Where the search for a prefix begins. */
    static int slot(final int prefix16, final int slots) {
        return (prefix16 * HASH16 & 0xFFFF) * slots >>> 16;
    }

    /** Whether a result fits hop16. */
    static boolean isNarrow(final int result) {
        return result >= 0 ? (result & ~Fib.GROUP_BIT) < HOP16_LIMIT - 1 : result == Fib.NO_ROUTE;
    }

    static int narrowed(final int result) {
        return result >= Fib.GROUP_BIT ? result & HOP16_LIMIT - 1 | HOP16_LIMIT : result & 0xFFFF;
    }

    /** Inverse of {@link #narrowed} on the 16 bits read as signed. */
    static int widened(final short hop16) {
        return hop16 >= Fib.NO_ROUTE ? hop16 : hop16 & HOP16_LIMIT - 1 | Fib.GROUP_BIT;
    }
}
