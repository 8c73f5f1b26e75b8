// SPDX-License-Identifier: Apache-2.0
// An Aeron client, and the driver where this process runs it.
package io.eightfold.fibprotocol.channel;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes drivers and clients with our settings. Thread: any but a worker. */
final class AeronNode {
    private static final Logger LOG = LoggerFactory.getLogger(AeronNode.class);
    /** Data on one host does not pass through the driver: it only moves limits, and a parked millisecond costs no throughput. */
    private static final long DRIVER_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long DRIVER_TIMEOUT_MS = 10_000;

    private AeronNode() {
    }

    /** Starts a driver in this process. */
    static MediaDriver startDriver(final Path directory) {
        return MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, 1_000, DRIVER_PARK_NS))
            .dirDeleteOnStart(false)
            .dirDeleteOnShutdown(true)
            .warnIfDirectoryExists(false)
            .termBufferSparseFile(true)
            .errorHandler(e -> LOG.debug("fib driver {}", e.toString())));
    }

    /** Ends a driver and takes its directory away. */
    static void stop(final MediaDriver driver) {
        final Path directory = Path.of(driver.aeronDirectoryName());
        try {
            driver.close();
        } catch (final RuntimeException e) {
            LOG.debug("fib driver not closed in order: {}", e.toString());
        }
        IoUtil.delete(directory.getParent().toFile(), true);
    }

    /** Connects to a driver. */
    static Aeron connect(final Path directory) {
        return Aeron.connect(new Aeron.Context()
            .aeronDirectoryName(directory.toString())
            .driverTimeoutMs(DRIVER_TIMEOUT_MS)
            .errorHandler(e -> LOG.debug("fib channel {}", e.toString())));
    }

    /** Ends a client whose driver may be dead. */
    static void stop(final Aeron aeron) {
        try {
            aeron.close();
        } catch (final RuntimeException e) {
            LOG.debug("fib channel not closed in order: {}", e.toString());
        }
    }
}
