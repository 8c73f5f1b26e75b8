// SPDX-License-Identifier: Apache-2.0
// What the benchmarks measure: something that forwards between two ports.
package io.eightfold.perf.forward;

/** The Java worker, or its twin in C, over the same ports, table and buffers. Thread: the one that measures, for everything. */
public interface Forwarder extends AutoCloseable {
    /** Makes {@code count} turns: each sends what the last one made and receives the next burst. */
    void turns(int count);

    /** Sends and frees what is staged. */
    void flush();

    /** Frames received so far. */
    long received();

    /** Frames sent so far. */
    long forwarded();

    @Override
    void close();
}
