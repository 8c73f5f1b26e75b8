// SPDX-License-Identifier: Apache-2.0
// The FIB session at one moment.
package io.eightfold.controlplane.fib;

import io.eightfold.fibprotocol.ResyncCause;
import java.util.Map;

/**
 * @param state          {@code connecting}, {@code snapshot} or {@code up}.
 * @param isHeard        the dataplane said something lately.
 * @param batch          last batch made.
 * @param ackedBatch     last batch that every worker sees.
 * @param routes         that the dataplane was told.
 * @param refused        routes that did not fit there.
 * @param coalesced      changes that needed no message of their own.
 * @param snapshotTookNs from the epoch's opening to the last frame of its table, of the last one.
 * @param lastAckNs      from a batch's making to its acknowledgement, of the last one.
 * @param counters       by {@link PublisherCounter#ordinal}.
 * @param snapshots      whole tables by cause.
 */
public record PublisherView(String state, boolean isHeard, long dataplane, long instance, long epoch, long batch, long ackedBatch, long routes, long digest,
                            long refused, long coalesced, long snapshotTookNs, long lastAckNs, long[] counters, Map<ResyncCause, Long> snapshots) {
    /** A counter's value. */
    public long counter(final PublisherCounter counter) {
        return counters[counter.ordinal()];
    }
}
