// SPDX-License-Identifier: Apache-2.0
// What the way to a neighbour costs.
package io.eightfold.controlplane.bgp8;

import com.google.gson.JsonObject;
import io.eightfold.bgp8.cost.CostBreakdown;
import io.eightfold.bgp8.cost.CostMeter;
import io.eightfold.bgp8.cost.CostSample;
import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.transport.TcpInfo;
import io.eightfold.controlplane.config.Bgp8Config;
import io.eightfold.controlplane.config.NeighborConfig;
import java.util.Set;

/** What the way to a neighbour costs, from the configuration and from what the kernel measures on the session. Thread: control. */
final class SessionCost {
    /** The operator of either end meant it: that says nothing of the way. */
    private static final Set<String> ON_PURPOSE = Set.of("admin-shutdown", "admin-reset", "config-change", "de-configured");

    private final CostMeter meter;

    SessionCost(final Bgp8Config router, final NeighborConfig neighbor) {
        meter = new CostMeter(neighbor.cost(router));
    }

    /** The operator may have said something else; whether the cost is another now. */
    boolean configure(final Bgp8Config router, final NeighborConfig neighbor, final long nowNs) {
        return meter.configure(neighbor.cost(router), nowNs);
    }

    /** Without a sign. */
    int cost() {
        return meter.cost();
    }

    boolean isAnomalous() {
        return meter.breakdown().isAnomalous();
    }

    void up(final long nowNs) {
        meter.up(nowNs);
    }

    void down(final SessionDown down, final long nowNs) {
        meter.down(!ON_PURPOSE.contains(down.cause()), nowNs);
    }

    /** Takes a measurement; whether the cost is another now. */
    boolean sample(final TcpInfo info, final long nowNs) {
        return meter.sample(new CostSample(info.rttUs(), info.totalRetransmissions(), info.segmentsOut(), info.congestionWindow()), nowNs);
    }

    /** What it is made of. */
    JsonObject json() {
        final CostBreakdown parts = meter.breakdown();
        final JsonObject json = new JsonObject();
        json.addProperty("total", Integer.toUnsignedLong(parts.total()));
        json.addProperty("roundTrip", Integer.toUnsignedLong(parts.rtt()));
        json.addProperty("loss", Integer.toUnsignedLong(parts.loss()));
        json.addProperty("congestionWindow", Integer.toUnsignedLong(parts.window()));
        json.addProperty("stability", Integer.toUnsignedLong(parts.stability()));
        json.addProperty("anomaly", Integer.toUnsignedLong(parts.anomaly()));
        json.addProperty("capacity", Integer.toUnsignedLong(parts.capacity()));
        json.addProperty("policy", Integer.toUnsignedLong(parts.policyCost()));
        json.addProperty("distance", Integer.toUnsignedLong(parts.distance()));
        json.addProperty("smoothedRttUs", meter.rttUs());
        json.addProperty("changes", meter.changes());
        json.addProperty("anomalies", meter.anomalies());
        return json;
    }
}
