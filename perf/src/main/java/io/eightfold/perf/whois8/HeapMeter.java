// SPDX-License-Identifier: Apache-2.0
// What is in the heap.
package io.eightfold.perf.whois8;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Thread: any. */
final class HeapMeter {
    /** The second one finds what the first could only promise to take. */
    private static final int COLLECTIONS = 2;

    private HeapMeter() {
    }

    /** Bytes in use after all that nobody needs was collected; whole pages of the collector. */
    static long usedBytes() {
        final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
