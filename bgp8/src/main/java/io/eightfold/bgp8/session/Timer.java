// SPDX-License-Identifier: Apache-2.0
// A time at which something is due.
package io.eightfold.bgp8.session;

/** A time at which something is due, if at all. Thread: that of the machine. */
final class Timer {
    static final long SECOND_NS = 1_000_000_000L;
    private boolean isSet;
    private long deadlineNs;

    void set(final long atNs) {
        isSet = true;
        deadlineNs = atNs;
    }

    void clear() {
        isSet = false;
    }

    boolean isSet() {
        return isSet;
    }

    boolean isDue(final long nowNs) {
        return isSet && deadlineNs - nowNs <= 0;
    }

    /** Until it is due; -1 when it is not set. */
    long leftNs(final long nowNs) {
        return isSet ? Math.max(0, deadlineNs - nowNs) : -1;
    }

    /** The earlier of this and that. */
    long earlier(final long otherNs) {
        return isSet && deadlineNs - otherNs < 0 ? deadlineNs : otherNs;
    }
}
