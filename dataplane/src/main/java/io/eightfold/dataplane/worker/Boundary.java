// SPDX-License-Identifier: Apache-2.0
// What a worker is told of tunnels and zones.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.port.ZonePair;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import java.util.List;

/**
 * What a worker is told beside ports and routes. Thread: any; immutable.
 *
 * @param tunnels our end of them
 * @param zones   internal zones that may reach each other
 */
public record Boundary(TunnelConfig tunnels, List<ZonePair> zones) {
    /** No tunnels, and every zone by itself. */
    public static final Boundary NONE = new Boundary(TunnelConfig.NONE, List.of());

    public Boundary {
        zones = List.copyOf(zones);
    }
}
