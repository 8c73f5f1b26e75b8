// SPDX-License-Identifier: Apache-2.0
// What the way to a neighbour costs.
package io.eightfold.controlplane.bgp8;

import com.google.gson.JsonObject;
import io.eightfold.bgp8.transport.TcpInfo;
import io.eightfold.controlplane.config.NeighborConfig;

/** What the way to a neighbour costs, as the operator has it or as it is measured. Thread: control. */
final class SessionCost {
    private final NeighborConfig.Cost config;

    SessionCost(final NeighborConfig.Cost config) {
        this.config = config;
    }

    int cost() {
        return config.initial();
    }

    boolean isAnomaly() {
        return false;
    }

    void up(final long nowNs) {
    }

    void down(final long nowNs) {
    }

    /** Takes a measurement; whether the cost is another now. */
    boolean sample(final TcpInfo info, final long nowNs) {
        return false;
    }

    JsonObject json() {
        return new JsonObject();
    }
}
