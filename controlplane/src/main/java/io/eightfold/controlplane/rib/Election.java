// SPDX-License-Identifier: Apache-2.0
// Which of the routes offered for a prefix is used.
package io.eightfold.controlplane.rib;

/**
 * Which of the routes offered for a prefix is used: the most preferred (distance, metric, source id) of those that lead somewhere; one whose gateways have
 * all failed only when there is no other, and one that the egress check leaves no next hop only when there is none of these either. One refused for its
 * verdict is never used. Nothing is stored, so nothing can be out of date. Hop sets must be settled.
 * <p>Thread: control.
 */
final class Election {
    private final EntryTable entries;
    private final CandidateTable candidates;
    private final HopSets sets;

    Election(final EntryTable entries, final CandidateTable candidates, final HopSets sets) {
        this.entries = entries;
        this.candidates = candidates;
        this.sets = sets;
    }

    /** The candidate that wins, or {@link CandidateTable#NONE} when none is usable. */
    int winner(final int entry) {
        int best = CandidateTable.NONE;
        int bestRank = HopSet.RANKS;
        for (int candidate = entries.firstCandidate(entry); candidate != CandidateTable.NONE; candidate = candidates.next(candidate)) {
            final HopSet set = sets.get(candidates.set(candidate));
            if (candidates.isRefused(candidate) || !set.isUsable()) {
                continue;
            }
            if (set.rank() == 0) {
                return candidate;
            }
            if (set.rank() < bestRank) {
                best = candidate;
                bestRank = set.rank();
            }
        }
        return best;
    }
}
