// SPDX-License-Identifier: Apache-2.0
// One request to trace, and what is left of it.
package io.eightfold.dataplane.trace;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Filter and budget, shared by all workers; touched only while tracing. Thread: any. */
final class TraceSession {
    private final int id;
    private final TraceFilter filter;
    private final AtomicInteger left;
    private final long startedNs = System.nanoTime();
    private final Instant startedAt = Instant.now();

    TraceSession(final int id, final TraceFilter filter, final int packets) {
        this.id = id;
        this.filter = filter;
        left = new AtomicInteger(packets);
    }

    int id() {
        return id;
    }

    TraceFilter filter() {
        return filter;
    }

    long startedNs() {
        return startedNs;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Packets that may still be traced. */
    int left() {
        return Math.max(0, left.get());
    }

    /** Takes one of them; false when none is left. */
    boolean claim() {
        return left.get() > 0 && left.getAndDecrement() > 0;
    }

    void end() {
        left.set(0);
    }
}
