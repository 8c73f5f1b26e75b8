// SPDX-License-Identifier: Apache-2.0
// A receive queue in the care of one worker.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import java.util.ArrayList;
import java.util.List;

/**
 * @param port     index of the port.
 * @param isSpread whether what comes in is spread over the workers by {@link FlowSpreader}.
 */
public record PolledQueue(int port, int queue, boolean isSpread) {
    /** The queues that a worker reads, in the order of the ports. */
    public static List<PolledQueue> of(final int worker, final int workers, final List<RouterPort> ports) {
        final List<PolledQueue> mine = new ArrayList<>();
        for (final RouterPort port : ports) {
            final QueuePlan plan = port.queues();
            for (int queue = 0; queue < plan.rxQueues(); queue++) {
                if (plan.receiver(queue, workers) == worker) {
                    mine.add(new PolledQueue(port.index(), queue, plan.spread() == WorkerSpread.SOFTWARE));
                }
            }
        }
        return mine;
    }
}
