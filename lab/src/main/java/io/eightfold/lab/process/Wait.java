// SPDX-License-Identifier: Apache-2.0
// Waits for a condition, with a deadline.
package io.eightfold.lab.process;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Polling, for what other processes do not announce. Thread: any. */
public final class Wait {
    private static final long POLL_MS = 20;

    private Wait() {
    }

    /** Asks every 20 ms; false if the answer was still no after {@code limitMs}. */
    public static boolean until(long limitMs, BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (!condition.getAsBoolean()) {
            if (deadlineNs - System.nanoTime() <= 0) {
                return false;
            }
            pause(POLL_MS);
        }
        return true;
    }

    /** Sleeps. */
    public static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting", e);
        }
    }
}
