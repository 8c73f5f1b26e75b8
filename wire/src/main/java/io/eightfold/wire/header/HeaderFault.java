// SPDX-License-Identifier: Apache-2.0
// What is wrong with a header, as small ints for the worker loop.
package io.eightfold.wire.header;

/**
 * The answers of {@code wrap}. Ints rather than an enum, so that a worker can keep one per packet of a burst in a plain
 * array and index its counters with it. Ids are stable, labels are the operator's words.
 */
public final class HeaderFault {
    /** The header is sound. */
    public static final int OK = 0;
    /** Fewer bytes than the header needs. */
    public static final int TOO_SHORT = 1;
    /** The version nibble is not this protocol's. */
    public static final int BAD_VERSION = 2;
    /** IHL below the minimum of the version. */
    public static final int BAD_HEADER_LENGTH = 3;
    /** Total length below the header's, or above the bytes there are. */
    public static final int BAD_TOTAL_LENGTH = 4;
    /** The checksum does not match. */
    public static final int BAD_CHECKSUM = 5;
    /** Sound, but of a kind that is not spoken here (ARP with other hardware, protocol or operation). */
    public static final int UNSUPPORTED = 6;
    /** Number of codes; they are 0 to COUNT - 1. */
    public static final int COUNT = 7;

    private static final String[] LABELS = {
        "ok", "too-short", "bad-version", "bad-header-length", "bad-total-length", "bad-checksum", "unsupported"
    };

    private HeaderFault() {
    }

    /** The operator's word for a code. */
    public static String label(int fault) {
        return LABELS[fault];
    }
}
