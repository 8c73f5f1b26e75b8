// SPDX-License-Identifier: Apache-2.0
// Times lookups.
package io.eightfold.perf.lookup;

import java.util.concurrent.TimeUnit;

/** Goes round and round through an array of destinations; each trial goes on where the last one ended. Thread: the one that measures. */
public final class LookupRate {
    /** Lookups between two looks at the clock, and the bound of a call into C. */
    private static final int CHUNK = 1 << 16;
    private final int destinations;
    private final int count;
    private final int repeats;
    private int next;

    /** Looks a part of the array up. */
    public interface Lookups {
        void run(int first, int count, int repeats);
    }

    /** @param destinations length of the array: a power of two, at least 256. */
    public LookupRate(final int destinations) {
        this.destinations = destinations;
        count = Math.min(destinations, CHUNK);
        repeats = CHUNK / count;
    }

    /** Looks up for at least this long; returns million lookups a second. */
    public double measure(final Lookups lookups, final int ms) {
        final long ns = TimeUnit.MILLISECONDS.toNanos(ms);
        final long startNs = System.nanoTime();
        long done = 0;
        long elapsedNs;
        do {
            lookups.run(next, count, repeats);
            next = next + count & destinations - 1;
            done += (long) count * repeats;
            elapsedNs = System.nanoTime() - startNs;
        } while (elapsedNs < ns);
        return done * 1e3 / elapsedNs;
    }
}
