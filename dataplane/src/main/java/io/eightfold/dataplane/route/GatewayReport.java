// SPDX-License-Identifier: Apache-2.0
// Tells a control plane of all gateways, a part at a time.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.fibprotocol.StatusEncoder;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.StatusHandler.Gateway.State;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A report is made at one moment and sent in parts, one a round, as the way back holds only a few. A part that finds no room is sent again, soon and not at once; when nobody
 * is there the report is given up. Those that have failed come first: they are what a control plane acts on. Thread: control.
 */
final class GatewayReport {
    private static final long PERIOD_NS = 5_000_000_000L;
    private static final long RETRY_NS = 1_000_000L;

    private final NeighborTable neighbors;
    private final FibChannel channel;
    private final StatusEncoder encoder;
    private List<StatusHandler.Gateway> report;
    private int part;
    private boolean isTaken;
    private boolean isDue;
    private long dueNs;
    private long partNs;

    GatewayReport(final NeighborTable neighbors, final FibChannel channel, final long instance, final long startNs) {
        this.neighbors = neighbors;
        this.channel = channel;
        encoder = new StatusEncoder(instance, this::offer);
        dueNs = startNs;
        partNs = startNs;
    }

    private void offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        isTaken = channel.offer(buffer, offset, lengthBytes);
    }

    /** A gateway failed or came back: a report follows the one under way. */
    void changed() {
        isDue = true;
    }

    /** Another listens from now on, who knows nothing of the report under way. */
    void restart() {
        report = null;
        isDue = true;
    }

    /** Sends what is due; {@code hasPeer} when reports are made without a change too. */
    void round(final boolean hasPeer, final long nowNs) {
        if (report == null && (isDue || hasPeer && dueNs - nowNs <= 0)) {
            isDue = false;
            dueNs = nowNs + PERIOD_NS;
            report = all(nowNs);
            part = 0;
            partNs = nowNs;
        }
        if (report != null && partNs - nowNs <= 0) {
            tell(nowNs);
        }
    }

    private void tell(final long nowNs) {
        final int from = part * StatusEncoder.MAX_GATEWAYS;
        final int to = Math.min(report.size(), from + StatusEncoder.MAX_GATEWAYS);
        encoder.gateways(report.subList(from, to), part, to == report.size());
        if (isTaken) {
            part++;
        } else {
            partNs = nowNs + RETRY_NS;
        }
        if (isTaken ? to == report.size() : !channel.isConnected()) {
            report = null;
        }
    }

    private List<StatusHandler.Gateway> all(final long nowNs) {
        return neighbors.gateways(nowNs).stream().map(GatewayReport::gateway).sorted(Comparator.comparing((StatusHandler.Gateway g) -> g.state() != State.FAILED)).toList();
    }

    private static StatusHandler.Gateway gateway(final NeighborTable.View view) {
        return new StatusHandler.Gateway(view.address().bits(), view.port(), view.isDown() ? State.FAILED : switch (view.state()) {
            case "reachable", "probe" -> State.REACHABLE;
            default -> State.UNKNOWN;
        });
    }
}
