// SPDX-License-Identifier: Apache-2.0
// Runs a forwarder on a core of its own while the meter measures.
package io.eightfold.perf.latency;

import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.forward.Forwarder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns without a pause from {@link #start} to {@link #close}. Thread: the one that measures; inside, the worker's. */
final class ForwarderThread implements AutoCloseable {
    /** Between two looks whether to stop: about 20 us when idle. */
    private static final int TURNS_A_LOOK = 256;
    private static final long STOP_TIMEOUT_MS = 5_000;

    private final Forwarder forwarder;
    private final int core;
    private final boolean isRealTime;
    private final Thread thread = new Thread(this::run, "e8-worker-0");
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean isRunning = true;
    private volatile Throwable failure;

    private ForwarderThread(final Forwarder forwarder, final int core, final boolean isRealTime) {
        this.forwarder = forwarder;
        this.core = core;
        this.isRealTime = isRealTime;
        thread.setDaemon(true);
    }

    /**
     * Starts and waits until it turns.
     * @param core       its CPU.
     * @param isRealTime whether to ask for SCHED_FIFO.
     */
    static ForwarderThread start(final Forwarder forwarder, final int core, final boolean isRealTime) {
        final ForwarderThread started = new ForwarderThread(forwarder, core, isRealTime);
        started.thread.start();
        try {
            if (!started.ready.await(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the forwarder's thread did not start within " + STOP_TIMEOUT_MS + " ms; free CPU " + core);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return started;
    }

    /** Stops it and waits for its end. */
    @Override
    public void close() {
        isRunning = false;
        try {
            thread.join(STOP_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("the forwarder failed: " + failure, failure);
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the forwarder's thread did not end within " + STOP_TIMEOUT_MS + " ms; free CPU " + core);
        }
    }

    private void run() {
        try {
            // Pinned first: DPDK takes the thread's NUMA node as it is at registration.
            NativeThread.pin(core);
            NativeThread.register();
            if (isRealTime) {
                MeterLibrary.requestRealTime();
            }
            ready.countDown();
            while (isRunning) {
                forwarder.turns(TURNS_A_LOOK);
            }
            forwarder.flush();
        } catch (final Throwable e) {
            failure = e;
            ready.countDown();
        } finally {
            NativeThread.unregister();
        }
    }
}
