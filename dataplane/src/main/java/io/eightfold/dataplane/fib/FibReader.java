// SPDX-License-Identifier: Apache-2.0
// A thread's way to read the forwarding table.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;
import java.lang.invoke.VarHandle;

/**
 * Holds one state of the table from one {@link #refresh} to the next, a burst or a turn later: all that is looked up in between is answered by that
 * state, and nothing of it is freed (a change of a single slot, which is one store, may be seen earlier). A reader that stops for good, or for long, calls {@link #pause}.
 * <p>Thread: its owner, for everything but the constructor.
 */
public final class FibReader {
    /** In the reader's own line, in place of the version it holds: it holds nothing. */
    static final long PAUSED = Long.MAX_VALUE;
    /** Most destinations of one {@link #lookup}. */
    public static final int MAX_BURST = 64;
    private static final long EVERYTHING = Long.MIN_VALUE;

    private final long rootPointer;
    private final long seen;
    private final FibScratch scratch = new FibScratch();
    private boolean isPaused = true;
    private long root;

    FibReader(final long rootPointer, final long seen) {
        this.rootPointer = rootPointer;
        this.seen = seen;
    }

    /** Lets the state go that was held and takes the newest. */
    public void refresh() {
        if (isPaused) {
            // Who frees must see that we are back before we can hold something.
            Memory.putNativeLong(seen, EVERYTHING);
            VarHandle.fullFence();
            isPaused = false;
        }
        root = Memory.acquireLong(rootPointer);
        // Release: the loads from older states are over when this is seen.
        Memory.releaseLong(seen, Memory.nativeLong(root + FibRoot.VERSION));
    }

    /** Lets go of the state; {@link #refresh} takes one again. */
    public void pause() {
        Memory.releaseLong(seen, PAUSED);
        isPaused = true;
    }

    /**
     * Looks a burst up: all of tier 1, then all of tier 2, so that the loads of different packets overlap.
     * @param destinations ASN in the upper, host part in the lower 32 bits.
     * @param nextHops     receives results; see {@link Fib}.
     * @param count        at most {@link #MAX_BURST}.
     */
    public void lookup(final long[] destinations, final int[] nextHops, final int count) {
        FibRoot.lookup(root, destinations, nextHops, count, scratch);
    }

    /** Where the members of a group lie: how many there are, then their records, 4 bytes each. Good until the next {@link #refresh}. */
    public long members(final int group) {
        return GroupTable.block(Memory.nativeLong(root + FibRoot.GROUPS), Memory.nativeLong(root + FibRoot.BASE), group);
    }

    /** Picks the member of an ECMP group for a flow. */
    public int member(final int group, final int flowHash) {
        return GroupTable.member(Memory.nativeLong(root + FibRoot.GROUPS), Memory.nativeLong(root + FibRoot.BASE), group, flowHash);
    }
}
