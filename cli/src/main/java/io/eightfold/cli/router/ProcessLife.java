// SPDX-License-Identifier: Apache-2.0
// What the processes of a router have in common: they run until they are asked to end, or until something fails.
package io.eightfold.cli.router;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGINT and SIGTERM end a process in order and with exit code 0; a fault ends it with 1. Thread: any. */
final class ProcessLife {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLife.class);
    /** After this long the process ends even if a thread hangs. */
    private static final long STOP_TIMEOUT_S = 15;

    private final Kind kind;
    private final String id;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private volatile boolean isStoppedInOrder;

    /** Which process it is. */
    enum Kind {
        ROUTER, CONTROLPLANE, DATAPLANE
    }

    /** What runs between start and end. */
    @FunctionalInterface
    interface Body {
        void run(ProcessLife life) throws Exception;
    }

    private ProcessLife(final Kind kind, final String id) {
        this.kind = kind;
        this.id = id;
    }

    /**
     * Runs a process to its end.
     * @param id of the router.
     * @return 0 after a signal, 1 after a failure.
     */
    static int run(final Kind kind, final String id, final Body body) throws Exception {
        final ProcessLife life = new ProcessLife(kind, id);
        // Before anything is started: a signal during the start is answered after it, and what was changed is put back.
        Runtime.getRuntime().addShutdownHook(new Thread(life::onSignal, "e8-stop"));
        try {
            body.run(life);
            life.isStoppedInOrder = life.fault.get() == null;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            life.ended.countDown();
        }
        if (life.fault.get() == null) {
            return 0;
        }
        life.ended();
        return 1;
    }

    private void ended() {
        switch (kind) {
            case ROUTER -> LOG.error("router id={} fault=bug ended", id, fault.get());
            case CONTROLPLANE -> LOG.error("controlplane id={} fault=bug ended", id, fault.get());
            case DATAPLANE -> LOG.error("dataplane id={} fault=bug ended", id, fault.get());
        }
    }

    /** Waits until the process is to end. */
    void await() throws InterruptedException {
        end.await();
        final String cause = fault.get() == null ? "signal" : "fault";
        // A pattern each: what a log collector knows an event by is its first word.
        switch (kind) {
            case ROUTER -> LOG.info("router id={} stopping cause={}", id, cause);
            case CONTROLPLANE -> LOG.info("controlplane id={} stopping cause={}", id, cause);
            case DATAPLANE -> LOG.info("dataplane id={} stopping cause={}", id, cause);
        }
    }

    /** Whether the process is to end. */
    boolean isEnding() {
        return end.getCount() == 0;
    }

    /** The process is to end, as if by a signal. */
    void end() {
        end.countDown();
    }

    /** A thread failed. */
    void onFault(final Throwable cause) {
        fault.compareAndSet(null, cause);
        end.countDown();
    }

    /** The JVM waits for this hook; the hook waits for the main thread to close everything, then ends with the exit code of an orderly stop. */
    private void onSignal() {
        end.countDown();
        try {
            if (ended.await(STOP_TIMEOUT_S, TimeUnit.SECONDS) && isStoppedInOrder) {
                Runtime.getRuntime().halt(0);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
