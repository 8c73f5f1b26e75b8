// SPDX-License-Identifier: Apache-2.0
// The bounds of a journal.
package io.eightfold.controlplane.journal;

import java.util.concurrent.TimeUnit;

/**
 * The bounds of a journal.
 *
 * @param minimumChurnBytes a checkpoint is due when more than this was appended since the last one, and ...
 * @param churnFactor       ... more than this many times the size of the last checkpoint
 * @param reserveBytes      what the journal leaves free on its file system for others
 * @param retryIntervalNs   between two looks for room after the disk was full, and between two tries of a checkpoint that failed
 * @param ringBytes         of the ring between the owner and the journal thread; a power of two from {@value #MIN_RING_BYTES}
 */
public record JournalSettings(long minimumChurnBytes, int churnFactor, long reserveBytes, long retryIntervalNs, int ringBytes) {
    /** The smallest ring: a message may take an eighth of it. */
    public static final int MIN_RING_BYTES = 1 << 20;
    /** 16 MiB or three times the checkpoint; 8 MiB stay free; a try each 3 s; a ring of 4 MiB, which is 250,000 changes of 16 bytes. */
    public static final JournalSettings DEFAULT = new JournalSettings(16L << 20, 3, 8L << 20, TimeUnit.SECONDS.toNanos(3), 4 << 20);

    /** @throws IllegalArgumentException naming the value and its limit */
    public JournalSettings {
        require(minimumChurnBytes > 0, "minimumChurnBytes", minimumChurnBytes, "at least 1");
        require(churnFactor > 0, "churnFactor", churnFactor, "at least 1");
        require(reserveBytes >= 0, "reserveBytes", reserveBytes, "at least 0");
        require(retryIntervalNs > 0, "retryIntervalNs", retryIntervalNs, "at least 1");
        require(ringBytes >= MIN_RING_BYTES && Integer.bitCount(ringBytes) == 1, "ringBytes", ringBytes,
                "a power of two from " + MIN_RING_BYTES);
    }

    private static void require(final boolean isRight, final String name, final long value, final String expected) {
        if (!isRight) {
            throw new IllegalArgumentException(name + "=" + value + " is not allowed; expected " + expected);
        }
    }
}
