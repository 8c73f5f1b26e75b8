// SPDX-License-Identifier: Apache-2.0
// The ring between workers, in one thread.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestSeed;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MbufRingTest {
    private static final int CAPACITY = 16;
    private final MbufRing ring = new MbufRing(CAPACITY);
    private final long to = Memory.allocate(64 * 8);

    @AfterEach
    void free() {
        ring.close();
        Memory.free(to);
    }

    @Test
    void shouldShowNothingBeforeItIsPublished() {
        assertTrue(ring.put(mbuf(1), 3));
        assertEquals(-1, ring.firstPort());
        assertEquals(0, ring.take(to, 64));
        ring.publish();
        assertEquals(3, ring.firstPort());
        assertEquals(List.of(mbuf(1)), take(64));
        assertEquals(-1, ring.firstPort());
    }

    @Test
    void shouldTakeOneOfAllPortsAtATime() {
        ring.put(mbuf(1), 0);
        ring.put(mbuf(2), 0);
        ring.put(mbuf(3), 31);
        ring.put(mbuf(4), 0);
        ring.publish();
        assertEquals(List.of(mbuf(1), mbuf(2)), take(64));
        assertEquals(31, ring.firstPort());
        assertEquals(List.of(mbuf(3)), take(64));
        assertEquals(0, ring.firstPort());
        assertEquals(List.of(mbuf(4)), take(64));
    }

    @Test
    void shouldKeepToTheLimit() {
        for (int i = 0; i < 5; i++) {
            ring.put(mbuf(i), 1);
        }
        ring.publish();
        assertEquals(List.of(mbuf(0), mbuf(1), mbuf(2)), take(3));
        assertEquals(List.of(mbuf(3), mbuf(4)), take(3));
    }

    @Test
    void shouldHoldItsCapacityAndRefuseMoreWithoutHarm() {
        assertEquals(CAPACITY, ring.capacity());
        for (int i = 0; i < CAPACITY; i++) {
            assertTrue(ring.put(mbuf(i), 1), "entry " + i);
        }
        assertFalse(ring.put(mbuf(99), 1));
        ring.publish();
        assertFalse(ring.put(mbuf(99), 1), "published is not taken");
        assertEquals(mbuf(0), take(1).getFirst());
        assertTrue(ring.put(mbuf(16), 1));
        assertFalse(ring.put(mbuf(99), 1));
        ring.publish();
        assertEquals(CAPACITY - 1, take(64).size(), "the reader asks for more when what it knew of is used up");
        assertEquals(List.of(mbuf(16)), take(64));
    }

    @Test
    void shouldRefuseACapacityThatItsMaskCannotExpress() {
        assertThrows(IllegalArgumentException.class, () -> new MbufRing(12));
    }

    /** Against a queue: any mix of bursts, ports, limits and full rings. */
    @Test
    void shouldBehaveAsAQueueOfPublishedEntries() {
        final SplittableRandom random = TestSeed.random("MbufRingTest");
        final Deque<Long> waiting = new ArrayDeque<>();
        int sequence = 0;
        for (int round = 0; round < 100_000; round++) {
            for (int i = random.nextInt(2 * CAPACITY); i > 0; i--) {
                final int port = random.nextInt(4) == 0 ? 1 : 0;
                final boolean isTaken = ring.put(mbuf(sequence), port);
                assertEquals(waiting.size() < CAPACITY, isTaken, "waiting " + waiting.size());
                if (isTaken) {
                    waiting.add(mbuf(sequence++) | port);
                }
            }
            ring.publish();
            for (int i = random.nextInt(4); i > 0; i--) {
                final int port = ring.firstPort();
                final List<Long> taken = take(1 + random.nextInt(CAPACITY));
                assertEquals(!waiting.isEmpty(), !taken.isEmpty());
                for (final long mbuf : taken) {
                    assertEquals(waiting.poll(), mbuf | port);
                }
            }
        }
        assertTrue(sequence > 100_000);
    }

    private static long mbuf(final int number) {
        return 0x7F00_0000_0000L + number * 64L;
    }

    private List<Long> take(final int limit) {
        final int count = ring.take(to, limit);
        final List<Long> mbufs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mbufs.add(Memory.nativeLong(to + i * 8L));
        }
        return mbufs;
    }
}
