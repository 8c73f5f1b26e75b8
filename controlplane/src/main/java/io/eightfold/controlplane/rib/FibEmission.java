// SPDX-License-Identifier: Apache-2.0
// What the FIB has been told, and what it has not been told yet.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.Vrf;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What the FIB has been told, and what it has not been told yet. A change puts its prefix into a queue once; when its turn comes, the winner of that
 * moment is compared with what was emitted last.
 *
 * <p>A snapshot walks all rows with a cursor, without a queue of them all: a change ahead of the cursor needs no queueing, one behind it waits until the
 * cursor has arrived.
 * <p>Thread: control.
 */
final class FibEmission implements HopResolver.Listener {
    /** Rows looked at for each message wanted, so that a call over rows that need none ends too. */
    private static final int EXAMINED_PER_MESSAGE = 16;

    private final EntryTable entries;
    private final CandidateTable candidates;
    private final HopSets sets;
    private final Election election;
    private final DirtyQueue queue = new DirtyQueue();
    private final ArrayDeque<HopSet> announcements = new ArrayDeque<>();
    private final int[][] emittedCounts = new int[Vrf.count()][RouteSource.ID_LIMIT];
    private int cursor = Integer.MAX_VALUE;
    private int emittedSize;
    /** Told by the current call. */
    private int messages;
    private long coalesced;

    FibEmission(final EntryTable entries, final CandidateTable candidates, final HopSets sets, final Election election) {
        this.entries = entries;
        this.candidates = candidates;
        this.sets = sets;
        this.election = election;
    }

    /** Changes of prefixes whose last change was not emitted yet. */
    long coalesced() {
        return coalesced;
    }

    int emittedSize() {
        return emittedSize;
    }

    int emittedCount(final int vrf, final int source) {
        return emittedCounts[vrf][source];
    }

    /** A candidate of the prefix changed. */
    void changed(final int entry) {
        if (entries.isDirty(entry)) {
            coalesced++;
        } else {
            enqueue(entry);
        }
    }

    @Override
    public void resolved(final HopSet set, final boolean isElectionAffected) {
        queueAnnouncement(set);
        if (isElectionAffected) {
            for (int user = set.firstUser; user != CandidateTable.NONE; user = candidates.nextUser(user)) {
                enqueue(candidates.entry(user));
            }
        }
    }

    boolean hasWork() {
        return !queue.isEmpty() || !announcements.isEmpty() || sets.hasForgotten() || !isSnapshotDone();
    }

    boolean isSnapshotDone() {
        return cursor >= entries.end();
    }

    void startSnapshot() {
        queue.clear();
        entries.forgetEmitted();
        announcements.forEach(set -> set.isAnnouncementQueued = false);
        announcements.clear();
        sets.forgetEmitted();
        for (final int[] counts : emittedCounts) {
            Arrays.fill(counts, 0);
        }
        emittedSize = 0;
        cursor = entries.end() == 0 ? Integer.MAX_VALUE : 0;
        for (int id = 0; id < sets.end(); id++) {
            if (sets.get(id) != null) {
                queueAnnouncement(sets.get(id));
            }
        }
    }

    /** See {@link Rib#drain}. Hop sets are settled. */
    int drain(final FibSink sink, final int limit) {
        messages = 0;
        announceQueued(sink);
        int routes = 0;
        long examined = (long) limit * EXAMINED_PER_MESSAGE;
        for (; routes < limit && examined > 0 && !isSnapshotDone(); examined--) {
            routes += emitRow(cursor++, sink);
        }
        if (isSnapshotDone()) {
            // Rows that come after the end are changes like any other.
            cursor = Integer.MAX_VALUE;
        }
        for (; routes < limit && examined > 0 && isSnapshotDone() && !queue.isEmpty(); examined--) {
            routes += emitRow(queue.remove(), sink);
        }
        for (HopSet set = sets.pollForgotten(); set != null; set = sets.pollForgotten()) {
            sink.forgetHopSet(set.id);
            messages++;
        }
        return messages;
    }

    long memoryBytes() {
        return queue.memoryBytes();
    }

    private void enqueue(final int entry) {
        if (entry < cursor && entries.markDirty(entry)) {
            queue.add(entry);
        }
    }

    /**
     * Routes follow their set to where it leads now. A failed one is told even if no route uses it, so that its gateways are probed and their return is
     * noticed.
     */
    private void queueAnnouncement(final HopSet set) {
        if (!set.isAnnouncementQueued && (set.announced != null || set.isFailed)) {
            set.isAnnouncementQueued = true;
            announcements.add(set);
        }
    }

    private void announceQueued(final FibSink sink) {
        for (HopSet set = announcements.poll(); set != null; set = announcements.poll()) {
            set.isAnnouncementQueued = false;
            // One that nothing uses is forgotten at the end of this very call.
            if (!set.isUnused() && set.isUsable() && (set.announced != null || set.isFailed)) {
                announce(set, sink);
            }
        }
    }

    private void announce(final HopSet set, final FibSink sink) {
        if (!set.resolved.equals(set.announced)) {
            sink.hopSet(set.id, set.isIndirect(), set.resolved);
            set.announced = set.resolved;
            messages++;
        }
    }

    /** Returns how many routes were told: 0 or 1. */
    private int emitRow(final int entry, final FibSink sink) {
        entries.markClean(entry);
        if (!entries.isUsed(entry)) {
            return 0;
        }
        final int winner = election.winner(entry);
        final boolean isTold = winner != CandidateTable.NONE && !RouteSource.of(candidates.source(winner)).isOwnedByDataplane();
        final int told = isTold ? emitRoute(entry, winner, sink) : emitWithdrawal(entry, sink);
        if (entries.firstCandidate(entry) == CandidateTable.NONE) {
            entries.free(entry);
        }
        return told;
    }

    private int emitRoute(final int entry, final int winner, final FibSink sink) {
        final int previous = entries.emittedSet(entry);
        final int setId = candidates.set(winner);
        final int source = candidates.source(winner);
        final int distance = candidates.distance(winner);
        if (previous == setId && entries.emittedSource(entry) == source && entries.emittedDistance(entry) == distance) {
            return 0;
        }
        announce(sets.get(setId), sink);
        sink.route(entries.vrf(entry), entries.address(entry), entries.hostLength(entry), setId, source, distance, previous);
        emitted(entry, setId, source, distance);
        return 1;
    }

    private int emitWithdrawal(final int entry, final FibSink sink) {
        final int previous = entries.emittedSet(entry);
        if (previous == Rib.NO_SET) {
            return 0;
        }
        sink.withdraw(entries.vrf(entry), entries.address(entry), entries.hostLength(entry), previous);
        emitted(entry, Rib.NO_SET, 0, 0);
        return 1;
    }

    private void emitted(final int entry, final int setId, final int source, final int distance) {
        messages++;
        final int previous = entries.emittedSet(entry);
        if (previous != Rib.NO_SET) {
            count(entry, -1);
        }
        entries.emitted(entry, setId, source, distance);
        if (setId != Rib.NO_SET) {
            count(entry, 1);
            sets.published(sets.get(setId), 1);
        }
        if (previous != Rib.NO_SET) {
            sets.published(sets.get(previous), -1);
        }
    }

    private void count(final int entry, final int difference) {
        emittedCounts[entries.vrf(entry)][entries.emittedSource(entry)] += difference;
        emittedSize += difference;
    }
}
