// SPDX-License-Identifier: Apache-2.0
// Changes routes at a steady rate and times each change.
package io.eightfold.perf.bgp8;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Changes routes at a steady rate and times each change. A route changes again only when its last change has come out, so that each is seen. Half of the changes are other attributes;
 * the other half withdraws, or announces what was withdrawn. Threads: startup; {@code changed} that of the receiver.
 */
final class Churn implements Receiver.Change {
    private static final long TICK_NS = 1_000_000;
    private static final long LAST_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int WITHDRAWN = -1;
    private static final int TRIES = 64;

    private final RouteSet routes;
    private final UpdateWriter writer;
    private final SplittableRandom random;
    /** What the route was told to be; written before its time in {@code dueNs}. */
    private final int[] wanted;
    /** When the change of a route that is under way was due; 0 for none. */
    private final AtomicLongArray dueNs;
    private final Histogram latencyNs = new Histogram(3);
    private long changes;
    private long skipped;

    Churn(final RouteSet routes, final UpdateWriter writer, final long seed) {
        this.routes = routes;
        this.writer = writer;
        random = new SplittableRandom(seed);
        wanted = new int[routes.count()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = routes.set(i);
        }
        dueNs = new AtomicLongArray(routes.count());
    }

    /** Complete once {@link #run} has returned. */
    Histogram latencyNs() {
        return latencyNs;
    }

    long changes() {
        return changes;
    }

    long skipped() {
        return skipped;
    }

    @Override
    public void changed(final int route, final int set, final long nowNs) {
        final long due = dueNs.get(route);
        if (due != 0 && set == wanted[route]) {
            latencyNs.recordValue(Math.max(0, nowNs - due));
            dueNs.set(route, 0);
        }
    }

    /** Runs, and waits for the last. @throws Bgp8Exception when a session goes down or a change does not come */
    MemoryTrend run(final Daemon daemon, final Speaker in, final Speaker out, final ChurnBenchmark.Settings settings) {
        final MemoryTrend trend = new MemoryTrend();
        final long startNs = System.nanoTime();
        final long all = (long) settings.seconds() * settings.perS();
        long due = 0;
        long nextSample = 0;
        while (due < all) {
            final long elapsedNs = System.nanoTime() - startNs;
            final long until = Math.min(all, elapsedNs / 1000 * settings.perS() / 1_000_000);
            if (until > due) {
                send(in, startNs, due, until, settings.perS());
                due = until;
            }
            if (elapsedNs >= nextSample) {
                trend.add(elapsedNs / 1e9, daemon.resident().total());
                nextSample += TimeUnit.SECONDS.toNanos(1);
            }
            in.requireUp();
            out.requireUp();
            LockSupport.parkNanos(TICK_NS - elapsedNs % TICK_NS);
        }
        awaitLast(daemon);
        return trend;
    }

    private void send(final Speaker in, final long startNs, final long from, final long until, final int perS) {
        final MessageStream.Builder messages = new MessageStream.Builder();
        for (long change = from; change < until; change++) {
            final int route = idleRoute();
            if (route < 0) {
                skipped++;
                continue;
            }
            change(messages, route);
            changes++;
            dueNs.set(route, startNs + change * TimeUnit.SECONDS.toNanos(1) / perS);
        }
        in.send(messages.build().bytes());
    }

    private int idleRoute() {
        for (int i = 0; i < TRIES; i++) {
            final int route = random.nextInt(routes.count());
            if (dueNs.get(route) == 0) {
                return route;
            }
        }
        return -1;
    }

    private void change(final MessageStream.Builder messages, final int route) {
        final int base = routes.set(route);
        if (wanted[route] == WITHDRAWN) {
            wanted[route] = base;
            writer.announce(messages, route, route + 1, base);
        } else if (random.nextInt(3) == 0) {
            wanted[route] = WITHDRAWN;
            writer.withdraw(messages, route);
        } else {
            wanted[route] = wanted[route] == base ? routes.otherSet(base) : base;
            writer.announce(messages, route, route + 1, wanted[route]);
        }
    }

    private void awaitLast(final Daemon daemon) {
        final long deadlineNs = System.nanoTime() + LAST_TIMEOUT_NS;
        for (int route = 0; route < routes.count(); route++) {
            while (dueNs.get(route) != 0) {
                if (deadlineNs - System.nanoTime() <= 0) {
                    throw new Bgp8Exception(daemon.kind().word() + ": the change of route " + route + " to " + (wanted[route] < 0 ? "withdrawn" : "other attributes")
                        + " did not come within " + TimeUnit.NANOSECONDS.toSeconds(LAST_TIMEOUT_NS) + " s; no rate is reported");
                }
                LockSupport.parkNanos(TICK_NS);
            }
        }
    }

    /** Whether the receiver has what was told last. */
    void verify(final Daemon daemon, final Receiver receiver) {
        for (int route = 0; route < routes.count(); route++) {
            if (receiver.set(route) != wanted[route]) {
                throw new Bgp8Exception(daemon.kind().word() + ": route " + route + " is not as it was told last; no rate is reported");
            }
        }
        if (receiver.fault() != null) {
            throw new Bgp8Exception(daemon.kind().word() + ": " + receiver.fault() + "; no rate is reported");
        }
    }
}
