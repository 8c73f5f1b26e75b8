// SPDX-License-Identifier: Apache-2.0
// A thread of the dataplane: a worker or the control thread, with its idle strategy.
package io.eightfold.dataplane;

import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dpdk.NativeThread;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** Registers itself with DPDK, pins itself where asked, and turns until it is stopped. Thread: startup, but for what runs inside. */
final class DataplaneThread {
    static final int ANY_CORE = -1;
    private static final int QUESTIONS = 256;
    private static final long STOP_TIMEOUT_MS = 10_000;

    private final Thread thread;
    private final Queue<Runnable> questions = new ManyToOneConcurrentArrayQueue<>(QUESTIONS);
    private volatile boolean isRunning = true;

    /** A thread that was asked to end and did not. */
    static final class NotEndedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotEndedException(final String message) {
            super(message);
        }
    }

    private DataplaneThread(final String name, final int core, final IdleStrategy idle, final IntSupplier round, final Runnable last,
                            final Consumer<Throwable> onFailure) {
        thread = new Thread(() -> run(core, idle, round, last, onFailure), name);
        thread.setDaemon(true);
    }

    static DataplaneThread worker(final int index, final ForwardingWorker worker, final int core, final boolean isBusy, final Consumer<Throwable> onFailure) {
        final IdleStrategy idle = isBusy ? BusySpinIdleStrategy.INSTANCE : backoff(TimeUnit.MICROSECONDS.toNanos(100));
        return new DataplaneThread("e8-worker-" + index, core, idle, worker::turn, worker::flush, onFailure);
    }

    /** The control thread never spins: a core is for workers. It wakes often enough for a neighbour's 50 ms. */
    static DataplaneThread control(final SlowPath slowPath, final boolean isBusy, final Consumer<Throwable> onFailure) {
        final IdleStrategy idle = backoff(TimeUnit.MICROSECONDS.toNanos(isBusy ? 50 : 250));
        return new DataplaneThread("e8-control", ANY_CORE, idle, slowPath::round, slowPath::drain, onFailure);
    }

    void start() {
        thread.start();
    }

    /** Asks the thread to end and waits for it. */
    void stop() {
        isRunning = false;
        try {
            thread.join(STOP_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new NotEndedException(thread.getName() + " did not end within " + STOP_TIMEOUT_MS + " ms; its memory is not freed");
        }
    }

    /** Runs a question on the thread between two rounds. */
    <T> CompletableFuture<T> submit(final Callable<T> question) {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        final boolean isTaken = questions.offer(() -> {
            try {
                answer.complete(question.call());
            } catch (final Exception e) {
                answer.completeExceptionally(e);
            }
        });
        if (!isTaken) {
            answer.completeExceptionally(new IllegalStateException(QUESTIONS + " questions already wait for " + thread.getName() + "; ask again later"));
        }
        return answer;
    }

    private void run(final int core, final IdleStrategy idle, final IntSupplier round, final Runnable last, final Consumer<Throwable> onFailure) {
        try {
            // Pinned first: DPDK takes the thread's NUMA node as it is at registration.
            if (core != ANY_CORE) {
                NativeThread.pin(core);
            }
            NativeThread.register();
            while (isRunning) {
                idle.idle(round.getAsInt() + answerQuestions());
            }
            last.run();
        } catch (final Throwable e) {
            onFailure.accept(e);
        } finally {
            NativeThread.unregister();
        }
    }

    private int answerQuestions() {
        final Runnable question = questions.poll();
        if (question == null) {
            return 0;
        }
        question.run();
        return 1;
    }

    private static IdleStrategy backoff(final long maxParkNs) {
        return new BackoffIdleStrategy(20, 50, 1_000, maxParkNs);
    }
}
