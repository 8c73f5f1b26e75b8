// SPDX-License-Identifier: Apache-2.0
// Makes nodes of routes.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;
import java.util.Arrays;

/**
 * Chooses the shape by density and writes the node into fresh memory, where no reader can see it yet. What one batch made can be given back
 * whole by {@link #discard}. Thread: control.
 */
final class NodeBuilder {
    /** A line has at most so many ranges: eight steps of search. */
    private static final int LINE_RANGES = 128;
    /** Below this an ASN that became a trie is a line again; less than the other, so that it does not go back and forth. */
    private static final int TRIE_MIN_ROUTES = 32;
    /** Places a bucket is to be filled with on average, of 7: fuller ones overflow too often. */
    private static final int BUCKET_FILL = 5;
    /** Buckets that a search may go through; more would be a lever for who chooses the prefixes. */
    private static final int CHAIN_LIMIT = 8;
    private static final int HASH_SIZES_TRIED = 5;
    /** Most /16s in a hash; more make a trie smaller. */
    private static final int HASH_LIMIT = 26_214;
    /** A search through so few ranges costs no more than a hash. */
    private static final int SHORT_LINE_RANGES = 8;
    private static final int SUBS = 64;
    private static final int SUB_SHIFT = 8;
    /** From so many changed slots on, the trie's root is written anew. */
    private static final int REWRITE_SLOTS = 4096;

    private final NodeArena arena;
    private final long base;
    private final RangeLine line = new RangeLine();
    private final RangeLine shorts = new RangeLine();
    // what this batch made: address and size by turns
    private long[] made = new long[1024];
    private int madeCount;
    private final int[] subRefs = new int[SUBS];

    NodeBuilder(final NodeArena arena) {
        this.arena = arena;
        base = arena.base();
    }

    /** Takes memory that {@link #discard} gives back. */
    long allocate(final long bytes) {
        final long address = arena.allocate(bytes);
        if (madeCount + 2 > made.length) {
            made = Arrays.copyOf(made, made.length * 2);
        }
        made[madeCount++] = address;
        made[madeCount++] = bytes;
        return address;
    }

    /** What was allocated last did not serve: it is free again. */
    void giveBackLast() {
        madeCount -= 2;
        arena.free(made[madeCount], made[madeCount + 1]);
    }

    /** The batch is published: what it made stays. */
    void keep() {
        madeCount = 0;
    }

    /** The batch is given up: what it made is free again. */
    void discard() {
        for (int i = 0; i < madeCount; i += 2) {
            arena.free(made[i], made[i + 1]);
        }
        madeCount = 0;
    }

    /**
     * Reference for the ASN's routes.
     * @return the present one when a trie stays: its changed slots are then to be built one by one.
     */
    int build(final AsnRoutes asn) {
        if (asn.isTrie() && asn.size() < TRIE_MIN_ROUTES) {
            asn.join();
        }
        if (!asn.isTrie()) {
            final int ref = buildList(asn);
            if (ref != NodeRef.NEEDS_TRIE) {
                return ref;
            }
            asn.split();
        }
        final boolean isNew = !NodeRef.isNode(asn.ref, NodeRef.TRIE);
        return isNew || asn.dirty().cardinality() > REWRITE_SLOTS ? buildTrie(asn, isNew ? 0 : NodeRef.address(base, asn.ref)) : asn.ref;
    }

    /** Reference for one slot of a trie. */
    int buildSlot(final AsnRoutes asn, final int slot) {
        return buildSlot(asn, slot, asn.shortHop(slot));
    }

    // --- ASNs with one list ---

    /** Returns {@link NodeRef#NEEDS_TRIE} when the routes need a trie. */
    private int buildList(final AsnRoutes asn) {
        final RouteList list = asn.list();
        if (list.size() == 0) {
            return asn.asn == 0 ? Fib.NO_ROUTE : Fib.NO_ASN;
        }
        if (list.size() == 1) {
            final long only = list.array()[0];
            final int hop = PackedRoute.hop(only);
            if (PackedRoute.length(only) == 16 && hop <= NodeRef.ONE16_HOP_MASK) {
                return NodeRef.one16(PackedRoute.host(only) >>> 16, hop);
            }
        }
        line.begin(0, 1L << 32, Fib.NO_ROUTE);
        line.add(list.array(), 0, list.size());
        line.finish();
        return line.count() == 1 ? line.hop(0) : shape();
    }

    private int shape() {
        final int ranges = line.count();
        int miss = line.hop(0);
        long missHosts = 0;
        boolean is16 = true;
        for (int i = 0; i < ranges; i++) {
            is16 &= (line.start(i) & 0xFFFF) == 0 && NodeRef.isNarrow(line.hop(i));
            if (line.end(i) - line.start(i) > missHosts) {
                missHosts = line.end(i) - line.start(i);
                miss = line.hop(i);
            }
        }
        final int entries = is16 ? entries(miss) : Integer.MAX_VALUE;
        if (ranges <= SHORT_LINE_RANGES && (!is16 || ranges * 2 <= entries)) {
            return line();
        }
        if (entries <= HASH_LIMIT) {
            final int ref = hash(miss, entries);
            if (ref != NodeRef.NEEDS_TRIE) {
                return ref;
            }
        }
        return ranges <= LINE_RANGES ? line() : NodeRef.NEEDS_TRIE;
    }

    /** /16s that lead elsewhere than {@code miss}. */
    private int entries(final int miss) {
        int entries = 0;
        for (int i = 0; i < line.count(); i++) {
            if (line.hop(i) != miss) {
                entries += (int) (line.end(i) - line.start(i) >>> 16);
            }
        }
        return entries;
    }

    private int line() {
        final int count = line.count();
        final long node = allocate(4L + 8L * count);
        Memory.putNativeInt(node, count);
        for (int i = 0; i < count; i++) {
            Memory.putNativeInt(node + 4 + 4L * i, (int) line.start(i) ^ Integer.MIN_VALUE);
            Memory.putNativeInt(node + 4 + 4L * (count + i), line.hop(i));
        }
        return NodeRef.of(NodeRef.LINE32, base, node);
    }

    /** Returns {@link NodeRef#NEEDS_TRIE} when the prefixes, chosen to, crowd into a few buckets whatever their number. */
    private int hash(final int miss, final int entries) {
        int size = 0;
        while (NodeRef.buckets(size) * (size == 0 ? NodeRef.BUCKET_PLACES : BUCKET_FILL) < entries) {
            size++;
        }
        for (int attempt = 0; attempt < HASH_SIZES_TRIED && size + attempt <= NodeRef.SIZE_MASK; attempt++) {
            final long node = hashOf(size + attempt, miss);
            if (node != 0) {
                return NodeRef.hash16(base, node, size + attempt);
            }
            giveBackLast();
        }
        return NodeRef.NEEDS_TRIE;
    }

    /** The node, or 0 when a search in it would go on for too long; its memory is what was allocated last. */
    private long hashOf(final int size, final int miss) {
        final int buckets = NodeRef.buckets(size);
        final long node = allocate((long) buckets * NodeRef.BUCKET_BYTES);
        final byte[] filled = new byte[buckets];
        Memory.fill(node, (long) buckets * NodeRef.BUCKET_BYTES, 0);
        for (int bucket = 0; bucket < buckets; bucket++) {
            Memory.putNativeShort(node + (long) bucket * NodeRef.BUCKET_BYTES + NodeRef.BUCKET_MISS, NodeRef.narrowed(miss));
        }
        for (int i = 0; i < line.count(); i++) {
            if (line.hop(i) != miss) {
                final int last = (int) (line.end(i) - 1 >>> 16);
                for (int prefix = (int) (line.start(i) >>> 16); prefix <= last; prefix++) {
                    if (!enter(node, filled, prefix, NodeRef.narrowed(line.hop(i)))) {
                        return 0;
                    }
                }
            }
        }
        for (int bucket = 0; bucket < buckets; bucket++) {
            repeat(node + (long) bucket * NodeRef.BUCKET_BYTES, filled[bucket], miss);
        }
        return node;
    }

    private static boolean enter(final long node, final byte[] filled, final int prefix, final int hop) {
        int bucket = NodeRef.bucket(prefix, filled.length);
        for (int passed = 0; passed < CHAIN_LIMIT; passed++) {
            final long at = node + (long) bucket * NodeRef.BUCKET_BYTES;
            if (filled[bucket] < NodeRef.BUCKET_PLACES) {
                place(at, filled[bucket]++, prefix, hop);
                return true;
            }
            Memory.putNativeShort(at + NodeRef.BUCKET_MISS, NodeRef.OVERFLOW);
            bucket = bucket + 1 == filled.length ? 0 : bucket + 1;
        }
        return false;
    }

    /** A free place says again what the first one says; in an empty bucket, that prefix 0 misses. */
    private static void repeat(final long bucket, final int filled, final int miss) {
        final int prefix = Memory.nativeShort(bucket);
        final int hop = filled == 0 ? NodeRef.narrowed(miss) : Memory.nativeShort(bucket + NodeRef.BUCKET_HOPS);
        for (int place = filled; place < NodeRef.BUCKET_PLACES; place++) {
            place(bucket, place, prefix, hop);
        }
    }

    private static void place(final long bucket, final int place, final int prefix, final int hop) {
        Memory.putNativeShort(bucket + 2L * place, prefix);
        Memory.putNativeShort(bucket + NodeRef.BUCKET_HOPS + 2L * place, hop);
    }

    // --- tries ---

    /**
     * A whole root, in one sweep over the prefixes of at most /18.
     * @param old address of the root before, whose slots stay where nothing changed; 0 for none.
     */
    private int buildTrie(final AsnRoutes asn, final long old) {
        final long root = allocate((long) NodeRef.TRIE_SLOTS * 4);
        shorts.begin(0, 1L << 32, Fib.NO_ROUTE);
        shorts.add(asn.list().array(), 0, asn.list().size());
        shorts.finish();
        int range = 0;
        for (int slot = 0; slot < NodeRef.TRIE_SLOTS; slot++) {
            while (shorts.end(range) <= (long) slot << NodeRef.TRIE_SHIFT) {
                range++;
            }
            final boolean isKept = old != 0 && !asn.dirty().get(slot);
            Memory.putNativeInt(root + 4L * slot, isKept ? NodeRef.newest(base, Memory.nativeInt(old + 4L * slot)) : buildSlot(asn, slot, shorts.hop(range)));
        }
        return NodeRef.of(NodeRef.TRIE, base, root);
    }

    private int buildSlot(final AsnRoutes asn, final int slot, final int shortHop) {
        final RouteList routes = asn.chunk(slot);
        if (routes == null) {
            return shortHop;
        }
        line.begin((long) slot << NodeRef.TRIE_SHIFT, (slot + 1L) << NodeRef.TRIE_SHIFT, shortHop);
        line.add(routes.array(), 0, routes.size());
        line.finish();
        if (line.count() == 1) {
            return line.hop(0);
        }
        boolean isNarrow = true;
        int range = 0;
        for (int sub = 0; sub < SUBS; sub++) {
            final long start = ((long) slot << NodeRef.TRIE_SHIFT) + ((long) sub << SUB_SHIFT);
            while (line.end(range) <= start) {
                range++;
            }
            subRefs[sub] = line.end(range) >= start + (1 << SUB_SHIFT) ? line.hop(range) : bits256(range, start);
            isNarrow &= NodeRef.isResult(subRefs[sub]) && NodeRef.isNarrow(subRefs[sub]);
        }
        return bits64(isNarrow);
    }

    private int bits64(final boolean isNarrow) {
        long starts = 1;
        int runs = 1;
        for (int sub = 1; sub < SUBS; sub++) {
            if (subRefs[sub] != subRefs[sub - 1]) {
                starts |= 1L << sub;
                runs++;
            }
        }
        final long node = allocate(Long.BYTES + (long) runs * (isNarrow ? Short.BYTES : Integer.BYTES));
        Memory.putNativeLong(node, starts);
        int run = 0;
        for (int sub = 0; sub < SUBS; sub++) {
            if ((starts >>> sub & 1) != 0) {
                if (isNarrow) {
                    Memory.putNativeShort(node + Long.BYTES + 2L * run++, NodeRef.narrowed(subRefs[sub]));
                } else {
                    Memory.putNativeInt(node + Long.BYTES + 4L * run++, subRefs[sub]);
                }
            }
        }
        return NodeRef.of(isNarrow ? NodeRef.BITS64N : NodeRef.BITS64W, base, node);
    }

    /** The 256 hosts from {@code start}, which lies in range {@code first}. */
    private int bits256(final int first, final long start) {
        final long end = start + (1 << SUB_SHIFT);
        int last = first;
        while (line.end(last) < end) {
            last++;
        }
        final long node = allocate(NodeRef.BITS256_REFS + 4L * (last - first + 1));
        Memory.fill(node, NodeRef.BITS256_REFS, 0);
        for (int range = first; range <= last; range++) {
            final int bit = (int) (Math.max(line.start(range), start) - start);
            final long word = node + Long.BYTES * (bit >>> 6);
            Memory.putNativeLong(word, Memory.nativeLong(word) | 1L << bit);
            Memory.putNativeInt(node + NodeRef.BITS256_REFS + 4L * (range - first), line.hop(range));
        }
        int before = 0;
        for (int word = 0; word < 4; word++) {
            Memory.putNativeShort(node + NodeRef.BITS256_BEFORE + 2L * word, before);
            before += Long.bitCount(Memory.nativeLong(node + 8L * word));
        }
        return NodeRef.of(NodeRef.BITS256, base, node);
    }
}
