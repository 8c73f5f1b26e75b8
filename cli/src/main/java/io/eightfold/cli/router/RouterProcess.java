// SPDX-License-Identifier: Apache-2.0
// The life of a router process.
package io.eightfold.cli.router;

import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.management.InstanceLock;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.ManagementServer;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.dataplane.Dataplane;
import io.eightfold.dataplane.DataplaneConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lock, dataplane, management socket; then waits; then the same backwards. Thread: startup. */
public final class RouterProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RouterProcess.class);
    /** After this long the process ends even if a thread hangs. */
    private static final long STOP_TIMEOUT_S = 15;

    private final ConfigFile file;
    private final RunDirectory directory;
    private final long startedNs = System.nanoTime();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private volatile boolean isStoppedInOrder;

    private RouterProcess(final ConfigFile file, final RunDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    /**
     * Runs until SIGINT or SIGTERM, which end the process with exit code 0, or until a thread of the dataplane fails.
     * @return 1 after a failure.
     */
    public static int run(final ConfigFile file, final RunDirectory directory) throws ManagementException {
        return new RouterProcess(file, directory).run();
    }

    private int run() throws ManagementException {
        final RouterConfig config = file.result().config();
        try (InstanceLock _ = directory.lock()) {
            // Before anything is started: a signal during the start is answered after it, and what was changed is put back.
            Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "e8-stop"));
            final DataplaneConfig dataplaneConfig = ConfigTranslator.translate(config, directory.countersFile());
            try (Dataplane dataplane = Dataplane.start(dataplaneConfig, this::onFault);
                 ManagementServer server = new ManagementServer(directory.controlSocket(), new RouterQueries(config, dataplane, directory, startedNs))) {
                server.start();
                LOG.info("router id={} hostname={} interfaces={} workers={} idle={} startedInMs={}", directory.id(), config.hostname(),
                    dataplane.ports().size(), dataplaneConfig.workers(), dataplaneConfig.isBusy() ? "busy" : "backoff",
                    (System.nanoTime() - startedNs) / 1_000_000);
                end.await();
                LOG.info("router id={} stopping cause={}", directory.id(), fault.get() == null ? "signal" : "fault");
            }
            isStoppedInOrder = fault.get() == null;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
        if (fault.get() == null) {
            return 0;
        }
        LOG.error("router id={} fault=bug ended", directory.id(), fault.get());
        return 1;
    }

    private void onFault(final Throwable cause) {
        fault.compareAndSet(null, cause);
        end.countDown();
    }

    /** The JVM waits for this hook; the hook waits for the main thread to close everything, then ends with the exit code of an orderly stop. */
    private void onSignal() {
        end.countDown();
        try {
            if (ended.await(STOP_TIMEOUT_S, TimeUnit.SECONDS) && isStoppedInOrder) {
                Runtime.getRuntime().halt(0);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
