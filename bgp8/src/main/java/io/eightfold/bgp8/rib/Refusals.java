// SPDX-License-Identifier: Apache-2.0
// Counts and logs what is refused of a peer.
package io.eightfold.bgp8.rib;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is refused of a peer, and logs at most one line a second about it. Thread: control. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final RefusalReason[] REASONS = RefusalReason.values();

    /** Paths that are refused now. */
    private final int[] now = new int[REASONS.length];
    private final long[] ever = new long[REASONS.length];
    private long unlogged;
    private long nextLogNs;
    private boolean hasLogged;

    /** A path was refused that was not for that reason. */
    void refused(final String peer, final RefusalReason reason, final long address, final int lengthBits, final long nowNs) {
        ever[reason.ordinal()]++;
        if (hasLogged && nextLogNs - nowNs > 0) {
            unlogged++;
            return;
        }
        LOG.info("bgp8 peer={} fault=peer route refused prefix={} reason={} notLogged={}", peer, new Ipv8Prefix(Ipv8Address.ofBits(address), lengthBits),
            reason.label(), unlogged);
        hasLogged = true;
        unlogged = 0;
        nextLogNs = nowNs + LOG_INTERVAL_NS;
    }

    /** Something was not told; that is no fault. */
    void notTold(final RefusalReason reason) {
        ever[reason.ordinal()]++;
    }

    void gauge(final RefusalReason reason, final int difference) {
        now[reason.ordinal()] += difference;
    }

    int usable() {
        return now[RefusalReason.NONE.ordinal()];
    }

    Map<RefusalReason, Integer> now() {
        final Map<RefusalReason, Integer> counts = new EnumMap<>(RefusalReason.class);
        for (final RefusalReason reason : REASONS) {
            if (reason != RefusalReason.NONE && now[reason.ordinal()] > 0) {
                counts.put(reason, now[reason.ordinal()]);
            }
        }
        return counts;
    }

    Map<RefusalReason, Long> ever() {
        final Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
        for (final RefusalReason reason : REASONS) {
            if (ever[reason.ordinal()] > 0) {
                counts.put(reason, ever[reason.ordinal()]);
            }
        }
        return counts;
    }
}
