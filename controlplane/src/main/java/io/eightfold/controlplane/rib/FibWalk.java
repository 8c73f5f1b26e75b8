// SPDX-License-Identifier: Apache-2.0
// Reads what the FIB has been told, a piece at a time.
package io.eightfold.controlplane.rib;

/**
 * Reads what the FIB has been told, a piece at a time: the hop sets that were told, then the routes. It is a position only; {@link Rib#walk} moves it.
 * <p>Thread: control.
 */
public final class FibWalk {
    private static final int EXAMINED_PER_MESSAGE = 16;

    private int nextSet;
    private int nextEntry;
    private boolean isDone;

    /** Whether the whole state was told. */
    public boolean isDone() {
        return isDone;
    }

    void advance(final EntryTable entries, final HopSets sets, final FibSink sink, final int limit) {
        int left = limit;
        long examined = (long) limit * EXAMINED_PER_MESSAGE;
        for (; left > 0 && examined > 0 && nextSet < sets.end(); examined--) {
            left -= tellSet(sets.get(nextSet++), sink);
        }
        for (; left > 0 && examined > 0 && nextSet >= sets.end() && nextEntry < entries.end(); examined--) {
            left -= tellRoute(entries, nextEntry++, sink);
        }
        isDone = nextSet >= sets.end() && nextEntry >= entries.end();
    }

    private static int tellSet(final HopSet set, final FibSink sink) {
        // One that no route uses now may be used by the next without being told again.
        if (set == null || set.announced == null) {
            return 0;
        }
        sink.hopSet(set.id, set.isIndirect(), set.announced);
        return 1;
    }

    private static int tellRoute(final EntryTable entries, final int entry, final FibSink sink) {
        if (!entries.isUsed(entry) || entries.emittedSet(entry) == Rib.NO_SET) {
            return 0;
        }
        sink.route(entries.vrf(entry), entries.address(entry), entries.hostLength(entry), entries.emittedSet(entry), entries.emittedSource(entry),
            entries.emittedDistance(entry), Rib.NO_SET);
        return 1;
    }
}
