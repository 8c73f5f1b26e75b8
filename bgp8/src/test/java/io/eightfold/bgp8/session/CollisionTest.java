// SPDX-License-Identifier: Apache-2.0
// Two connections at once, in all orders of events.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CollisionTest {
    private static final int MAX_RUNS = 2_000_000;

    /** A wire on which the test says what comes next. */
    private static final class ChosenWire implements Wire {
        private final Map<Object, Deque<Runnable>> channels = new LinkedHashMap<>();
        private final Map<SessionEnd, Long> wakes = new HashMap<>();
        private long nowNs = 1;

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public void deliver(final Object channel, final Runnable event) {
            channels.computeIfAbsent(channel, _ -> new ArrayDeque<>()).add(event);
        }

        @Override
        public void wakeAt(final SessionEnd end, final long atNs) {
            wakes.put(end, atNs);
        }

        /** Those that have an event; the choice is one of them. */
        List<Deque<Runnable>> ready() {
            return channels.values().stream().filter(events -> !events.isEmpty()).toList();
        }

        /** The next timer of both. */
        void time() {
            final SessionEnd next = wakes.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
            nowNs = Math.max(nowNs, wakes.remove(next));
            next.wake();
        }
    }

    private static final class Run {
        private final ChosenWire wire = new ChosenWire();
        private final SessionEnd first;
        private final SessionEnd second;

        Run(final TestNeighbor first, final TestNeighbor second) {
            this.first = new SessionEnd("first", wire, first.build(), new NothingAbove(), 1);
            this.second = new SessionEnd("second", wire, second.build(), new NothingAbove(), 2);
            SessionEnd.join(this.first, this.second);
            this.first.start();
            this.second.start();
        }

        /** Makes the choices, then always the first; notes how many there were at each step. */
        void play(final List<Integer> choices, final List<Integer> widths) {
            for (int step = 0; !wire.ready().isEmpty(); step++) {
                final List<Deque<Runnable>> ready = wire.ready();
                widths.add(ready.size());
                ready.get(step < choices.size() ? choices.get(step) : 0).poll().run();
            }
        }

        boolean isUp() {
            return first.connection() != null && first.connection() == second.connection();
        }

        @Override
        public String toString() {
            return String.join("\n", first.log()) + '\n' + String.join("\n", second.log());
        }
    }

    /** Steps to the next choices in order, or returns false when all were made. */
    private static boolean next(final List<Integer> choices, final List<Integer> widths) {
        while (choices.size() < widths.size()) {
            choices.add(0);
        }
        for (int last = widths.size() - 1; last >= 0; last--) {
            if (choices.get(last) + 1 < widths.get(last)) {
                choices.set(last, choices.get(last) + 1);
                choices.subList(last + 1, choices.size()).clear();
                return true;
            }
        }
        return false;
    }

    private static void check(final Run run) {
        final boolean isFirstUp = run.first.connection() != null;
        final boolean isSecondUp = run.second.connection() != null;
        assertEquals(isFirstUp, isSecondUp, run::toString);
        assertSame(run.first.connection(), run.second.connection(), run::toString);
        for (int i = 0; i < 60 && !run.isUp(); i++) {
            run.wire.time();
            run.play(List.of(), new ArrayList<>());
        }
        assertTrue(run.isUp(), run::toString);
    }

    /** Every order in which the events of two connections can come: some 300,000. Where both connections fall to NOTIFICATIONs that cross, the next attempt must do it. */
    @Test
    void shouldEndUpOnOneConnectionInAllOrders() {
        final TestNeighbor a = TestNeighbor.first();
        final TestNeighbor b = TestNeighbor.second();
        final List<Integer> choices = new ArrayList<>();
        int runs = 0;
        int atOnce = 0;
        boolean isMore = true;
        while (isMore && runs < MAX_RUNS) {
            final Run run = new Run(a, b);
            final List<Integer> widths = new ArrayList<>();
            run.play(choices, widths);
            atOnce += run.isUp() ? 1 : 0;
            check(run);
            runs++;
            isMore = next(choices, widths);
        }
        assertFalse(isMore, "the orders do not end; runs=" + runs);
        assertTrue(runs > 100_000, "runs=" + runs);
        assertTrue(atOnce > runs * 6L / 10, "up without another attempt: " + atOnce + " of " + runs);
    }

    @Test
    void shouldEndUpOnOneConnectionInOrdersByChance() {
        final Random random = new Random(Long.getLong("eightfold.seed", 68));
        int atOnce = 0;
        for (int i = 0; i < 20_000; i++) {
            final TestNeighbor a = TestNeighbor.first();
            final TestNeighbor b = TestNeighbor.second();
            a.localIdentifier = -1 - random.nextInt(3);
            b.localIdentifier = random.nextBoolean() ? 7 : a.localIdentifier;
            final Run run = new Run(a, b);
            while (!run.wire.ready().isEmpty()) {
                final List<Deque<Runnable>> ready = run.wire.ready();
                ready.get(random.nextInt(ready.size())).poll().run();
            }
            atOnce += run.isUp() ? 1 : 0;
            check(run);
        }
        assertTrue(atOnce > 18_000, "up without another attempt: " + atOnce + " of 20000");
    }

    @Test
    void shouldKeepTheConnectionOfTheHigherIdentifier() {
        final NeighborSettings low = TestNeighbor.first().build();
        assertEquals(Side.INCOMING, Collision.winner(low, 0x0A00_0002));
        assertEquals(Side.INCOMING, Collision.winner(low, 0xFFFF_FFFF));
        assertEquals(Side.OUTGOING, Collision.winner(low, 0x0A00_0000));
        assertEquals(Side.INCOMING, Collision.winner(low, 0x0A00_0001), "RFC 6286: 64500 is less than 64501");
    }
}
