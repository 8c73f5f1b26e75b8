// SPDX-License-Identifier: Apache-2.0
// Everything a dataplane needs to start.
package io.eightfold.dataplane;

import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.port.ZonePair;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Turn;
import io.eightfold.fibprotocol.channel.ChannelConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * @param workers     forwarding threads.
 * @param spread      how each port's flows are divided among them.
 * @param workerCores CPU of each worker, or empty to leave them to the scheduler.
 * @param isBusy      poll without pause; else back off when idle, for shared machines.
 * @param burst       most frames a worker takes at once.
 * @param fibBytes    most memory for the forwarding table.
 * @param mbufs       packet buffers of all ports together.
 * @param routes      without a channel: routes for good. With one: only those of them that the kernel is to know too, behind a TAP.
 * @param counters    file of the counters; its directory exists.
 * @param channel     where a control plane is followed, or null.
 * @param tunnels     our end of the 8to4 tunnels.
 * @param zones       internal zones that may reach each other.
 * @param configuration fingerprint of what all this was made from, for the control plane; 0 when it has none.
 */
public record DataplaneConfig(Eal.Options eal, int mbufs, int workers, WorkerSpread spread, List<Integer> workerCores, boolean isBusy, int burst, long fibBytes,
                              SlowPath.IcmpLimit icmpLimit, NeighborSettings neighbors, List<RouterPort.Config> ports,
                              List<StaticRoute> routes, Path counters, ChannelConfig channel,
                              TunnelConfig tunnels, List<ZonePair> zones, long configuration) {
    /** Without a control plane. */
    public DataplaneConfig(final Eal.Options eal, final int mbufs, final int workers, final WorkerSpread spread, final List<Integer> workerCores, final boolean isBusy,
                           final int burst, final long fibBytes, final SlowPath.IcmpLimit icmpLimit, final NeighborSettings neighbors,
                           final List<RouterPort.Config> ports, final List<StaticRoute> routes, final Path counters) {
        this(eal, mbufs, workers, spread, workerCores, isBusy, burst, fibBytes, icmpLimit, neighbors, ports, routes, counters, null, TunnelConfig.NONE, List.of(), 0);
    }

    /** @throws IllegalArgumentException when there is no port, or there are more than a worker's turn can send to. */
    public DataplaneConfig {
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("no interface to forward between; configure one with `interface NAME` (and not `shutdown`)");
        }
        if (ports.size() > Turn.TX_GROUPS_MAX) {
            throw new IllegalArgumentException("ports=" + ports.size() + " is above the " + Turn.TX_GROUPS_MAX
                + " that a worker can send to in one turn; configure fewer interfaces");
        }
        workerCores = List.copyOf(workerCores);
        ports = List.copyOf(ports);
        routes = List.copyOf(routes);
        zones = List.copyOf(zones);
    }
}
