// SPDX-License-Identifier: Apache-2.0
// How long it takes from data to the forwarding table.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.rib.Rib;

/**
 * How long it takes from the arrival of data until every worker forwards by it: the walk over the routes must be over, what it changed told, and the batch
 * that was told last acknowledged. Data that comes meanwhile counts from the arrival of the first. Thread: control.
 */
final class FibDelay {
    private static final long IDLE = Long.MIN_VALUE;

    private long arrivedNs;
    private long batch = IDLE;
    private boolean isMeasuring;
    private long lastNs;

    /** Data that may change verdicts has come. */
    void start(final long atNs) {
        if (!isMeasuring) {
            isMeasuring = true;
            arrivedNs = atNs;
        }
        batch = IDLE;
    }

    /** Once a turn. */
    void turn(final Rib rib, final FibPublisher publisher, final long nowNs) {
        if (!isMeasuring) {
            return;
        }
        if (!publisher.isUp()) {
            // The time that a dataplane is away, or gets its whole table, is no time of ours.
            isMeasuring = false;
            return;
        }
        if (batch == IDLE && !rib.isRevalidating() && !rib.hasWork()) {
            batch = publisher.batch();
        }
        if (batch != IDLE && publisher.ackedBatch() >= batch) {
            lastNs = nowNs - arrivedNs;
            isMeasuring = false;
        }
    }

    /** Of the last data; 0: none yet. */
    long lastNs() {
        return lastNs;
    }
}
