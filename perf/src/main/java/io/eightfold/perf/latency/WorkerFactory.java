// SPDX-License-Identifier: Apache-2.0
// The product's worker as a subject.
package io.eightfold.perf.latency;

import io.eightfold.perf.forward.ForwardPath;
import io.eightfold.perf.forward.Forwarder;
import io.eightfold.perf.forward.JavaForwarder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes {@link JavaForwarder}s over the rig's ports. Thread: startup. */
final class WorkerFactory implements ForwarderFactory {
    /** Counters live in memory: the write-back of a page of a file on disk stops the worker that writes into it. */
    private static final Path MEMORY_FILES = Path.of("/dev/shm");

    @Override
    public String description() {
        return "eightfold worker (Java), busy loop";
    }

    @Override
    public Forwarder open(final Setting setting) {
        final Path directory = Files.isWritable(MEMORY_FILES) ? MEMORY_FILES : Path.of(System.getProperty("java.io.tmpdir"));
        return new JavaForwarder(new ForwardPath(setting.ports().getFirst().device(), setting.ports().getLast().device(), setting.fib(), setting.nextHops(),
            setting.pool(), setting.burst(), directory));
    }
}
