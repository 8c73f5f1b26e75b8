// SPDX-License-Identifier: Apache-2.0
// When the first packet of each destination came out.
package io.eightfold.perf.push;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Thread: one writer, the receiver; any reader. */
final class FirstArrivals implements ProbeTraffic.Arrivals {
    private static final long POLL_NS = 50_000;
    /** 0: none yet. */
    private final AtomicLongArray arrivalNs;

    FirstArrivals(final int destinations) {
        arrivalNs = new AtomicLongArray(destinations);
    }

    /** Takes down an arrival; later ones of the same destination change nothing. */
    @Override
    public void arrived(final int index, final long nowNs) {
        if (arrivalNs.get(index) == 0) {
            arrivalNs.set(index, nowNs == 0 ? 1 : nowNs);
        }
    }

    boolean hasArrived(final int index) {
        return arrivalNs.get(index) != 0;
    }

    long arrivalNs(final int index) {
        return arrivalNs.get(index);
    }

    /** Waits for a destination's first packet; false when none came in time. */
    boolean await(final int index, final long limitNs) {
        final long deadlineNs = System.nanoTime() + limitNs;
        while (!hasArrived(index)) {
            if (deadlineNs - System.nanoTime() <= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }
}
