// SPDX-License-Identifier: Apache-2.0
// Sends numbered probes at a steady rate.
package io.eightfold.host.probe;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.RawLink;
import io.eightfold.wire.memory.Memory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The destinations in turn, the numbers from 0. Thread: its own; {@link #next} and {@link #fault} any. */
final class ProbeSender implements Runnable {
    /** A sender that was not scheduled for so long starts its schedule anew: a burst of all it owes would test queues, not routes. */
    private static final long MAX_DEBT_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long REFUSED_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MAX_REFUSALS = 2_000;
    private final RawLink link;
    private final ProbePlan plan;
    private final long frame = Memory.allocate(ProbeFrame.CAPACITY);
    private volatile int next;
    private volatile boolean isStopping;
    private volatile RuntimeException fault;

    ProbeSender(RawLink link, ProbePlan plan) {
        this.link = link;
        this.plan = plan;
    }

    @Override
    public void run() {
        try {
            long intervalNs = TimeUnit.SECONDS.toNanos(1) / plan.ratePps();
            long dueNs = System.nanoTime();
            while (!isStopping) {
                long waitNs = dueNs - System.nanoTime();
                if (waitNs > 0) {
                    LockSupport.parkNanos(waitNs);
                    continue;
                }
                send(next);
                next++;
                dueNs += waitNs < -MAX_DEBT_NS ? -waitNs : intervalNs;
            }
        } catch (LinkException e) {
            fault = e;
        } finally {
            Memory.free(frame);
        }
    }

    /** A full transmit queue is not the router's loss: the same number is tried again. */
    private void send(int number) {
        long destination = plan.destination(number);
        int length = ProbeFrame.write(frame, plan.routerMac(), link.mac(), plan.source(destination), destination, plan.tag(), number);
        for (int refusals = 1; ; refusals++) {
            try {
                link.send(frame, length);
                return;
            } catch (LinkException e) {
                if (refusals == MAX_REFUSALS || isStopping) {
                    throw e;
                }
                LockSupport.parkNanos(REFUSED_WAIT_NS);
            }
        }
    }

    /** The number of the probe that goes next: all before it were sent. */
    int next() {
        return next;
    }

    RuntimeException fault() {
        return fault;
    }

    void stop() {
        isStopping = true;
    }
}
