// SPDX-License-Identifier: Apache-2.0
// ECMP groups: which next hops share a route's traffic.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;
import java.util.ArrayDeque;

/**
 * A directory of 4-byte unit numbers, a block {@code count4 | members4...} for each group. A group's members are replaced by one store, whatever the
 * number of routes that name it. Thread: control writes; readers call {@link #member}.
 */
final class GroupTable {
    /** Groups there can be at once. */
    static final int CAPACITY = 32_767;

    private final NodeArena arena;
    private final long directory;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    /** Numbers that readers of older states may still meet, oldest first. */
    private final ArrayDeque<Retired> retired = new ArrayDeque<>();
    private int next;

    private record Retired(int group, long version) {
    }

    GroupTable(final NodeArena arena) {
        this.arena = arena;
        directory = arena.allocate(4L * CAPACITY);
    }

    long directory() {
        return directory;
    }

    int add(final int[] members) {
        if (free.isEmpty() && next == CAPACITY) {
            throw new FibFullException("ECMP groups: all " + CAPACITY + " are in use; let routes with equal next hops share one");
        }
        final long block = write(members);
        final int group = free.isEmpty() ? next++ : free.poll();
        publish(group, block);
        return group;
    }

    /** No route of the state {@code version} or a newer one names the group. */
    void retire(final int group, final long version) {
        retired.add(new Retired(group, version));
    }

    /** Whether numbers wait for readers. */
    boolean hasRetired() {
        return !retired.isEmpty();
    }

    /** Frees the numbers of groups that only states before {@code oldestHeld} name. */
    void recycle(final long oldestHeld) {
        Retired oldest;
        while ((oldest = retired.peek()) != null && oldest.version() <= oldestHeld) {
            retired.poll();
            free.add(oldest.group());
        }
    }

    /** Puts other members in place; returns the address of the block before, which readers may still use. */
    long replace(final int group, final int[] members) {
        final long before = block(group);
        publish(group, write(members));
        return before;
    }

    long block(final int group) {
        return arena.base() + ((long) Memory.nativeInt(directory + 4L * group) << NodeRef.UNIT_SHIFT);
    }

    static long bytes(final long block) {
        return 4 + 4L * Memory.nativeInt(block);
    }

    int[] members(final int group) {
        final long block = block(group);
        final int[] members = new int[Memory.nativeInt(block)];
        for (int i = 0; i < members.length; i++) {
            members[i] = Memory.nativeInt(block + 4 + 4L * i);
        }
        return members;
    }

    static int member(final long directory, final long base, final int group, final int flowHash) {
        final long block = block(directory, base, group);
        final long count = Memory.nativeInt(block);
        return Memory.nativeInt(block + 4 + ((flowHash & 0xFFFF_FFFFL) * count >>> 32 << 2));
    }

    static long block(final long directory, final long base, final int group) {
        return base + ((long) Memory.nativeInt(directory + ((long) (group & ~Fib.GROUP_BIT) << 2)) << NodeRef.UNIT_SHIFT);
    }

    private long write(final int[] members) {
        if (members.length == 0) {
            throw new IllegalArgumentException("an ECMP group has no members; give it at least one next hop");
        }
        final long block = arena.allocate(4 + 4L * members.length);
        Memory.putNativeInt(block, members.length);
        for (int i = 0; i < members.length; i++) {
            Memory.putNativeInt(block + 4 + 4L * i, members[i]);
        }
        return block;
    }

    private void publish(final int group, final long block) {
        Memory.releaseInt(directory + 4L * group, (int) (block - arena.base() >>> NodeRef.UNIT_SHIFT));
    }
}
