// SPDX-License-Identifier: Apache-2.0
// What a lookup of a burst keeps between its passes.
package io.eightfold.dataplane.fib;

/** One a reader; the places of a burst by what their references are, and words that were loaded ahead. Thread: the reader's. */
final class FibScratch {
    final long[] words = new long[FibReader.MAX_BURST];
    final long[] buckets = new long[FibReader.MAX_BURST];
    final int[] hashes = new int[FibReader.MAX_BURST];
    final int[] others = new int[FibReader.MAX_BURST];
    /** Places for which a pass did not suffice: what goes on with them has loops, which would spoil the pass's own for the compiler. */
    final int[] rest = new int[FibReader.MAX_BURST];
    /** Whether the last burst that was sorted had nothing but single /16s. */
    boolean isSingle;
    int hashCount;
    int otherCount;
}
