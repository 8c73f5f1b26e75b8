// SPDX-License-Identifier: Apache-2.0
// How readers find their way through the nodes.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;

/** Pure functions over the layout in {@link NodeRef}. Thread: any reader that keeps the nodes alive. */
final class NodeLookup {
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
            if (top == NodeRef.BIG16_TOP) {
                return big16(base, ref, host);
            }
            final long node = node(base, ref);
            ref = switch (ref >>> NodeRef.TYPE_SHIFT & NodeRef.TYPE_MASK) {
                case NodeRef.SMALL16 -> small16(node, host);
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

    /** Address of the entry of a BIG16 at which the search for the host begins. */
    static long firstEntry(final long base, final int ref, final int host) {
        return bigNode(base, ref) + NodeRef.HASH_ENTRIES + ((long) NodeRef.slot(host >>> 16, NodeRef.slots(ref & NodeRef.SIZE_MASK)) << 2);
    }

    static int one16(final int ref, final int host) {
        return host >>> 16 == (ref >>> NodeRef.ONE16_HOP_BITS & 0xFFFF) ? ref & NodeRef.ONE16_HOP_MASK : Fib.NO_ROUTE;
    }

    static int big16(final long base, final int ref, final int host) {
        return hash(bigNode(base, ref), NodeRef.slots(ref & NodeRef.SIZE_MASK), host >>> 16);
    }

    /** Slot of a trie for a host: a result or a node. */
    static int slot(final long node, final int host) {
        return Memory.nativeInt(node + ((long) (host >>> NodeRef.TRIE_SHIFT) << 2));
    }

    static int bits64n(final long node, final int host) {
        return NodeRef.widened((short) Memory.nativeShort(node + 6 + ((long) run(Memory.nativeLong(node), host >>> 8) << 1)));
    }

    private static long bigNode(final long base, final int ref) {
        return base + ((long) (ref >>> 5 & NodeRef.LINE_MASK) << NodeRef.LINE_SHIFT);
    }

    private static int small16(final long node, final int host) {
        return hash(node, Memory.nativeInt(node + 4), host >>> 16);
    }

    private static int hash(final long node, final int slots, final int prefix) {
        int slot = NodeRef.slot(prefix, slots);
        int entry = Memory.nativeInt(node + NodeRef.HASH_ENTRIES + ((long) slot << 2));
        while (entry >>> 16 != prefix) {
            if (entry == NodeRef.EMPTY) {
                return Memory.nativeInt(node);
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
            entry = Memory.nativeInt(node + NodeRef.HASH_ENTRIES + ((long) slot << 2));
        }
        // Only 255.255/16 looks like an empty slot.
        return entry == NodeRef.EMPTY ? Memory.nativeInt(node) : NodeRef.widened((short) entry);
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
