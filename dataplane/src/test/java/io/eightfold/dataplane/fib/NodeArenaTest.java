// SPDX-License-Identifier: Apache-2.0
// The memory of the forwarding table at its limit.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeArenaTest {
    private final NodeArena arena = new NodeArena(NodeArena.MIN_LIMIT_BYTES);
    /** End of each block by its address. */
    private final TreeMap<Long, Long> blocks = new TreeMap<>();

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void shouldCutAlignedBlocksFromFreeOnesOfAnotherAlignment() {
        final List<Long> odd = new ArrayList<>();
        fill(48, odd);
        odd.forEach(block -> arena.free(block, 48));
        blocks.clear();
        int cut = 0;
        while (tryAllocate(32) != 0) {
            cut++;
        }
        assertTrue(cut > 20_000, "blocks of 32 from free blocks of 48: " + cut);
    }

    @Test
    void shouldJoinSmallBlocksToLargeOnes() {
        final List<Long> small = new ArrayList<>();
        fill(16, small);
        assertThrows(FibFullException.class, () -> arena.allocate(1 << 20));
        small.forEach(block -> arena.free(block, 16));
        blocks.clear();
        assertTrue(tryAllocate(1 << 20) != 0, "a trie's root fits where small blocks were");
        assertEquals(1 << 20, arena.usedBytes());
    }

    @Test
    void shouldNeverGiveOutTheSameMemoryTwice() {
        final SplittableRandom random = TestSeed.random("NodeArenaTest");
        final List<Long> held = new ArrayList<>();
        final List<Integer> sizes = new ArrayList<>();
        for (int step = 0; step < 200_000; step++) {
            if (random.nextInt(5) < 2 && !held.isEmpty()) {
                final int at = random.nextInt(held.size());
                blocks.remove(held.get(at));
                arena.free(held.get(at), sizes.get(at));
                held.set(at, held.getLast());
                held.removeLast();
                sizes.set(at, sizes.getLast());
                sizes.removeLast();
            } else {
                final int bytes = 1 + random.nextInt(1 << random.nextInt(4, 15));
                final long block = tryAllocate(bytes);
                if (block != 0) {
                    held.add(block);
                    sizes.add(bytes);
                }
            }
        }
    }

    private void fill(final int bytes, final List<Long> taken) {
        for (long block = tryAllocate(bytes); block != 0; block = tryAllocate(bytes)) {
            taken.add(block);
        }
    }

    /** A block that overlaps none and lies where its size wants it; 0 when there is none. */
    private long tryAllocate(final int bytes) {
        final long block;
        try {
            block = arena.allocate(bytes);
        } catch (final FibFullException e) {
            return 0;
        }
        final int alignment = bytes > 48 || bytes > 16 && bytes <= 32 ? 32 : 16;
        assertEquals(0, block - arena.base() & alignment - 1, "alignment of a block for " + bytes + " bytes");
        final var before = blocks.floorEntry(block + bytes - 1);
        assertTrue(before == null || before.getValue() <= block, "a block for " + bytes + " bytes overlaps another");
        blocks.put(block, block + bytes);
        return block;
    }
}
