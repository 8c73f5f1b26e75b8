// SPDX-License-Identifier: Apache-2.0
// One frame size, or a mix of them.
package io.eightfold.perf.pktgen;

import java.util.Arrays;
import java.util.Locale;

/**
 * Frame sizes in bytes with FCS, in the order they are sent, again and again.
 *
 * @param label   as the operator gave it.
 * @param pattern at least one size.
 */
public record FrameSizes(String label, int[] pattern) {
    /** Shortest Ethernet frame. */
    public static final int MIN_BYTES = 64;
    /** An MTU of 9000 bytes. */
    public static final int MAX_BYTES = 9018;
    /** FCS. */
    public static final int FCS_BYTES = 4;
    /** Preamble, start of frame and the gap between frames: what a frame takes on the wire besides itself. */
    public static final int L1_OVERHEAD_BYTES = 20;
    /** Seven small, four middle, one large, spread so that large ones never come together. */
    private static final int[] IMIX = {64, 570, 64, 64, 570, 64, 1518, 64, 570, 64, 570, 64};

    /** @throws IllegalArgumentException for a size outside {@value #MIN_BYTES} to {@value #MAX_BYTES}. */
    public FrameSizes {
        pattern = pattern.clone();
        for (final int size : pattern) {
            if (size < MIN_BYTES || size > MAX_BYTES) {
                throw new IllegalArgumentException("--size " + size + " is outside " + MIN_BYTES + " to " + MAX_BYTES + " bytes (FCS included); choose one inside, or imix");
            }
        }
    }

    /** Reads {@code imix} or a number of bytes. */
    public static FrameSizes parse(final String text) {
        if ("imix".equals(text.toLowerCase(Locale.ROOT))) {
            return new FrameSizes("imix", IMIX);
        }
        try {
            return new FrameSizes(text, new int[] {Integer.parseInt(text)});
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("--size '" + text + "' is neither a number of bytes nor imix; write for example 64 or imix", e);
        }
    }

    /** The largest size. */
    public int maxBytes() {
        return Arrays.stream(pattern).max().orElseThrow();
    }

    /** Bits that an average frame takes on the wire. */
    public double averageL1Bits() {
        return (Arrays.stream(pattern).average().orElseThrow() + L1_OVERHEAD_BYTES) * Byte.SIZE;
    }

    /** For a person: {@code 64} or {@code imix (7:4:1 of 64, 570, 1518)}. */
    @Override
    public String toString() {
        return pattern.length == 1 ? label : label + " (7:4:1 of 64, 570, 1518)";
    }
}
