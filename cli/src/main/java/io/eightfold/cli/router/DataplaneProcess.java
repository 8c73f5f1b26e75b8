// SPDX-License-Identifier: Apache-2.0
// The life of a dataplane process.
package io.eightfold.cli.router;

import io.eightfold.cli.CommandFailure;
import io.eightfold.controlplane.ControlPlane;
import io.eightfold.controlplane.change.ConfigChangeException;
import io.eightfold.controlplane.change.ConfigInForce;
import io.eightfold.controlplane.config.ControlPlaneSettings;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.log.Logging;
import io.eightfold.controlplane.management.InstanceLock;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.ManagementServer;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.controlplane.management.StateDirectory;
import io.eightfold.dataplane.Dataplane;
import io.eightfold.dataplane.DataplaneConfig;
import io.eightfold.fibprotocol.channel.ChannelConfig;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lock, dataplane, management socket; then waits; then the same backwards. Thread: startup. */
public final class DataplaneProcess {
    private static final Logger LOG = LoggerFactory.getLogger(DataplaneProcess.class);

    private static final int PATIENCE_S = 15;
    private static final long LOOK_AGAIN_MS = 20;

    private DataplaneProcess() {
    }

    /**
     * Runs until SIGINT or SIGTERM, or until the process of {@code parentPid} has ended, or until a thread of the dataplane fails.
     * @param parentPid 0 for none.
     * @return 0, or 1 after a failure.
     */
    public static int run(final ConfigFile file, final RunDirectory directory, final long parentPid) throws Exception {
        final long startedNs = System.nanoTime();
        return ProcessLife.run(ProcessLife.Kind.DATAPLANE, directory.id(), life -> {
            // The same decision as the control plane's: with other addresses than it resolves gateways over, packets would go nowhere.
            final RouterConfig config = inForce(file, directory);
            try (InstanceLock _ = lock(directory, parentPid != 0)) {
                configureLog(config);
                follow(parentPid, life);
                final DataplaneConfig dataplaneConfig = ConfigTranslator.translate(config, directory.countersFile(), channel(config, directory));
                try (Dataplane dataplane = Dataplane.start(dataplaneConfig, life::onFault);
                     ManagementServer server = new ManagementServer(directory.dataplaneSocket(), new DataplaneRequests(config, dataplane, directory, startedNs))) {
                    server.start();
                    LOG.info("dataplane id={} interfaces={} workers={} idle={} startedInMs={}", directory.id(), dataplane.ports().size(),
                        dataplaneConfig.workers(), dataplaneConfig.isBusy() ? "busy" : "backoff", (System.nanoTime() - startedNs) / 1_000_000);
                    life.await();
                }
            }
        });
    }

    /** The dataplane of a router that was killed a moment ago may not have ended yet. */
    private static InstanceLock lock(final RunDirectory directory, final boolean isPatient) throws ManagementException, InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            try {
                return directory.lock(RunDirectory.Role.DATAPLANE);
            } catch (final ManagementException e) {
                if (!isPatient || System.nanoTime() - endNs > 0) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    private static RouterConfig inForce(final ConfigFile file, final RunDirectory directory) {
        try {
            return ConfigInForce.read(file.path(), StateDirectory.of(directory.id()).configurations());
        } catch (final ConfigChangeException e) {
            throw new CommandFailure("the configuration in force is not good for this release: " + e.getMessage());
        }
    }

    private static void configureLog(final RouterConfig config) throws IOException {
        if (!config.controlPlane().equals(ControlPlaneSettings.DEFAULT)) {
            Logging.configure(ControlPlane.logSettings(config));
        }
    }

    /** A router in the foreground is one command: its dataplane does not stay behind. */
    private static void follow(final long parentPid, final ProcessLife life) {
        if (parentPid != 0) {
            ProcessHandle.of(parentPid).ifPresentOrElse(parent -> parent.onExit().thenRun(life::end), life::end);
        }
    }

    private static ChannelConfig channel(final RouterConfig config, final RunDirectory directory) {
        final ControlPlaneSettings settings = config.controlPlane();
        return settings.fibChannel().isIpc() ? ChannelConfig.ipc(directory.rendezvousFile())
            : new ChannelConfig(directory.rendezvousFile(), settings.fibChannel().dataplane().toString(), settings.fibChannel().control().toString());
    }
}
