// SPDX-License-Identifier: Apache-2.0
// What the dataplane said of ports and gateways.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the dataplane said of ports and gateways. What nobody spoke of is up and answers. Thread: control. */
final class Reachability {
    private final Set<String> downPorts = new HashSet<>();
    private final Set<NextHop.Gateway> failedGateways = new HashSet<>();

    /** Returns whether this is news. */
    boolean port(final String port, final boolean isUp) {
        return isUp ? downPorts.remove(port) : downPorts.add(port);
    }

    /** Returns whether this is news. */
    boolean gateway(final long address, final String port, final boolean isFailed) {
        final NextHop.Gateway gateway = new NextHop.Gateway(address, port);
        return isFailed ? failedGateways.add(gateway) : failedGateways.remove(gateway);
    }

    boolean isUp(final String port) {
        return !downPorts.contains(port);
    }

    /** Whether packets sent there are lost: all lead to gateways, and every one has failed. */
    boolean isFailed(final List<NextHop> hops) {
        if (failedGateways.isEmpty() || hops.isEmpty()) {
            return false;
        }
        for (final NextHop hop : hops) {
            // What goes into a tunnel is lost with the gateway under it.
            final NextHop under = hop instanceof NextHop.Tunnel tunnel ? new NextHop.Gateway(tunnel.gateway(), tunnel.port()) : hop;
            if (!(under instanceof NextHop.Gateway gateway) || !failedGateways.contains(gateway)) {
                return false;
            }
        }
        return true;
    }
}
