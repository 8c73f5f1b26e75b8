// SPDX-License-Identifier: Apache-2.0
// The time of day, and a call at some time of it.
package io.eightfold.controlplane.change;

/** The time of day, because a deadline must mean the same to the process that is started next. */
public interface ConfirmClock {
    /** A call that was asked for. */
    @FunctionalInterface
    interface Alarm {
        /** Takes the call back; one that has begun goes on. */
        void cancel();
    }

    /** Milliseconds since 1970. */
    long nowMs();

    /** Calls the task once, on a thread of the clock, when that time has come. */
    Alarm at(long timeMs, Runnable task);
}
