// SPDX-License-Identifier: Apache-2.0
// Walks the options of an IP header and copies those that later fragments carry.
package io.eightfold.wire.fragment;

import io.eightfold.wire.memory.Memory;

/**
 * IP options (RFC 791 §3.1): a type byte, for all but two types followed by a length byte that counts both and the data.
 * <pre>
 *  0 1 2 3 4 5 6 7
 * +-+---+---------+
 * |C|Cls| Number  |   C, the copied bit: into every fragment, or into the first only
 * +-+---+---------+
 * </pre>
 */
final class HeaderOptions {
    private static final int END_OF_LIST = 0;
    private static final int NO_OPERATION = 1;
    private static final int COPIED = 0x80;
    private static final int MIN_OPTION_LENGTH = 2;
    private static final int WORD_BYTES = 4;

    private HeaderOptions() {
    }

    /**
     * Copies the options whose copied bit is set, pads them with end-of-list to a multiple of 4, and returns the padded length.
     * A malformed option ends the walk: nothing outside {@code lengthBytes} is read, and what follows it has no known meaning.
     */
    static int writeCopied(long options, int lengthBytes, long out) {
        int written = 0;
        int offset = 0;
        while (offset < lengthBytes) {
            final int type = Memory.u8(options + offset);
            if (type == END_OF_LIST) {
                break;
            }
            final int length = optionLength(options, offset, lengthBytes);
            if (length == 0) {
                break;
            }
            if ((type & COPIED) != 0) {
                Memory.copy(options + offset, out + written, length);
                written += length;
            }
            offset += length;
        }
        final int padded = written + WORD_BYTES - 1 & -WORD_BYTES;
        Memory.fill(out + written, padded - written, END_OF_LIST);
        return padded;
    }

    /** Length of the option at {@code offset}, or 0 when it is malformed. */
    private static int optionLength(long options, int offset, int lengthBytes) {
        if (Memory.u8(options + offset) == NO_OPERATION) {
            return 1;
        }
        if (offset + MIN_OPTION_LENGTH > lengthBytes) {
            return 0;
        }
        final int length = Memory.u8(options + offset + 1);
        return length < MIN_OPTION_LENGTH || offset + length > lengthBytes ? 0 : length;
    }
}
