// SPDX-License-Identifier: Apache-2.0
// How this router uses Chronicle Queue.
package io.eightfold.controlplane.journal;

import java.nio.file.Path;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;

/** How this router uses Chronicle Queue: quietly, without threads that poll, and one file a queue. Thread: any. */
final class Chronicle {
    /** Chronicle maps and (sparsely) extends a file by this much, and a quarter more of overlap; a document must fit the overlap. */
    static final int BLOCK_BYTES = 1 << 20;
    static final String QUEUE_FILE_SUFFIX = ".cq4";
    /**
     * How long Chronicle may wait for a header or lock that another process left half done. Nobody but the one journal thread writes to a queue,
     * and only to queues it made itself, so there is nothing worth waiting for.
     */
    private static final long TIMEOUT_MS = 200;

    static {
        // The parts that would call home are not on the class path; these switches hold when somebody puts them there.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        // A thread that polls the disk and logs; the journal looks for room itself before it needs it.
        System.setProperty("chronicle.disk.monitor.disable", "true");
        // A queue is made on the thread that starts the process and handed to the journal thread once; Chronicle's check forbids that.
        System.setProperty("disable.single.threaded.check", "true");
        // "Took 2 ms to map" and "core loaded from" are no events of a router; what matters comes as an exception.
        Jvm.setExceptionHandlers(null, null, null, null);
    }

    private Chronicle() {
    }

    static SingleChronicleQueue open(final Path directory, final boolean isReadOnly) {
        return SingleChronicleQueueBuilder.binary(directory)
                .readOnly(isReadOnly)
                .blockSize(BLOCK_BYTES)
                // The index of this cycle is small (16 KiB a page) and holds 67 million records.
                .rollCycle(LegacyRollCycles.MINUTELY)
                // A clock that stands still: a queue never rolls, so a generation is one file.
                .timeProvider(() -> 0L)
                .timeoutMS(TIMEOUT_MS)
                .build();
    }
}
