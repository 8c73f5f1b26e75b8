// SPDX-License-Identifier: Apache-2.0
// Receives numbered probes.
package io.eightfold.host.probe;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.RawLink;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;

/** Stamps arrivals, and answers the router that looks for its neighbour. Thread: its own; {@link #fault} any. */
final class ProbeReceiver implements Runnable {
    private static final int CAPACITY_BYTES = 2048;
    private static final int WAIT_MS = 20;
    private final RawLink link;
    private final ProbePlan plan;
    private final ProbeLog log;
    private volatile boolean isStopping;
    private volatile RuntimeException fault;

    ProbeReceiver(RawLink link, ProbePlan plan, ProbeLog log) {
        this.link = link;
        this.plan = plan;
        this.log = log;
    }

    @Override
    public void run() {
        long frame = Memory.allocate(CAPACITY_BYTES);
        long reply = Memory.allocate(EthernetLayout.MIN_FRAME_LENGTH);
        try {
            NeighborAnswers neighbors = new NeighborAnswers(link, plan.neighbors(), reply);
            while (!isStopping) {
                int length = link.receive(frame, CAPACITY_BYTES, WAIT_MS);
                long number = length == 0 ? ProbeFrame.NONE : ProbeFrame.number(frame, length, plan.tag());
                if (number >= 0 && number <= Integer.MAX_VALUE - 1) {
                    log.arrived((int) number, System.nanoTime());
                } else if (length > 0) {
                    neighbors.offer(frame, length);
                }
            }
        } catch (LinkException e) {
            fault = e;
        } finally {
            Memory.free(frame);
            Memory.free(reply);
        }
    }

    RuntimeException fault() {
        return fault;
    }

    void stop() {
        isStopping = true;
    }
}
