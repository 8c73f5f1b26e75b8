// SPDX-License-Identifier: Apache-2.0
// Eightfold's side of the comparison.
package io.eightfold.perf.lookup;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibReader;
import io.eightfold.perf.table.RouteOracle;

/** Looks destinations up as a worker does: a refresh and one bulk a burst. Thread: the one that measures. */
final class SubjectLookups {
    /** Destinations a bulk: a worker's burst. */
    static final int BULK = 32;
    private final FibReader reader;
    private final long[] destinations;
    private final long[] bulk = new long[BULK];
    private final int[] nextHops = new int[BULK];

    /** @param destinations a multiple of {@value #BULK}. */
    SubjectLookups(final Fib fib, final long[] destinations) {
        reader = fib.newReader();
        this.destinations = destinations;
    }

    /** Looks up {@code count} destinations from {@code first} on, {@code repeats} times over. */
    void run(final int first, final int count, final int repeats) {
        for (int i = 0; i < repeats; i++) {
            for (int at = first; at < first + count; at += BULK) {
                lookup(at);
            }
        }
    }

    /**
     * Compares the answer for every destination with the oracle's.
     * @throws IllegalStateException that names the first wrong one.
     */
    void check(final RouteOracle oracle) {
        for (int at = 0; at < destinations.length; at += BULK) {
            lookup(at);
            for (int i = 0; i < BULK; i++) {
                final int expected = oracle.lookup(destinations[at + i]);
                if (nextHops[i] != expected) {
                    throw new IllegalStateException("the table answers " + nextHops[i] + " for destination " + Long.toHexString(destinations[at + i])
                        + ", expected " + expected + "; no rate is reported");
                }
            }
        }
    }

    private void lookup(final int at) {
        System.arraycopy(destinations, at, bulk, 0, BULK);
        reader.refresh();
        reader.lookup(bulk, nextHops, BULK);
    }
}
