// SPDX-License-Identifier: Apache-2.0
// How a traced packet is known to the next thread.
package io.eightfold.dataplane.trace;

/**
 * An int that goes with a packet through a ring: 0 when it is not traced, else its number (22 bits, never 0) and whether it counts only if it is
 * dropped. In a {@code PacketRing} towards the slow path it lies above the 8 bits of the kind; the result is positive, as the ring demands.
 */
public final class TraceMark {
    /** Not traced. */
    public static final int NONE = 0;
    private static final int KIND_BITS = 8;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int NUMBER_BITS = 22;
    private static final int NUMBERS = 1 << NUMBER_BITS;
    private static final int TENTATIVE = NUMBERS;

    private TraceMark() {
    }

    static int of(final int number, final boolean isTentative) {
        return isTentative ? number | TENTATIVE : number;
    }

    static int number(final int mark) {
        return mark & NUMBERS - 1;
    }

    static boolean isTentative(final int mark) {
        return (mark & TENTATIVE) != 0;
    }

    /** A number of a packet from a count of them. Far more than records are kept, so that two never meet under one. */
    static int numberOf(final int count) {
        return 1 + (count & Integer.MAX_VALUE) % (NUMBERS - 1);
    }

    /** Puts the mark above a kind of 1 to 255. */
    public static int join(final int kind, final int mark) {
        return mark << KIND_BITS | kind;
    }

    /** The kind below the mark. */
    public static int kind(final int joined) {
        return joined & KIND_MASK;
    }

    /** The mark above the kind. */
    public static int mark(final int joined) {
        return joined >>> KIND_BITS;
    }
}
