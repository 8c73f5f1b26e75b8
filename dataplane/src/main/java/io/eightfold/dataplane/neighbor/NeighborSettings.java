// SPDX-License-Identifier: Apache-2.0
// How neighbours are looked for and how long they are believed.
package io.eightfold.dataplane.neighbor;

import java.util.concurrent.TimeUnit;

/**
 * @param lifetimeNs    how long an answer is believed before it is asked for again; the draft says 4 hours.
 * @param arpFallbackNs how long after ARP8 plain ARP is tried; the draft says 50 ms.
 * @param retryNs       time between two attempts.
 * @param attempts      attempts before a neighbour counts as failed.
 * @param failedHoldNs  how long a failed neighbour is not asked again; a failed gateway is, after {@code retryNs}.
 * @param queuePackets  packets held for a neighbour while it is looked for.
 * @param limit         neighbours of all ports together.
 */
public record NeighborSettings(long lifetimeNs, long arpFallbackNs, long retryNs, int attempts, long failedHoldNs, int queuePackets, int limit) {
    /** Draft section 2 and RFC 1122 §2.3.2.2. */
    public static final NeighborSettings DEFAULT = new NeighborSettings(TimeUnit.HOURS.toNanos(4), TimeUnit.MILLISECONDS.toNanos(50),
        TimeUnit.SECONDS.toNanos(1), 3, TimeUnit.SECONDS.toNanos(5), 8, 4096);
}
