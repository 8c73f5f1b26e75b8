// SPDX-License-Identifier: Apache-2.0
// Counts of the running run, for other threads.
package io.eightfold.perf.pktgen;

import java.util.concurrent.atomic.AtomicLongArray;

/** Written by the worker now and then, without a fence. <p>Thread: worker to write, any to read. */
final class Progress {
    private static final int OFFERED = 0;
    private static final int RECEIVED = 1;
    private static final int DUPLICATES = 2;
    private final AtomicLongArray values = new AtomicLongArray(3);

    void publish(final long offered, final long received, final long duplicates) {
        values.lazySet(OFFERED, offered);
        values.lazySet(RECEIVED, received);
        values.lazySet(DUPLICATES, duplicates);
    }

    /** Frames made. */
    long offered() {
        return values.get(OFFERED);
    }

    /** Frames that came intact. */
    long received() {
        return values.get(RECEIVED);
    }

    /** Frames made that did not come yet. */
    long missing() {
        return offered() - received() + values.get(DUPLICATES);
    }
}
