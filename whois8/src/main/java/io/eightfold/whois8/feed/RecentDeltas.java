// SPDX-License-Identifier: Apache-2.0
// The last changes of a data set, for those who follow it.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.signature.SignedHead;
import java.util.ArrayDeque;
import java.util.List;

/** Deltas without a gap up to the present head, the oldest given up first. Thread: one at a time. */
public final class RecentDeltas {
    /** Clocks of readers may be ahead of ours by this; a delta must not expire on the way. */
    private static final long EXPIRY_MARGIN_S = 60;
    /** Clocks of readers may be behind ours by {@link #EXPIRY_MARGIN_S} when they are told of a head that was issued by a clock ahead of today's. */
    private static final long MAX_AHEAD_S = DataSet.CLOCK_SKEW_S - EXPIRY_MARGIN_S;
    private final ArrayDeque<Delta> deltas = new ArrayDeque<>();
    private final int maxDeltas;
    private final long maxChanges;
    private long changes;

    /** @param maxChanges of all deltas together, so that large ones do not fill the memory */
    public RecentDeltas(final int maxDeltas, final long maxChanges) {
        this.maxDeltas = maxDeltas;
        this.maxChanges = maxChanges;
    }

    /** Adds the delta that follows the last one. */
    public void add(final Delta delta) {
        deltas.add(delta);
        changes += delta.changes().size();
        while (deltas.size() > maxDeltas || changes > maxChanges) {
            changes -= deltas.remove().changes().size();
        }
    }

    /** What comes next does not follow what was. */
    public void clear() {
        deltas.clear();
        changes = 0;
    }

    /** Those that lead on from a serial; none when the next one is not there. */
    public List<Delta> after(final long serial, final int limit) {
        return deltas.isEmpty() || deltas.getFirst().head().serial() > serial + 1 ? List.of()
            : deltas.stream().filter(delta -> delta.head().serial() > serial).limit(limit).toList();
    }

    /** Whether deltas lead on from a serial, and a reader of today takes each: one whose head has expired, or was issued when the clock was ahead, would be refused. */
    public static boolean isChain(final long serial, final List<Delta> deltas, final long nowS) {
        return !deltas.isEmpty() && deltas.getFirst().head().serial() == serial + 1 && deltas.stream().allMatch(delta -> isForNow(delta.head(), nowS));
    }

    private static boolean isForNow(final SignedHead issued, final long nowS) {
        return issued.expiresAtS() - EXPIRY_MARGIN_S > nowS && issued.issuedAtS() <= nowS + MAX_AHEAD_S;
    }
}
