// SPDX-License-Identifier: Apache-2.0
// The paths that the peers sent, as rows of arrays.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import java.util.Arrays;

/** The paths that the peers sent (Adj-RIB-In), a row of 30 bytes each. The rows of a prefix are a list, the newest first. Thread: control. */
final class PathTable {
    static final int NONE = -1;
    private static final int MIN_ROWS = 1024;
    private static final int USED = 1;
    /** Reason and used attributes are those of the current policy. */
    private static final int EVALUATED = 2;
    private static final int EPOCH = 4;
    private static final int CARRIER_SHIFT = 3;
    private static final int CARRIER_MASK = 3;
    private static final int VALIDITY_SHIFT = 5;
    private static final int VALIDITY_MASK = 7;
    private static final int REASON_SHIFT = 8;
    private static final int REASON_MASK = 31;
    private static final Validity[] VALIDITIES = Validity.values();
    private static final RefusalReason[] REASONS = RefusalReason.values();

    private int[] entries = new int[MIN_ROWS];
    /** The next of the prefix; in free rows, the next free row. */
    private int[] nexts = new int[MIN_ROWS];
    private short[] peers = new short[MIN_ROWS];
    /** As received, held. */
    private int[] received = new int[MIN_ROWS];
    /** After the policy, held; none when refused before. */
    private int[] used = new int[MIN_ROWS];
    private int[] pathIds = new int[MIN_ROWS];
    private int[] sinceS = new int[MIN_ROWS];
    private int[] states = new int[MIN_ROWS];
    private int end;
    private int firstFree = NONE;
    private int size;

    /** Half as many again would waste too much of millions of rows, a tenth would copy too often. */
    static int grown(final int rows) {
        return rows + rows / 5;
    }

    int size() {
        return size;
    }

    /** All rows are below this. */
    int end() {
        return end;
    }

    /** A row that is in no list yet, with neither attributes nor a judgement. */
    int add(final int entry, final int peer, final int carrier, final int epoch, final int pathId) {
        final int path = takeRow();
        entries[path] = entry;
        peers[path] = (short) peer;
        pathIds[path] = pathId;
        received[path] = AttributePool.NONE;
        used[path] = AttributePool.NONE;
        nexts[path] = NONE;
        states[path] = USED | carrier << CARRIER_SHIFT | (epoch == 0 ? 0 : EPOCH) | Validity.EXEMPT.ordinal() << VALIDITY_SHIFT;
        size++;
        return path;
    }

    void free(final int path) {
        states[path] = 0;
        nexts[path] = firstFree;
        firstFree = path;
        size--;
    }

    boolean isUsed(final int path) {
        return (states[path] & USED) != 0;
    }

    int entry(final int path) {
        return entries[path];
    }

    int next(final int path) {
        return nexts[path];
    }

    void next(final int path, final int next) {
        nexts[path] = next;
    }

    int peer(final int path) {
        return peers[path];
    }

    int pathId(final int path) {
        return pathIds[path];
    }

    int received(final int path) {
        return received[path];
    }

    void received(final int path, final int attributes) {
        received[path] = attributes;
    }

    int used(final int path) {
        return used[path];
    }

    void used(final int path, final int attributes) {
        used[path] = attributes;
    }

    int sinceS(final int path) {
        return sinceS[path];
    }

    void sinceS(final int path, final int nowS) {
        sinceS[path] = nowS;
    }

    /** Ordinal of the {@link Carrier}; one more than the last for routes that originate here. */
    int carrier(final int path) {
        return states[path] >> CARRIER_SHIFT & CARRIER_MASK;
    }

    /** 0 or 1; which of both is current is with the peer. */
    int epoch(final int path) {
        return (states[path] & EPOCH) >> 2;
    }

    void epoch(final int path, final int epoch) {
        states[path] = epoch == 0 ? states[path] & ~EPOCH : states[path] | EPOCH;
    }

    boolean isEvaluated(final int path) {
        return (states[path] & EVALUATED) != 0;
    }

    void evaluated(final int path, final boolean isEvaluated) {
        states[path] = isEvaluated ? states[path] | EVALUATED : states[path] & ~EVALUATED;
    }

    Validity validity(final int path) {
        return VALIDITIES[states[path] >> VALIDITY_SHIFT & VALIDITY_MASK];
    }

    void validity(final int path, final Validity validity) {
        states[path] = states[path] & ~(VALIDITY_MASK << VALIDITY_SHIFT) | validity.ordinal() << VALIDITY_SHIFT;
    }

    RefusalReason reason(final int path) {
        return REASONS[states[path] >> REASON_SHIFT & REASON_MASK];
    }

    void reason(final int path, final RefusalReason reason) {
        states[path] = states[path] & ~(REASON_MASK << REASON_SHIFT) | reason.ordinal() << REASON_SHIFT;
    }

    private int takeRow() {
        if (firstFree != NONE) {
            final int path = firstFree;
            firstFree = nexts[path];
            return path;
        }
        if (end == entries.length) {
            growRows();
        }
        return end++;
    }

    private void growRows() {
        final int rows = grown(entries.length);
        entries = Arrays.copyOf(entries, rows);
        nexts = Arrays.copyOf(nexts, rows);
        peers = Arrays.copyOf(peers, rows);
        received = Arrays.copyOf(received, rows);
        used = Arrays.copyOf(used, rows);
        pathIds = Arrays.copyOf(pathIds, rows);
        sinceS = Arrays.copyOf(sinceS, rows);
        states = Arrays.copyOf(states, rows);
    }

    /** Bytes of the arrays. */
    long memoryBytes() {
        return entries.length * (7L * Integer.BYTES + Short.BYTES);
    }
}
