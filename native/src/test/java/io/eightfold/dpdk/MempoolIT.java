// SPDX-License-Identifier: Apache-2.0
// Pools and buffers: every buffer taken in any way comes home.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MempoolIT {
    private static final int ENOMEM = -12;
    private static Eal eal;
    private Mempool pool;
    private TestTurn turn;

    @BeforeAll
    static void start() {
        eal = TestEal.start();
    }

    @AfterAll
    static void stop() {
        eal.close();
    }

    @BeforeEach
    void createPool() {
        pool = TestEal.pool("pool");
        turn = new TestTurn(true);
    }

    @AfterEach
    void everyBufferIsHome() {
        final int inUse = pool.inUse();
        pool.close();
        pool.close();
        turn.close();
        assertEquals(0, inUse, "buffers in use at the end");
    }

    @Test
    void shouldGiveOutEveryBufferOnceAndRefuseTheNext() {
        final Set<Long> seen = new HashSet<>();
        final long[][] bursts = new long[Mempool.MIN_MBUFS / Turn.BURST_MAX][];
        for (int i = 0; i < bursts.length; i++) {
            bursts[i] = turn.frames(pool, Turn.BURST_MAX, TestEal.frame(i));
            for (final long mbuf : bursts[i]) {
                seen.add(mbuf);
            }
        }
        assertEquals(Mempool.MIN_MBUFS, seen.size(), "distinct buffers");
        assertEquals(Mempool.MIN_MBUFS, pool.size());
        assertEquals(Mempool.MIN_MBUFS, pool.inUse());
        try (Arena arena = Arena.ofConfined()) {
            final long none = arena.allocate(16).address();
            assertEquals(ENOMEM, Turn.allocate(pool.handle(), none, none + 8, 1), "an exhausted pool");
        }
        for (final long[] burst : bursts) {
            turn.free(burst);
        }
    }

    @Test
    void shouldGiveAllOrNoneOfABurst() {
        final long[][] taken = new long[Mempool.MIN_MBUFS / Turn.BURST_MAX][];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = turn.frames(pool, i == 0 ? Turn.BURST_MAX - 1 : Turn.BURST_MAX, TestEal.frame(i));
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment two = arena.allocate(32);
            assertEquals(ENOMEM, Turn.allocate(pool.handle(), two.address(), two.address() + 16, 2), "two wanted, one left");
            assertEquals(Mempool.MIN_MBUFS - 1, pool.inUse());
        }
        for (final long[] burst : taken) {
            turn.free(burst);
        }
    }

    @Test
    void shouldHandOutFreshBuffersWithHeadroom() {
        final long[] mbufs = turn.frames(pool, 2, TestEal.frame(7));

        assertArrayEquals(TestEal.frame(7), TestTurn.bytes(mbufs[0]));
        assertEquals(MbufLayout.NO_PORT, TestTurn.port(mbufs[0]), "a fresh buffer came in by no port");
        assertEquals(MbufLayout.HEADROOM_BYTES, TestTurn.at(mbufs[0], 128).get(ValueLayout.JAVA_SHORT, MbufLayout.DATA_OFF));
        turn.free(mbufs);
    }

    @Test
    void shouldKeepTheDataOfACloneUntilBothAreFreed() {
        final long original = turn.frames(pool, 1, TestEal.frame(1))[0];
        final long clone = derived(original, true);

        assertEquals(2, pool.inUse());
        turn.free(original);
        assertArrayEquals(TestEal.frame(1), TestTurn.bytes(clone));
        assertEquals(2, pool.inUse(), "the clone holds the original's data");
        turn.free(clone);
    }

    @Test
    void shouldCopyDataIndependently() {
        final long original = turn.frames(pool, 1, TestEal.frame(1))[0];
        final long copy = derived(original, false);
        final MemorySegment fields = TestTurn.at(original, 128);
        TestTurn.at(fields.get(ValueLayout.JAVA_LONG, MbufLayout.BUF_ADDR) + MbufLayout.HEADROOM_BYTES, TestEal.FRAME_BYTES).fill((byte) 9);

        assertNotEquals(original, copy);
        assertArrayEquals(TestEal.frame(1), TestTurn.bytes(copy));
        turn.free(original);
        assertEquals(1, pool.inUse());
        turn.free(copy);
    }

    @Test
    void shouldRefuseCloneAndCopyOfAnExhaustedPool() {
        final long[][] taken = new long[Mempool.MIN_MBUFS / Turn.BURST_MAX][];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = turn.frames(pool, Turn.BURST_MAX, TestEal.frame(i));
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            assertEquals(ENOMEM, eightfold_h.ef_mbuf_clone(pool.handle(), taken[0][0], out));
            assertEquals(ENOMEM, eightfold_h.ef_mbuf_copy(pool.handle(), taken[0][0], out));
        }
        for (final long[] burst : taken) {
            turn.free(burst);
        }
    }

    @Test
    void shouldBringEveryBufferHomeAfterRandomUse() {
        final long seed = 20_260_101L;
        System.out.println("MempoolIT seed=" + seed);
        final Random random = new Random(seed);
        final long[] held = new long[Mempool.MIN_MBUFS];
        int count = 0;
        for (int i = 0; i < 20_000; i++) {
            final boolean takes = count == 0 || count < Mempool.MIN_MBUFS / 2 && random.nextBoolean();
            if (!takes) {
                final int victim = random.nextInt(count);
                turn.free(held[victim]);
                held[victim] = held[--count];
            } else if (count == 0 || random.nextInt(3) == 0) {
                held[count++] = turn.frames(pool, 1, TestEal.frame(i))[0];
            } else {
                held[count] = derived(held[random.nextInt(count)], random.nextBoolean());
                count++;
            }
        }
        for (int i = 0; i < count; i++) {
            turn.free(held[i]);
        }
    }

    private long derived(final long mbuf, final boolean isClone) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            assertEquals(0, isClone ? eightfold_h.ef_mbuf_clone(pool.handle(), mbuf, out) : eightfold_h.ef_mbuf_copy(pool.handle(), mbuf, out));
            return out.get(ValueLayout.JAVA_LONG, 0);
        }
    }
}
