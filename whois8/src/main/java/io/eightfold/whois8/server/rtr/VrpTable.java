// SPDX-License-Identifier: Apache-2.0
// All VRPs, and how they came to be.
package io.eightfold.whois8.server.rtr;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * The current set with its serial, and the latest changes. A change costs as much as the ASNs it touches.
 * Thread: {@link #change} one; the rest any.
 */
final class VrpTable {
    private static final long[] NONE = {};

    /** All VRPs at one serial. */
    record Snapshot(int serial, long[] vrps) {
    }

    /** What leads from one serial to another: no VRP is in both, and each once. */
    record Delta(int serial, long[] withdrawn, long[] announced) {
    }

    private record Step(int serialBefore, long[] withdrawn, long[] announced) {
        int changes() {
            return withdrawn.length + announced.length;
        }
    }

    /** Sets the VRPs of ASNs within a change. */
    final class Change {
        private final LongArrayList withdrawn = new LongArrayList();
        private final LongArrayList announced = new LongArrayList();

        /** @param vrps all of the ASN, sorted, each once; kept */
        void set(final int asn, final long[] vrps) {
            final long[] before = vrps.length == 0 ? byAsn.remove(asn) : byAsn.put(asn, vrps);
            difference(before == null ? NONE : before, vrps);
        }

        /** Both sorted: a merge. */
        private void difference(final long[] before, final long[] after) {
            int i = 0;
            int j = 0;
            while (i < before.length || j < after.length) {
                if (j == after.length || i < before.length && before[i] < after[j]) {
                    withdrawn.addLong(before[i++]);
                } else if (i == before.length || after[j] < before[i]) {
                    announced.addLong(after[j++]);
                } else {
                    i++;
                    j++;
                }
            }
        }

        /** What is left when an ASN was set more than once: a VRP that came as often as it went has not changed. */
        private Step step() {
            final long[] went = withdrawn.toLongArray();
            final long[] came = announced.toLongArray();
            if (went.length == 0 || came.length == 0) {
                // What comes twice has gone in between: there is nothing to net, and the first load need not be sorted.
                return new Step(serial, went, came);
            }
            Arrays.sort(went);
            Arrays.sort(came);
            withdrawn.clear();
            announced.clear();
            difference(went, came);
            return new Step(serial, withdrawn.toLongArray(), announced.toLongArray());
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final int historyChanges;
    private final int historySerials;
    // Guarded by the lock.
    private final Int2ObjectHashMap<long[]> byAsn = new Int2ObjectHashMap<>();
    private final Deque<Step> history = new ArrayDeque<>();
    private int changesKept;
    private int size;
    private int serial;
    private Snapshot snapshot;

    VrpTable(final RtrSettings settings, final int firstSerial) {
        historyChanges = settings.historyChanges();
        historySerials = settings.historySerials();
        serial = firstSerial;
    }

    /** Lets {@code work} change ASNs; readers see all of it or nothing. Returns whether anything changed, and with it the serial. */
    boolean change(final Consumer<Change> work) {
        lock.lock();
        try {
            final Change change = new Change();
            work.accept(change);
            final Step step = change.step();
            if (step.changes() == 0) {
                return false;
            }
            remember(step);
            size += step.announced.length - step.withdrawn.length;
            serial++;
            snapshot = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void remember(final Step step) {
        history.addLast(step);
        changesKept += step.changes();
        while (!history.isEmpty() && (changesKept > historyChanges || history.size() > historySerials)) {
            changesKept -= history.removeFirst().changes();
        }
    }

    /** Every ASN that has VRPs. */
    int[] asns() {
        lock.lock();
        try {
            return byAsn.keySet().stream().mapToInt(Integer::intValue).toArray();
        } finally {
            lock.unlock();
        }
    }

    int serial() {
        lock.lock();
        try {
            return serial;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** All of it; routers that ask between two changes share one copy. */
    Snapshot snapshot() {
        lock.lock();
        try {
            if (snapshot == null) {
                snapshot = copy();
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    private Snapshot copy() {
        final long[] vrps = new long[size];
        int filled = 0;
        for (final long[] ofAsn : byAsn.values()) {
            System.arraycopy(ofAsn, 0, vrps, filled, ofAsn.length);
            filled += ofAsn.length;
        }
        return new Snapshot(serial, vrps);
    }

    /** What has changed since a serial; empty when that is too long ago, or never was. */
    Optional<Delta> since(final int then) {
        lock.lock();
        try {
            if (then == serial) {
                return Optional.of(new Delta(serial, NONE, NONE));
            }
            if (history.stream().noneMatch(step -> step.serialBefore == then)) {
                return Optional.empty();
            }
            return Optional.of(net(then));
        } finally {
            lock.unlock();
        }
    }

    /** RFC 8210 §5.6: a router is told the end of it, not that something came and went again. */
    private Delta net(final int then) {
        final LongHashSet withdrawn = new LongHashSet();
        final LongHashSet announced = new LongHashSet();
        boolean isAfter = false;
        for (final Step step : history) {
            isAfter |= step.serialBefore == then;
            if (isAfter) {
                Arrays.stream(step.withdrawn).filter(vrp -> !announced.remove(vrp)).forEach(withdrawn::add);
                Arrays.stream(step.announced).filter(vrp -> !withdrawn.remove(vrp)).forEach(announced::add);
            }
        }
        return new Delta(serial, sorted(withdrawn), sorted(announced));
    }

    private static long[] sorted(final LongHashSet vrps) {
        return vrps.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
