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

    private final String what;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private volatile boolean isStoppedInOrder;

    /** What runs between start and end. */
    @FunctionalInterface
    interface Body {
        void run(ProcessLife life) throws Exception;
    }

    private ProcessLife(final String what) {
        this.what = what;
    }

    /**
     * Runs a process to its end.
     * @param what its name in the log.
     * @return 0 after a signal, 1 after a failure.
     */
    static int run(final String what, final Body body) throws Exception {
        final ProcessLife life = new ProcessLife(what);
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
        LOG.error("{} fault=bug ended", what, life.fault.get());
        return 1;
    }

    /** Waits until the process is to end. */
    void await() throws InterruptedException {
        end.await();
        LOG.info("{} stopping cause={}", what, fault.get() == null ? "signal" : "fault");
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
