// SPDX-License-Identifier: Apache-2.0
// Eightfold's side of the comparison.
package io.eightfold.perf.whois8;

import com.sun.management.ThreadMXBean;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.VerdictReason;
import java.lang.management.ManagementFactory;

/** Asks the table as the RIB does: one route a call, its origin and the time with it. Thread: the one that measures. */
final class SubjectVerdicts {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ValidationTable table;
    private final Queries queries;
    private final long nowS;
    private final long[] prefixes;
    private final byte[] lengths;
    // Read by checkAllocation: without a use of the answers the compiler could leave the work out.
    private long codes;

    SubjectVerdicts(final LocalCopy copy, final Queries queries) {
        table = copy.table();
        nowS = copy.nowS();
        this.queries = queries;
        prefixes = queries.prefixes();
        lengths = queries.lengths();
    }

    /** Asks for {@code count} routes from {@code first} on, {@code repeats} times over. */
    void run(final int first, final int count, final int repeats) {
        long sum = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int i = first; i < first + count; i++) {
                sum += table.verdict(prefixes[i], lengths[i], (int) (prefixes[i] >>> Integer.SIZE), nowS).code();
            }
        }
        codes += sum;
    }

    /**
     * Compares the reason of each answer with what it must be.
     *
     * @return the answers compared
     * @throws IllegalStateException that names the first wrong one
     */
    int check() {
        for (int i = 0; i < queries.count(); i++) {
            final VerdictReason found = table.reason(prefixes[i], lengths[i], (int) (prefixes[i] >>> Integer.SIZE), nowS);
            if (found != queries.expected(i)) {
                throw new IllegalStateException("the verdict on " + queries.text(i) + " is " + found.word() + ", expected " + queries.expected(i).word()
                    + "; no rate is reported");
            }
        }
        return queries.count();
    }

    /**
     * Asks for all routes once more.
     *
     * @throws IllegalStateException when that took memory from the heap, or the answers do not add up
     */
    void checkAllocation() {
        // The first run of all has the JVM link what it calls, which takes memory once.
        run(0, queries.count(), 1);
        codes = 0;
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        run(0, queries.count(), 1);
        final long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated != 0) {
            throw new IllegalStateException(queries.count() + " verdicts took " + allocated + " bytes of heap, expected 0; no rate is reported");
        }
        long expected = 0;
        for (int i = 0; i < queries.count(); i++) {
            expected += queries.expectedVerdict(i).code();
        }
        if (codes != expected) {
            throw new IllegalStateException("the codes of all verdicts add up to " + codes + ", expected " + expected + "; no rate is reported");
        }
    }
}
