// SPDX-License-Identifier: Apache-2.0
// Routes that change while others are measured.
package io.eightfold.perf.push;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Gives the first routes of a table another next hop each time round, at a rate. Thread: its own; {@link #close} the owner's. */
final class BackgroundChurn implements AutoCloseable {
    private static final int PIECES_PER_S = 100;

    private final PushTable table;
    private final int routes;
    private final int perPiece;
    private final AtomicLong changes = new AtomicLong();
    private final long startNs = System.nanoTime();
    private final Thread thread;
    private volatile boolean isStopping;
    private volatile RuntimeException fault;
    private volatile long endNs;

    BackgroundChurn(final PushTable table, final int routes, final int perS) {
        this.table = table;
        this.routes = routes;
        perPiece = Math.max(1, perS / PIECES_PER_S);
        thread = Thread.ofPlatform().name("push-churn").daemon().start(this::run);
    }

    private void run() {
        final long intervalNs = TimeUnit.SECONDS.toNanos(1) / PIECES_PER_S;
        long dueNs = startNs;
        try {
            for (int turn = 1, at = 0; !isStopping; at = at < routes ? at : 0) {
                final int end = Math.min(at + perPiece, routes);
                table.change(at, end, turn);
                changes.addAndGet(end - at);
                at = end;
                turn += at == routes ? 1 : 0;
                dueNs += intervalNs;
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
        } catch (final RuntimeException e) {
            fault = e;
        }
        endNs = System.nanoTime();
    }

    /** Changes a second that were really made; after {@link #close}. */
    double perSecond() {
        return changes.get() * 1e9 / (endNs - startNs);
    }

    /** @throws PushException when the changes broke off. */
    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (fault != null) {
            throw new PushException("routes in the background could not be changed: " + fault.getMessage(), fault);
        }
    }
}
