// SPDX-License-Identifier: Apache-2.0
// A wire with a clock of its own.
package io.eightfold.bgp8.session;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A wire with a clock of its own: each event takes some time by chance, some much longer, as if TCP had to send it again. All chance is of the seed, so that a run can be
 * repeated.
 */
public final class VirtualWire implements Wire {
    private static final long MAX_DELAY_NS = 20_000_000L;
    private static final long LOSS_DELAY_NS = 1_000_000_000L;

    private record Event(long atNs, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(final Event other) {
            return atNs != other.atNs ? Long.compare(atNs, other.atNs) : Long.compare(number, other.number);
        }
    }

    private final Random random;
    private final double loss;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<Object, Long> lastOfChannel = new HashMap<>();
    private long nowNs = 1_000_000_000L;
    private long number;

    /** @param loss share of events that are lost at first */
    public VirtualWire(final long seed, final double loss) {
        random = new Random(seed);
        this.loss = loss;
    }

    public Random random() {
        return random;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void deliver(final Object channel, final Runnable event) {
        final long delayNs = random.nextLong(MAX_DELAY_NS) + (random.nextDouble() < loss ? LOSS_DELAY_NS : 0);
        final long atNs = Math.max(nowNs + delayNs, lastOfChannel.getOrDefault(channel, Long.MIN_VALUE));
        lastOfChannel.put(channel, atNs);
        events.add(new Event(atNs, number++, event));
    }

    /** Runs the action at that time. */
    public void at(final long atNs, final Runnable action) {
        events.add(new Event(atNs, number++, action));
    }

    @Override
    public void wakeAt(final SessionEnd end, final long atNs) {
        at(Math.max(atNs, nowNs), end::wake);
    }

    /** Runs all that is due within that time. */
    public void runFor(final long timeNs) {
        final long endNs = nowNs + timeNs;
        while (!events.isEmpty() && events.peek().atNs() <= endNs) {
            final Event event = events.poll();
            nowNs = event.atNs();
            event.action().run();
        }
        nowNs = endNs;
        lastOfChannel.values().removeIf(atNs -> atNs < endNs);
    }

    public void runForS(final long timeS) {
        runFor(timeS * Timer.SECOND_NS);
    }
}
