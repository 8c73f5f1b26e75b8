// SPDX-License-Identifier: Apache-2.0
// What waits for readers to pass.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;

/**
 * A queue, oldest first, of blocks to free and of forks to take out, each with the version of the batch that made it needless. An entry's turn
 * comes when every reader holds that version or a newer one. Thread: control.
 */
final class FibLimbo {
    private static final long COLLAPSE = 1L << 63;
    private static final int LONGS = 3;

    private final NodeArena arena;
    private final long base;
    /** Ring of (version, address with COLLAPSE or not, bytes or reference). */
    private long[] ring = new long[LONGS * 1024];
    private int head;
    private int count;
    private int forks;

    FibLimbo(final NodeArena arena) {
        this.arena = arena;
        base = arena.base();
    }

    /** A block that readers from {@code version} on cannot reach. */
    void free(final long version, final long address, final long bytes) {
        add(version, address, bytes);
    }

    /** A slot that holds a fork, whose newer side readers from {@code version} on take. */
    void collapse(final long version, final long slot, final int fork) {
        add(version, slot | COLLAPSE, fork);
        forks++;
    }

    /** Forks that readers may still meet. */
    int forks() {
        return forks;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Puts a node on the list of what is to be freed, alone. */
    void retire(final long version, final int ref) {
        if (!NodeRef.isResult(ref) && !NodeRef.isOne16(ref)) {
            free(version, NodeRef.address(base, ref), bytes(ref));
        }
    }

    /** Puts a node and all below it on the list of what is to be freed; forks below are their own entries' concern. */
    void retireTree(final long version, final int root) {
        final int ref = NodeRef.newest(base, root);
        if (NodeRef.isResult(ref) || NodeRef.isOne16(ref)) {
            return;
        }
        final long node = NodeRef.address(base, ref);
        if (NodeRef.isNode(ref, NodeRef.TRIE)) {
            for (int slot = 0; slot < NodeRef.TRIE_SLOTS; slot++) {
                retireTree(version, Memory.nativeInt(node + 4L * slot));
            }
        } else if (NodeRef.isNode(ref, NodeRef.BITS64W)) {
            for (int run = 0; run < Long.bitCount(Memory.nativeLong(node)); run++) {
                retireTree(version, Memory.nativeInt(node + Long.BYTES + 4L * run));
            }
        }
        retire(version, ref);
    }

    /**
     * Does what readers have let go of.
     * @param passed  the oldest version that a reader holds.
     * @param current version that readers take from now on.
     * @param mayCollapse whether forks may be taken out, which needs a root to be published after; else the queue stops at the first.
     * @return whether forks were taken out; they are then freed with version {@code current + 1}, which is to be published.
     */
    boolean drain(final long passed, final long current, final boolean mayCollapse) {
        boolean hasCollapsed = false;
        // What is added below waits for a later version.
        for (int left = count; left > 0 && ring[head * LONGS] <= passed; left--) {
            final long at = ring[head * LONGS + 1];
            final long value = ring[head * LONGS + 2];
            if (at < 0 && !mayCollapse) {
                break;
            }
            head = (head + 1) % (ring.length / LONGS);
            count--;
            if (at < 0) {
                takeOut(at & ~COLLAPSE, (int) value);
                forks--;
                add(current + 1, NodeRef.address(base, (int) value), NodeRef.FORK_BYTES);
                hasCollapsed = true;
            } else {
                arena.free(at, value);
            }
        }
        return hasCollapsed;
    }

    /** The slot, or the later fork that was put over it, leads past the fork from now on. */
    private void takeOut(final long slot, final int fork) {
        final int newer = Memory.nativeInt(NodeRef.address(base, fork) + NodeRef.FORK_NEWER);
        long holder = slot;
        int ref = Memory.nativeInt(slot);
        while (ref != fork) {
            assert NodeRef.isNode(ref, NodeRef.FORK) : "a fork was lost";
            holder = NodeRef.address(base, ref) + NodeRef.FORK_OLDER;
            ref = Memory.nativeInt(holder);
        }
        Memory.releaseInt(holder, newer);
    }

    private void add(final long version, final long address, final long value) {
        final int capacity = ring.length / LONGS;
        if (count == capacity) {
            final long[] larger = new long[ring.length * 2];
            final int first = (capacity - head) * LONGS;
            System.arraycopy(ring, head * LONGS, larger, 0, first);
            System.arraycopy(ring, 0, larger, first, head * LONGS);
            ring = larger;
            head = 0;
        }
        final int at = (head + count++) % (ring.length / LONGS) * LONGS;
        ring[at] = version;
        ring[at + 1] = address;
        ring[at + 2] = value;
    }

    private static int size(final long bits) {
        return Long.bitCount(bits);
    }

    /** Bytes that were allocated for a node. */
    private long bytes(final int ref) {
        final long node = NodeRef.address(base, ref);
        if (NodeRef.isHash16(ref)) {
            return (long) NodeRef.buckets(ref) * NodeRef.BUCKET_BYTES;
        }
        return switch (NodeRef.type(ref)) {
            case NodeRef.LINE32 -> 4 + 8L * Memory.nativeInt(node);
            case NodeRef.TRIE -> 4L * NodeRef.TRIE_SLOTS;
            case NodeRef.BITS64N -> Long.BYTES + 2L * size(Memory.nativeLong(node));
            case NodeRef.BITS64W -> Long.BYTES + 4L * size(Memory.nativeLong(node));
            case NodeRef.BITS256 -> NodeRef.BITS256_REFS + 4L * (size(Memory.nativeLong(node)) + size(Memory.nativeLong(node + 8))
                + size(Memory.nativeLong(node + 16)) + size(Memory.nativeLong(node + 24)));
            default -> NodeRef.FORK_BYTES;
        };
    }
}
