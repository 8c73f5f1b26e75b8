// SPDX-License-Identifier: Apache-2.0
// The clock of the machine.
package io.eightfold.controlplane.change;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The clock of the machine, with one daemon thread for the calls. Thread: any. */
public final class WallClock implements ConfirmClock, AutoCloseable {
    private final ScheduledExecutorService calls = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("config-confirm").factory());

    @Override
    public long nowMs() {
        return System.currentTimeMillis();
    }

    @Override
    public Alarm at(final long timeMs, final Runnable task) {
        final Future<?> call = calls.schedule(task, Math.max(0, timeMs - nowMs()), TimeUnit.MILLISECONDS);
        return () -> call.cancel(false);
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
