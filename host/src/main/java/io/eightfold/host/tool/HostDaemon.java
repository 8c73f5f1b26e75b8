// SPDX-License-Identifier: Apache-2.0
// Keeps a host on an interface until it is told to stop.
package io.eightfold.host.tool;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.host.stack.HostConfig;
import io.eightfold.host.stack.HostStack;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The long-running side of a host. Thread: session, the one that calls {@link #run}; it owns everything. */
public final class HostDaemon {
    private static final Logger LOG = LoggerFactory.getLogger(HostDaemon.class);
    private static final long TURN_MS = 100;
    private static final long STATE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private HostDaemon() {
    }

    /**
     * Runs a host until the process is asked to end or the calling thread is interrupted. The state file exists once the host answers, and
     * its counters are refreshed every second.
     *
     * @return exit code 0
     * @throws HostToolException if the settings are wrong, a host runs on the interface already, or the interface fails
     */
    public static int run(HostOptions options) {
        HostConfig config = options.toConfig();
        Path directory = RunDirectory.create(RunDirectory.path());
        long inode = NetworkNamespace.currentInode();
        refuseSecond(directory, inode, options.interfaceName());
        try (StopSignal stop = StopSignal.install();
             HostStateFile file = new HostStateFile(directory, inode, options.interfaceName());
             HostStack stack = new HostStack(config, PacketSocketLink.open(options.interfaceName()))) {
            boolean isAnnounced = announce(stack, options);
            HostState state = stateOf(options, stack, inode);
            file.write(state);
            LOG.info("host interface={} address={} gateway={} started", options.interfaceName(), config.address(), config.gateway());
            serve(stack, stop, file, state, isAnnounced);
            LOG.info("host interface={} stopped counters={}", options.interfaceName(), stack.counters());
            return 0;
        } catch (LinkException e) {
            throw new HostToolException(HostToolException.FAILED, e.getMessage());
        }
    }

    private static void serve(HostStack stack, StopSignal stop, HostStateFile file, HostState state, boolean wasAnnounced) {
        boolean isAnnounced = wasAnnounced;
        long nextStateNs = stack.nowNs() + STATE_INTERVAL_NS;
        while (!stop.isRequested()) {
            stack.turn(TURN_MS);
            if (nextStateNs - stack.nowNs() <= 0) {
                nextStateNs += STATE_INTERVAL_NS;
                // An interface that was down at the start gets its gratuitous ARP8 when it comes up.
                isAnnounced = isAnnounced || stack.start();
                file.write(state.withCounters(stack.counters().nonZero()));
            }
        }
    }

    private static boolean announce(HostStack stack, HostOptions options) {
        boolean isAnnounced = stack.start();
        if (!isAnnounced) {
            LOG.warn("host interface={} fault=host not announced yet, will try every second: {}", options.interfaceName(), stack.lastSendFailure());
        }
        return isAnnounced;
    }

    private static void refuseSecond(Path directory, long inode, String interfaceName) {
        for (HostState state : HostState.find(directory, inode)) {
            if (state.interfaceName().equals(interfaceName)) {
                throw new HostToolException(HostToolException.FAILED, "interface " + interfaceName + " has a host already, " + state.address()
                    + " in process " + state.pid() + "; stop that process first");
            }
        }
    }

    private static HostState stateOf(HostOptions options, HostStack stack, long inode) {
        ProcessHandle self = ProcessHandle.current();
        return new HostState(options.interfaceName(), options.address().toString(), text(options.gateway()), text(options.secondGateway()), MacAddress.format(stack.mac()), stack.mtu(),
            options.etherType(), self.pid(), HostState.startOf(self), inode, Map.of());
    }

    private static String text(Ipv8Address address) {
        return address == null ? null : address.toString();
    }
}
