// SPDX-License-Identifier: Apache-2.0
// How readers find their way through the nodes.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;

/** Pure functions over the layout in {@link NodeRef}. Thread: any reader that keeps the nodes alive. */
final class NodeLookup {
    private static final long LANES = 0x0001_0001_0001_0001L;
    private static final long LANE_SIGNS = LANES << 15;

    private NodeLookup() {
    }

    /**
     * Result for a host.
     * @param start   a result or a node.
     * @param version of the root that the reader holds.
     */
    static int find(final long base, final int start, final int host, final long version) {
        int ref = start;
        while (ref < NodeRef.LOWEST_RESULT) {
            final int top = ref >>> NodeRef.TOP_SHIFT;
            if (top == NodeRef.ONE16_TOP) {
                return one16(ref, host);
            }
            if (top == NodeRef.HASH16_TOP) {
                return hash16(base, ref, host);
            }
            final long node = node(base, ref);
            ref = switch (ref >>> NodeRef.TYPE_SHIFT & NodeRef.TYPE_MASK) {
                case NodeRef.LINE32 -> line32(node, host);
                case NodeRef.TRIE -> slot(node, host);
                case NodeRef.BITS64N -> bits64n(node, host);
                case NodeRef.BITS64W -> bits64w(node, host);
                case NodeRef.BITS256 -> bits256(node, host);
                default -> Memory.nativeInt(node + (version - Memory.nativeLong(node) >= 0 ? NodeRef.FORK_NEWER : NodeRef.FORK_OLDER));
            };
        }
        return ref;
    }

    static long node(final long base, final int ref) {
        return base + ((long) (ref & NodeRef.UNIT_MASK) << NodeRef.UNIT_SHIFT);
    }

    /** Address of the bucket of a HASH16 in which the search for the host begins. */
    static long bucket(final long base, final int ref, final int host) {
        return hashNode(base, ref) + ((long) NodeRef.bucket(host >>> 16, NodeRef.buckets(ref)) << NodeRef.BUCKET_SHIFT);
    }

    /**
     * hop2 of a prefix within its bucket, or the bucket's miss, without a branch: lanes of 16 bits that are equal become zero, and the lowest lane
     * that is zero is found by the borrow that it makes.
     * @param low the bucket's first word.
     */
    static short inBucket(final long bucket, final long low, final int prefix16) {
        final long wanted = prefix16 * LANES;
        final long a = low ^ wanted;
        final long b = Memory.nativeLong(bucket + 8) ^ wanted;
        final long foundA = a - LANES & ~a & LANE_SIGNS;
        // The last lane is the miss: found when no other is.
        final long foundB = b - LANES & ~b & LANE_SIGNS | Long.MIN_VALUE;
        final int bitA = Long.numberOfTrailingZeros(foundA);
        // 64 trailing zeros, none found, are lane 4: the first one of the second word.
        final int lane = (bitA >>> 4) + (Long.numberOfTrailingZeros(foundB) >>> 4 & -(bitA >>> 6));
        return (short) Memory.nativeShort(bucket + NodeRef.BUCKET_HOPS + (lane << 1));
    }

    static int one16(final int ref, final int host) {
        return host >>> 16 == (ref >>> NodeRef.ONE16_HOP_BITS & 0xFFFF) ? ref & NodeRef.ONE16_HOP_MASK : Fib.NO_ROUTE;
    }

    static int hash16(final long base, final int ref, final int host) {
        final long node = hashNode(base, ref);
        final int buckets = NodeRef.buckets(ref);
        int bucket = NodeRef.bucket(host >>> 16, buckets);
        for (;;) {
            final long at = node + ((long) bucket << NodeRef.BUCKET_SHIFT);
            final short hop = inBucket(at, Memory.nativeLong(at), host >>> 16);
            if (hop != NodeRef.OVERFLOW) {
                return NodeRef.widened(hop);
            }
            bucket = bucket + 1 == buckets ? 0 : bucket + 1;
        }
    }

    /** Slot of a trie for a host: a result or a node. */
    static int slot(final long node, final int host) {
        return Memory.nativeInt(node + ((long) (host >>> NodeRef.TRIE_SHIFT) << 2));
    }

    static int bits64n(final long node, final int host) {
        return NodeRef.widened((short) Memory.nativeShort(node + 6 + ((long) run(Memory.nativeLong(node), host >>> 8) << 1)));
    }

    private static long hashNode(final long base, final int ref) {
        return base + ((long) (ref >>> 5 & NodeRef.BUCKET_MASK) << NodeRef.BUCKET_SHIFT);
    }

    private static int line32(final long node, final int host) {
        final int count = Memory.nativeInt(node);
        final int key = host ^ Integer.MIN_VALUE;
        long at = node + 4;
        int size = count;
        while (size > 1) {
            final int half = size >>> 1;
            final long middle = at + ((long) half << 2);
            at = Memory.nativeInt(middle) <= key ? middle : at;
            size -= half;
        }
        return Memory.nativeInt(at + ((long) count << 2));
    }

    private static int bits64w(final long node, final int host) {
        return Memory.nativeInt(node + 4 + ((long) run(Memory.nativeLong(node), host >>> 8) << 2));
    }

    private static int bits256(final long node, final int host) {
        final int word = host >>> 6 & 3;
        final int before = Memory.nativeShort(node + NodeRef.BITS256_BEFORE + (word << 1));
        final int run = before + run(Memory.nativeLong(node + (word << 3)), host);
        return Memory.nativeInt(node + NodeRef.BITS256_REFS - 4 + ((long) run << 2));
    }

    /** Runs that started up to bit {@code at} mod 64, that one included: 1 for the first run. */
    private static int run(final long starts, final int at) {
        return Long.bitCount(starts << (~at & 63));
    }
}
