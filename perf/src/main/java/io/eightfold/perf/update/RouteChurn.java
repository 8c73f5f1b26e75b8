// SPDX-License-Identifier: Apache-2.0
// Updates routes at a steady rate.
package io.eightfold.perf.update;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Of four updates one withdraws a route, one announces one that was withdrawn a while ago, and two give a route another next hop; routes are drawn from
 * all. Routes that hold the destination of a frame only get other next hops.
 * <p>Thread: its own writes the FIB; the owner calls the constructor, {@link #resume}, {@link #pause} and {@link #close}, and reads figures while paused.
 */
final class RouteChurn implements AutoCloseable {
    private static final int WITHDRAWN_FOR = 1000;
    private static final int TRIES = 1000;
    private static final long HIGHEST_NS = 10_000_000_000L;
    private static final long PAUSED_PARK_NS = 1_000_000;
    /** Shorter waits are spent turning: parking wakes up late. */
    private static final long SPIN_NS = 60_000;

    private enum State {
        PAUSED, RUNNING, ENDED
    }

    private final Fib fib;
    private final RouteTable table;
    private final long[] destinations;
    private final int[] hops;
    private final int batch;
    private final long intervalNs;
    private final Thread thread;
    // the writer's; read by the owner while paused
    private final byte[] hopOf;
    private final boolean[] isWithdrawn;
    private final ArrayDeque<Integer> withdrawn = new ArrayDeque<>();
    private final SplittableRandom random;
    private final Histogram batchNs = new Histogram(HIGHEST_NS, 3);
    private long updates;
    private long runningNs;
    private int sequence;
    // between the two
    private volatile State wanted = State.PAUSED;
    private volatile State reached = State.PAUSED;
    private volatile Throwable failure;

    /**
     * Starts the thread, paused.
     * @param destinations of the frames; ASN in the upper, host part in the lower 32 bits.
     * @param hops         records that the routes may use; all lead out.
     * @param updatesPerS  to achieve.
     * @param batch        updates that become visible at once.
     * @param core         CPU of the thread; negative for any.
     */
    RouteChurn(final Fib fib, final RouteTable table, final long[] destinations, final int[] hops, final int updatesPerS, final int batch, final int core,
               final long seed) {
        this.fib = fib;
        this.table = table;
        this.hops = hops;
        this.batch = batch;
        this.destinations = Arrays.stream(destinations).map(RouteChurn::ordered).sorted().toArray();
        intervalNs = (long) (1e9 * batch / updatesPerS);
        random = new SplittableRandom(seed);
        hopOf = new byte[table.size()];
        isWithdrawn = new boolean[table.size()];
        for (int i = 0; i < hopOf.length; i++) {
            hopOf[i] = (byte) (table.nextHop(i) % hops.length);
        }
        thread = new Thread(() -> run(core), "perf-route-churn");
        thread.setDaemon(true);
        thread.start();
    }

    /** Updates from now on. */
    void resume() {
        wanted = State.RUNNING;
        LockSupport.unpark(thread);
    }

    /**
     * Returns once the last update is done.
     * @throws IllegalStateException when the thread failed.
     */
    void pause() {
        wanted = State.PAUSED;
        await(State.PAUSED);
    }

    /** Forgets what was counted in the warm-up. Only while paused. */
    void reset() {
        updates = 0;
        runningNs = 0;
        batchNs.reset();
    }

    /** Updates so far. */
    long updates() {
        return updates;
    }

    /** Updates a second, over the time that it was not paused. */
    double updatesPerS() {
        return updates * 1e9 / runningNs;
    }

    /** How long a batch took, from its first change to its being visible. */
    Histogram batchNs() {
        return batchNs;
    }

    /** Whether a route holds the destination of a frame. */
    boolean isNeeded(final int route) {
        final long mask = table.lengthBits(route) == 0 ? 0 : -1L << 64 - table.lengthBits(route);
        final int found = Arrays.binarySearch(destinations, ordered(table.prefix(route)));
        final int first = found < 0 ? -found - 1 : found;
        return first < destinations.length && destinations[first] <= ordered(table.prefix(route) | ~mask);
    }

    @Override
    public void close() {
        wanted = State.ENDED;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Signed order of what this returns is the unsigned order of addresses. */
    private static long ordered(final long address) {
        return address ^ Long.MIN_VALUE;
    }

    private void await(final State state) {
        while (reached != state && failure == null) {
            Thread.onSpinWait();
        }
        if (failure != null) {
            throw new IllegalStateException("perf update: the thread that updates routes failed: " + failure.getMessage(), failure);
        }
    }

    private void run(final int core) {
        try {
            if (core >= 0) {
                NativeThread.pin(core);
            }
            while (wanted != State.ENDED) {
                if (wanted == State.RUNNING) {
                    reached = State.RUNNING;
                    runUntilPaused();
                    reached = State.PAUSED;
                } else {
                    LockSupport.parkNanos(PAUSED_PARK_NS);
                }
            }
        } catch (final Throwable e) {
            failure = e;
        }
    }

    private void runUntilPaused() {
        final long startNs = System.nanoTime();
        long nextNs = startNs;
        while (wanted == State.RUNNING) {
            final long waitNs = nextNs - System.nanoTime();
            if (waitNs > SPIN_NS) {
                LockSupport.parkNanos(waitNs - SPIN_NS);
            } else if (waitNs > 0) {
                Thread.onSpinWait();
            } else {
                updateBatch();
                // Late batches are caught up with: the rate is what counts.
                nextNs += intervalNs;
            }
        }
        runningNs += System.nanoTime() - startNs;
    }

    private void updateBatch() {
        final long startNs = System.nanoTime();
        fib.beginBatch();
        for (int i = 0; i < batch; i++) {
            update();
        }
        fib.endBatch();
        batchNs.recordValue(Math.min(System.nanoTime() - startNs, HIGHEST_NS));
        updates += batch;
    }

    private void update() {
        switch (sequence++ & 3) {
            case 0 -> withdraw();
            case 1 -> announce();
            default -> changeHop();
        }
    }

    private void withdraw() {
        for (int i = 0; i < TRIES; i++) {
            final int route = random.nextInt(table.size());
            if (!isWithdrawn[route] && !isNeeded(route)) {
                TableInstaller.remove(fib, table.prefix(route), table.lengthBits(route));
                isWithdrawn[route] = true;
                withdrawn.add(route);
                return;
            }
        }
        // A table whose routes nearly all have frames.
        changeHop();
    }

    private void announce() {
        if (withdrawn.size() > WITHDRAWN_FOR) {
            final int route = withdrawn.poll();
            isWithdrawn[route] = false;
            install(route);
        } else {
            changeHop();
        }
    }

    private void changeHop() {
        int route;
        do {
            route = random.nextInt(table.size());
        } while (isWithdrawn[route]);
        hopOf[route] = (byte) ((hopOf[route] + 1 + random.nextInt(hops.length - 1)) % hops.length);
        install(route);
    }

    private void install(final int route) {
        TableInstaller.put(fib, table.prefix(route), table.lengthBits(route), hops[hopOf[route]]);
    }
}
