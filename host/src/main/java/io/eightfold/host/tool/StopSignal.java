// SPDX-License-Identifier: Apache-2.0
// Turns Ctrl-C and SIGTERM into a flag that a loop can look at.
package io.eightfold.host.tool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, a request to end the process sets a flag and waits up to 2 s for {@link #close}, so that the loop can finish its output and tidy up.
 * <p>Thread: any.
 */
final class StopSignal implements AutoCloseable {
    private static final long GRACE_S = 2;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "stop-signal");
    private volatile boolean requested;

    private StopSignal() {
    }

    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether the loop should end; an interrupt of its thread counts too. */
    boolean isRequested() {
        return requested || Thread.currentThread().isInterrupted();
    }

    private void stopAndWait() {
        requested = true;
        try {
            finished.await(GRACE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook is what got us here.
            requested = true;
        }
    }
}
