// SPDX-License-Identifier: Apache-2.0
// A lookup in C that Eightfold's is measured against.
package io.eightfold.perf.peer;

import java.lang.foreign.MemorySegment;

/** Holds a table and looks destinations up in it, many bulks a call. Thread: the one that measures, for everything. */
public interface LookupPeer extends AutoCloseable {
    /** What it is, for results. */
    String description();

    /** The most destinations that a bulk may have. */
    int maxBulk();

    /**
     * Looks up {@code count / bulk} whole bulks, {@code repeats} times over; what is left over is not looked up.
     * @param destinations 64-bit destinations in the machine's byte order.
     * @param first        index of the first one.
     * @param count        with the repeats bounds the call: 65,536 lookups take some milliseconds.
     */
    void run(MemorySegment destinations, long first, int count, int bulk, int repeats);

    /**
     * Checks the answer for every destination against what the peer should answer for its table.
     * @throws IllegalStateException that names the first wrong one.
     */
    void check(MemorySegment destinations, int count);

    @Override
    void close();
}
