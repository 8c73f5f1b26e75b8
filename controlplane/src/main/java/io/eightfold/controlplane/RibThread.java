// SPDX-License-Identifier: Apache-2.0
// The one thread that owns the RIB.
package io.eightfold.controlplane;

import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.rib.Rib;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongToIntFunction;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * Turns the publisher, runs what others ask for between two turns, and rests when there is nothing to do. Everything that the RIB does happens here; whoever wants something of it waits for an
 * answer or does not wait, but never touches it. Thread: any for {@link #submit} and {@link #ask}; startup for the rest.
 */
final class RibThread {
    private static final int QUESTIONS = 1024;
    private static final int QUESTIONS_A_TURN = 16;
    private static final int SWEEP_A_TURN = 20_000;
    private static final int SPINS = 200;
    /** How late an answer of the dataplane may be read: nobody waits for one that long. */
    private static final long REST_NS = 200_000;
    private static final long STOP_TIMEOUT_MS = 10_000;
    private static final long ANSWER_TIMEOUT_NS = 10_000_000_000L;
    /** Once it is being worked on, giving up would leave the asker with a wrong idea of what happened. */
    private static final long WORK_TIMEOUT_NS = 60_000_000_000L;
    private static final long TICK_NS = 250_000_000L;

    private final Rib rib;
    private final FibPublisher publisher;
    private final Runnable tick;
    private LongToIntFunction beforeRound = _ -> 0;
    private LongConsumer afterRound = _ -> { };
    private BooleanSupplier isBgp8Awaited = () -> false;
    private final Thread thread;
    private final Queue<Runnable> questions = new ManyToOneConcurrentArrayQueue<>(QUESTIONS);
    private final long startNs = System.nanoTime();
    private final long staleNs;
    private final long answerTimeoutNs;
    private final long workTimeoutNs;
    private boolean hasSwept;
    private long tickNs = startNs;
    private volatile boolean isRunning = true;

    /**
     * @param staleMs   how long routes from before the start are kept unconfirmed; those of BGP8 see {@link #keepRoutesOfBgp8}.
     * @param tick      called four times a second, on this thread.
     * @param onFailure told when the thread ends by a fault of ours.
     */
    RibThread(final Rib rib, final FibPublisher publisher, final long staleMs, final Runnable tick, final Consumer<Throwable> onFailure) {
        this(rib, publisher, staleMs, tick, onFailure, ANSWER_TIMEOUT_NS, WORK_TIMEOUT_NS);
    }

    /** With other patience: until a question is taken, and from then until it is answered. */
    RibThread(final Rib rib, final FibPublisher publisher, final long staleMs, final Runnable tick, final Consumer<Throwable> onFailure, final long answerTimeoutNs,
              final long workTimeoutNs) {
        this.answerTimeoutNs = answerTimeoutNs;
        this.workTimeoutNs = workTimeoutNs;
        this.rib = rib;
        this.publisher = publisher;
        this.tick = tick;
        staleNs = TimeUnit.MILLISECONDS.toNanos(staleMs);
        thread = Thread.ofPlatform().daemon().name("e8-rib").unstarted(() -> run(onFailure));
    }

    /**
     * What else the RIB's owner does each turn, with the time; before the start.
     *
     * @param before it publishes; returns how much it did
     */
    void eachTurn(final LongToIntFunction before, final LongConsumer after) {
        beforeRound = before;
        afterRound = after;
    }

    /** While BGP8 waits for its neighbours after a restart, its routes from before stay however long that takes: it sweeps them itself. Before the start. */
    void keepRoutesOfBgp8(final BooleanSupplier isAwaited) {
        isBgp8Awaited = isAwaited;
    }

    void start() {
        thread.start();
    }

    /** There is something for {@link #eachTurn} to do. Thread: any. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Asks the thread to end and waits for it. */
    void stop() {
        isRunning = false;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a question on the thread between two turns. */
    <T> CompletableFuture<T> submit(final Callable<T> question) {
        return put(new Question<>(question)).answer;
    }

    private <T> Question<T> put(final Question<T> question) {
        if (questions.offer(question)) {
            LockSupport.unpark(thread);
        } else {
            question.answer.completeExceptionally(new IllegalStateException(QUESTIONS + " questions already wait for the RIB; ask again later"));
        }
        return question;
    }

    /**
     * The same, and waits for the answer. A question that fails because the thread did not come to it in time is never run later: who asked for a change and was told that it failed may rely on
     * that.
     */
    <T> T ask(final Callable<T> question) {
        final Question<T> put = put(new Question<>(question));
        try {
            return answer(put);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(put.cancel() ? "interrupted while waiting for the RIB; nothing was done"
                : "interrupted while the RIB worked on it; it is done all the same", e);
        } catch (final TimeoutException e) {
            throw new IllegalStateException("the RIB has worked for " + TimeUnit.NANOSECONDS.toSeconds(workTimeoutNs)
                + " s on what was asked of it and goes on; the control plane is starved of CPU, look at what came of it later", e);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> T answer(final Question<T> question) throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return question.answer.get(answerTimeoutNs, TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            if (question.cancel()) {
                throw new IllegalStateException("the RIB did not answer within " + TimeUnit.NANOSECONDS.toSeconds(answerTimeoutNs)
                    + " s and nothing was done; the control plane is stopping or starved of CPU, try again", e);
            }
            return question.answer.get(workTimeoutNs, TimeUnit.NANOSECONDS);
        }
    }

    /** Run or cancelled, whichever comes first. */
    private static final class Question<T> implements Runnable {
        private final Callable<T> question;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final AtomicBoolean isSettled = new AtomicBoolean();

        private Question(final Callable<T> question) {
            this.question = question;
        }

        @Override
        public void run() {
            if (!isSettled.compareAndSet(false, true)) {
                return;
            }
            try {
                answer.complete(question.call());
            } catch (final Exception e) {
                answer.completeExceptionally(e);
            }
        }

        /** Whether it will never run. */
        private boolean cancel() {
            return isSettled.compareAndSet(false, true);
        }
    }

    private void run(final Consumer<Throwable> onFailure) {
        int idle = 0;
        try {
            while (isRunning) {
                idle = turn() > 0 ? 0 : idle + 1;
                if (idle > SPINS) {
                    LockSupport.parkNanos(REST_NS);
                }
            }
        } catch (final Throwable e) {
            onFailure.accept(e);
        }
    }

    private int sweep() {
        final boolean isAwaited = isBgp8Awaited.getAsBoolean();
        final int swept = rib.sweepStale(SWEEP_A_TURN, source -> isAwaited && source.isBgp8());
        hasSwept = swept == 0 && !isAwaited;
        return swept;
    }

    private int turn() {
        final long nowNs = System.nanoTime();
        rib.nowS((int) TimeUnit.NANOSECONDS.toSeconds(nowNs - startNs));
        int work = 0;
        for (Runnable question; work < QUESTIONS_A_TURN && (question = questions.poll()) != null; work++) {
            question.run();
        }
        // Before the round, so that what a revocation changed goes out with it.
        work += beforeRound.applyAsInt(nowNs);
        work += rib.revalidate();
        work += publisher.round(nowNs);
        afterRound.accept(nowNs);
        if (nowNs - startNs > staleNs && !hasSwept) {
            work += sweep();
        }
        if (tickNs - nowNs <= 0) {
            tickNs = nowNs + TICK_NS;
            tick.run();
        }
        return work;
    }
}
