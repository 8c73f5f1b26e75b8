// SPDX-License-Identifier: Apache-2.0
// Which packets of each stream have come, and whether in order.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.memory.Memory;

/**
 * For each stream the highest sequence number seen and a window of the {@value #WINDOW} up to it, bit 0 being the highest.
 * <pre>
 *   0  window (8 bytes)
 *   8  highest sequence number (4 bytes), -1 before the first packet
 *  12  unused
 * </pre>
 * Off-heap: 16 bytes a stream. <p>Thread: worker, but for the constructor and {@link #close}.
 */
final class SequenceTable implements AutoCloseable {
    /** In its place, or behind a gap. */
    static final int IN_ORDER = 0;
    /** Behind one that was sent later (RFC 4737 §3). */
    static final int REORDERED = 1;
    /** Seen before. */
    static final int DUPLICATE = 2;
    /** Sequence numbers that a late packet may be behind and still be told from a duplicate; one later than that counts as reordered. */
    static final int WINDOW = Long.SIZE;
    private static final int HIGHEST = 8;
    private static final int ENTRY_SHIFT = 4;
    private final long table;
    private final int streams;

    SequenceTable(final int streams) {
        this.streams = streams;
        table = Memory.allocate((long) streams << ENTRY_SHIFT);
        clear();
    }

    /** Forgets everything. */
    void clear() {
        for (int i = 0; i < streams; i++) {
            final long entry = table + ((long) i << ENTRY_SHIFT);
            Memory.putNativeLong(entry, 0);
            Memory.putNativeLong(entry + HIGHEST, -1);
        }
    }

    /** Takes note of a packet and says what it is. */
    int note(final int stream, final int sequence) {
        final long entry = table + ((long) stream << ENTRY_SHIFT);
        final int ahead = sequence - Memory.nativeInt(entry + HIGHEST);
        if (ahead > 0) {
            final long window = ahead < WINDOW ? Memory.nativeLong(entry) << ahead : 0;
            Memory.putNativeLong(entry, window | 1);
            Memory.putNativeInt(entry + HIGHEST, sequence);
            return IN_ORDER;
        }
        if (ahead <= -WINDOW) {
            return REORDERED;
        }
        final long bit = 1L << -ahead;
        final long window = Memory.nativeLong(entry);
        if ((window & bit) != 0) {
            return DUPLICATE;
        }
        Memory.putNativeLong(entry, window | bit);
        return REORDERED;
    }

    @Override
    public void close() {
        Memory.free(table);
    }
}
