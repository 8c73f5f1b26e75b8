// SPDX-License-Identifier: Apache-2.0
// The life of a control plane process, with or without a dataplane of its own.
package io.eightfold.cli.router;

import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.command.VersionText;
import io.eightfold.controlplane.ControlPlane;
import io.eightfold.controlplane.management.InstanceLock;
import io.eightfold.controlplane.management.ManagementServer;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.controlplane.management.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lock, control plane, management socket; then waits; then the same backwards. Thread: startup. */
public final class RouterProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RouterProcess.class);
    private static final long LOOK_AGAIN_MS = 10;

    private final ConfigFile file;
    private final RunDirectory directory;
    private final long startedNs = System.nanoTime();

    private RouterProcess(final ConfigFile file, final RunDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    /** Runs a control plane; its dataplane is another process that comes and goes. */
    public static int runControlPlane(final ConfigFile file, final RunDirectory directory) throws Exception {
        final RouterProcess process = new RouterProcess(file, directory);
        return ProcessLife.run(ProcessLife.Kind.CONTROLPLANE, directory.id(), process::runControlPlane);
    }

    /** Runs both: the dataplane as a child of this process, started again when it dies. */
    public static int runRouter(final ConfigFile file, final RunDirectory directory) throws Exception {
        final RouterProcess process = new RouterProcess(file, directory);
        return ProcessLife.run(ProcessLife.Kind.ROUTER, directory.id(), process::runRouter);
    }

    private void runControlPlane(final ProcessLife life) throws Exception {
        try (InstanceLock _ = directory.lock();
             ControlPlane controlPlane = startControlPlane(life);
             ManagementServer server = new ManagementServer(directory.controlSocket(), controlPlane)) {
            // Its dataplane is a process of its own and stays.
            controlPlane.leaveForwarding();
            server.start();
            LOG.info("controlplane id={} hostname={} routes={} startedInMs={}", directory.id(), controlPlane.running().hostname(),
                controlPlane.running().routes().size(), startedInMs());
            life.await();
        }
    }

    private void runRouter(final ProcessLife life) throws Exception {
        try (InstanceLock _ = directory.lock()) {
            final StateDirectory state = StateDirectory.of(directory.id());
            // The file in force may be another than ours after a reload: a dataplane that is started again takes that.
            final Path inForce = state.configurations().resolve("running.conf");
            try (DataplaneChild child = new DataplaneChild(directory.id(), () -> Files.isReadable(inForce) ? inForce : file.path());
                 ControlPlane controlPlane = startControlPlane(life);
                 ManagementServer server = new ManagementServer(directory.controlSocket(), controlPlane)) {
                child.start();
                awaitForwarding(child, controlPlane, life);
                if (!life.isEnding()) {
                    server.start();
                    LOG.info("router id={} hostname={} interfaces={} dataplanePid={} startedInMs={}", directory.id(), controlPlane.running().hostname(),
                        controlPlane.running().interfaces().size(), child.pid(), startedInMs());
                    child.keepAlive();
                }
                life.await();
            }
        }
    }

    private ControlPlane startControlPlane(final ProcessLife life) throws Exception {
        return ControlPlane.start(new ControlPlane.Options(directory.id(), file.path(), StateDirectory.of(directory.id()), directory.rendezvousFile(),
            new CounterFileSource(directory.countersFile()), VersionText.release()), life::onFault);
    }

    /** A router is there when it forwards: its dataplane runs, and has every configured route. */
    private static void awaitForwarding(final DataplaneChild child, final ControlPlane controlPlane, final ProcessLife life) throws InterruptedException {
        while (!life.isEnding() && !controlPlane.isQuiet()) {
            if (!child.isAlive()) {
                throw new CommandFailure("the dataplane ended with exit code " + child.exitCode() + " before it forwarded; its last message is above");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    private long startedInMs() {
        return (System.nanoTime() - startedNs) / 1_000_000;
    }
}
