// SPDX-License-Identifier: Apache-2.0
// The routes offered for the prefixes, as rows of arrays.
package io.eightfold.controlplane.rib;

import io.eightfold.whois8.validation.Verdict;
import java.util.Arrays;
import org.agrona.collections.Int2IntHashMap;

/**
 * The routes that sources offer, a row of 31 bytes each. The rows of a prefix are a list in the order of preference: distance, metric, source id.
 * The rows of a hop set are a list too, so that its users are found when it becomes unusable. The verdict on a route is in spare bits of its flags.
 * <p>Thread: control.
 */
final class CandidateTable {
    static final int NONE = -1;
    private static final int MIN_ROWS = 1024;
    /** Known from before a restart and not confirmed since. */
    private static final byte STALE = 1;
    private static final byte USED = 2;
    /** Originated by another ASN than that of its prefix, which is in {@link #foreignOrigins}. */
    private static final byte FOREIGN_ORIGIN = 4;
    /** The policy for its verdict is not to use it. */
    private static final byte REFUSED = 8;
    private static final int VERDICT_SHIFT = 4;
    private static final int VERDICT_MASK = 7;
    private static final int LAST_ASN = -1;

    private int[] entries = new int[MIN_ROWS];
    private int[] sets = new int[MIN_ROWS];
    private int[] metrics = new int[MIN_ROWS];
    private int[] changedAtS = new int[MIN_ROWS];
    /** The next of the prefix; in free rows, the next free row. */
    private int[] nexts = new int[MIN_ROWS];
    private int[] nextUsers = new int[MIN_ROWS];
    private int[] previousUsers = new int[MIN_ROWS];
    private byte[] sources = new byte[MIN_ROWS];
    private byte[] distances = new byte[MIN_ROWS];
    private byte[] flags = new byte[MIN_ROWS];
    private final int[] staleCounts = new int[RouteSource.ID_LIMIT];
    /** By candidate: few or none in a sane network, so no array for all. */
    private final Int2IntHashMap foreignOrigins = new Int2IntHashMap(0);
    private final int[] verdictCounts = new int[Verdict.values().length];
    private int refusedCount;
    private int end;
    private int firstFree = NONE;
    private int size;

    /** Half as many again would waste too much of 2 million rows, a tenth would copy too often. */
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

    /** A row that is in no list yet. */
    int add(final int entry, final RouteSource source, final int distance, final int metric) {
        final int candidate = takeRow();
        entries[candidate] = entry;
        sources[candidate] = (byte) source.id();
        distances[candidate] = (byte) distance;
        metrics[candidate] = metric;
        nexts[candidate] = NONE;
        flags[candidate] = USED;
        verdictCounts[0]++;
        size++;
        return candidate;
    }

    void free(final int candidate) {
        stale(candidate, false);
        refused(candidate, false);
        verdictCounts[verdictCode(candidate)]--;
        homeOrigin(candidate);
        flags[candidate] = 0;
        nexts[candidate] = firstFree;
        firstFree = candidate;
        size--;
    }

    int entry(final int candidate) {
        return entries[candidate];
    }

    int set(final int candidate) {
        return sets[candidate];
    }

    /** As unsigned. */
    int metric(final int candidate) {
        return metrics[candidate];
    }

    void metric(final int candidate, final int metric) {
        metrics[candidate] = metric;
    }

    int source(final int candidate) {
        return sources[candidate];
    }

    int distance(final int candidate) {
        return distances[candidate] & 0xFF;
    }

    int changedAtS(final int candidate) {
        return changedAtS[candidate];
    }

    void changedAtS(final int candidate, final int nowS) {
        changedAtS[candidate] = nowS;
    }

    /** The next in preference for the same prefix, or {@link #NONE}. */
    int next(final int candidate) {
        return nexts[candidate];
    }

    boolean isStale(final int candidate) {
        return (flags[candidate] & STALE) != 0;
    }

    void stale(final int candidate, final boolean isStale) {
        if (isStale(candidate) != isStale) {
            flags[candidate] ^= STALE;
            staleCounts[sources[candidate]] += isStale ? 1 : -1;
        }
    }

    /** A new row is {@link Verdict#EXEMPT}. */
    Verdict verdict(final int candidate) {
        return Verdict.ofCode(verdictCode(candidate));
    }

    void verdict(final int candidate, final Verdict verdict) {
        verdictCounts[verdictCode(candidate)]--;
        verdictCounts[verdict.code()]++;
        flags[candidate] = (byte) (flags[candidate] & ~(VERDICT_MASK << VERDICT_SHIFT) | verdict.code() << VERDICT_SHIFT);
    }

    /** Routes with that verdict. */
    int verdictCount(final Verdict verdict) {
        return verdictCounts[verdict.code()];
    }

    /** Whether it is kept but not to be used because of its verdict. */
    boolean isRefused(final int candidate) {
        return (flags[candidate] & REFUSED) != 0;
    }

    void refused(final int candidate, final boolean isRefused) {
        if (isRefused(candidate) != isRefused) {
            flags[candidate] ^= REFUSED;
            refusedCount += isRefused ? 1 : -1;
        }
    }

    int refusedCount() {
        return refusedCount;
    }

    /** The ASN that originated the route; {@code ownAsn} is that of its prefix. */
    int originAsn(final int candidate, final int ownAsn) {
        return (flags[candidate] & FOREIGN_ORIGIN) == 0 ? ownAsn : foreignOrigins.get(candidate);
    }

    void originAsn(final int candidate, final int ownAsn, final int originAsn) {
        if (originAsn == ownAsn) {
            homeOrigin(candidate);
        } else {
            flags[candidate] |= FOREIGN_ORIGIN;
            // A map cannot hold its word for nothing: ASN 0, which a table has no record of either, stands for the last, which is reserved like it.
            foreignOrigins.put(candidate, originAsn == 0 ? LAST_ASN : originAsn);
        }
    }

    private void homeOrigin(final int candidate) {
        if ((flags[candidate] & FOREIGN_ORIGIN) != 0) {
            flags[candidate] &= ~FOREIGN_ORIGIN;
            foreignOrigins.remove(candidate);
        }
    }

    private int verdictCode(final int candidate) {
        return flags[candidate] >> VERDICT_SHIFT & VERDICT_MASK;
    }

    int staleCount(final int source) {
        return staleCounts[source];
    }

    /** Marks all rows of a source. */
    void markStale(final int source) {
        for (int candidate = 0; candidate < end; candidate++) {
            if (sources[candidate] == source && (flags[candidate] & USED) != 0) {
                stale(candidate, true);
            }
        }
    }

    /** Puts a row where it belongs in the list that starts with {@code first}; returns the new first. */
    int insert(final int first, final int candidate) {
        if (first == NONE || isPreferred(candidate, first)) {
            nexts[candidate] = first;
            return candidate;
        }
        int before = first;
        while (nexts[before] != NONE && !isPreferred(candidate, nexts[before])) {
            before = nexts[before];
        }
        nexts[candidate] = nexts[before];
        nexts[before] = candidate;
        return first;
    }

    /** Takes a row out of the list that starts with {@code first}; returns the new first. */
    int unlink(final int first, final int candidate) {
        if (first == candidate) {
            return nexts[candidate];
        }
        int before = first;
        while (nexts[before] != candidate) {
            before = nexts[before];
        }
        nexts[before] = nexts[candidate];
        return first;
    }

    void join(final int candidate, final HopSet set) {
        sets[candidate] = set.id;
        previousUsers[candidate] = NONE;
        nextUsers[candidate] = set.firstUser;
        if (set.firstUser != NONE) {
            previousUsers[set.firstUser] = candidate;
        }
        set.firstUser = candidate;
    }

    void leave(final int candidate, final HopSet set) {
        final int previous = previousUsers[candidate];
        final int next = nextUsers[candidate];
        if (previous == NONE) {
            set.firstUser = next;
        } else {
            nextUsers[previous] = next;
        }
        if (next != NONE) {
            previousUsers[next] = previous;
        }
    }

    int nextUser(final int candidate) {
        return nextUsers[candidate];
    }

    long memoryBytes() {
        return (long) entries.length * (7 * Integer.BYTES + 3);
    }

    private boolean isPreferred(final int candidate, final int other) {
        if (distances[candidate] != distances[other]) {
            return distance(candidate) < distance(other);
        }
        final int byMetric = Integer.compareUnsigned(metrics[candidate], metrics[other]);
        return byMetric != 0 ? byMetric < 0 : sources[candidate] < sources[other];
    }

    private int takeRow() {
        if (firstFree != NONE) {
            final int candidate = firstFree;
            firstFree = nexts[candidate];
            return candidate;
        }
        if (end == entries.length) {
            growRows();
        }
        return end++;
    }

    private void growRows() {
        final int rows = grown(entries.length);
        entries = Arrays.copyOf(entries, rows);
        sets = Arrays.copyOf(sets, rows);
        metrics = Arrays.copyOf(metrics, rows);
        changedAtS = Arrays.copyOf(changedAtS, rows);
        nexts = Arrays.copyOf(nexts, rows);
        nextUsers = Arrays.copyOf(nextUsers, rows);
        previousUsers = Arrays.copyOf(previousUsers, rows);
        sources = Arrays.copyOf(sources, rows);
        distances = Arrays.copyOf(distances, rows);
        flags = Arrays.copyOf(flags, rows);
    }
}
