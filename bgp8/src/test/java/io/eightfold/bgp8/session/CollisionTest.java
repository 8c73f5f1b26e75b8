// SPDX-License-Identifier: Apache-2.0
// Two connections at once, in all orders of events.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.testing.Hunt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        List<SessionEnd.Channel> ready() {
            final List<SessionEnd.Channel> ready = new ArrayList<>();
            channels.forEach((channel, events) -> {
                if (!events.isEmpty()) {
                    ready.add((SessionEnd.Channel) channel);
                }
            });
            return ready;
        }

        void next(final SessionEnd.Channel channel) {
            channels.get(channel).poll().run();
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

        Run(final NeighborSettings first, final NeighborSettings second, final boolean isLogged) {
            this.first = new SessionEnd("first", wire, first, new NothingAbove(), 1, isLogged);
            this.second = new SessionEnd("second", wire, second, new NothingAbove(), 2, isLogged);
            SessionEnd.join(this.first, this.second);
            this.first.start();
            this.second.start();
        }

        /**
         * Makes the choices, then always the first; notes how many there were at each step. Events at different ends that could both have come do not see each other: of
         * both orders only the one with the first end first is played.
         *
         * @return false when the order is one of those that are left out
         */
        boolean play(final List<Integer> choices, final List<Integer> widths) {
            List<SessionEnd.Channel> before = List.of();
            SessionEnd.Channel last = null;
            for (List<SessionEnd.Channel> ready = wire.ready(); !ready.isEmpty(); ready = wire.ready()) {
                final List<SessionEnd.Channel> choosable = new ArrayList<>(ready);
                if (last != null && last.receiver() == second) {
                    for (final SessionEnd.Channel channel : before) {
                        if (channel.receiver() == first) {
                            choosable.remove(channel);
                        }
                    }
                }
                if (choosable.isEmpty()) {
                    return false;
                }
                last = choosable.get(widths.size() < choices.size() ? choices.get(widths.size()) : 0);
                widths.add(choosable.size());
                before = ready;
                wire.next(last);
            }
            return true;
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

    private static NeighborSettings settings(final TestNeighbor neighbor, final int identifier, final boolean hasRestart) {
        neighbor.localIdentifier = identifier;
        return (hasRestart ? neighbor.restarting() : neighbor).build();
    }

    /** Whether it was up at once, or null for an order that is left out. */
    private static Boolean ordered(final NeighborSettings a, final NeighborSettings b, final List<Integer> choices, final List<Integer> widths, final boolean isLogged) {
        final Run run = new Run(a, b, isLogged);
        if (!run.play(choices, widths)) {
            return null;
        }
        final boolean isUp = run.isUp();
        check(run);
        return isUp;
    }

    private static void check(final Run run) {
        final boolean isFirstUp = run.first.connection() != null;
        final boolean isSecondUp = run.second.connection() != null;
        assertEquals(isFirstUp, isSecondUp, run::toString);
        assertSame(run.first.connection(), run.second.connection(), run::toString);
        for (int i = 0; i < 60 && !run.isUp(); i++) {
            run.wire.time();
            while (!run.wire.ready().isEmpty()) {
                run.wire.next(run.wire.ready().getFirst());
            }
        }
        assertTrue(run.isUp(), run::toString);
    }

    /** Every order in which the events of two connections can come (some 300,000) that makes a difference. Where both connections fall to NOTIFICATIONs that cross, the next attempt must do it. */
    @ParameterizedTest
    @CsvSource({"1, 2, false", "2, 1, false", "-1, 1, false", "7, 7, false", "1, 2, true", "2, 1, true"})
    void shouldEndUpOnOneConnectionInAllOrders(final int firstIdentifier, final int secondIdentifier, final boolean hasRestart) {
        final NeighborSettings a = settings(TestNeighbor.first(), firstIdentifier, hasRestart);
        final NeighborSettings b = settings(TestNeighbor.second(), secondIdentifier, hasRestart);
        final List<Integer> choices = new ArrayList<>();
        int runs = 0;
        int atOnce = 0;
        boolean isMore = true;
        while (isMore && runs < MAX_RUNS) {
            final List<Integer> widths = new ArrayList<>();
            try {
                final Boolean isUp = ordered(a, b, choices, widths, false);
                runs += isUp == null ? 0 : 1;
                atOnce += isUp != null && isUp ? 1 : 0;
            } catch (final AssertionError e) {
                // once more, with a log: this fails
                ordered(a, b, choices, new ArrayList<>(), true);
                throw e;
            }
            isMore = next(choices, widths);
        }
        assertFalse(isMore, "the orders do not end; runs=" + runs);
        assertTrue(runs > 500, "runs=" + runs);
        assertTrue(atOnce > runs * 8L / 10, "up without another attempt: " + atOnce + " of " + runs);
    }

    @Test
    void shouldEndUpOnOneConnectionInOrdersByChance() {
        final Random random = new Random(Hunt.seed(68));
        int atOnce = 0;
        for (int i = 0; i < 5_000; i++) {
            final TestNeighbor a = TestNeighbor.first();
            final TestNeighbor b = TestNeighbor.second();
            a.localIdentifier = -1 - random.nextInt(3);
            b.localIdentifier = random.nextBoolean() ? 7 : a.localIdentifier;
            final Run run = new Run(a.build(), b.build(), true);
            while (!run.wire.ready().isEmpty()) {
                final List<SessionEnd.Channel> ready = run.wire.ready();
                run.wire.next(ready.get(random.nextInt(ready.size())));
            }
            atOnce += run.isUp() ? 1 : 0;
            check(run);
        }
        assertTrue(atOnce > 4_500, "up without another attempt: " + atOnce + " of 5000");
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
