// SPDX-License-Identifier: Apache-2.0
// Numbered UPDATEs.
package io.eightfold.bgp8.transport;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** Numbered UPDATEs: the number is where the withdrawn routes would be. */
final class Updates {
    static final int LEAST = 31;

    private Updates() {
    }

    static byte[] update(final long number, final int length) {
        return ByteBuffer.allocate(length).putLong(-1).putLong(-1).putShort((short) length).put((byte) 2).putShort((short) 8).putLong(number).array();
    }

    static long number(final DirectBuffer buffer, final int offset) {
        return Long.reverseBytes(buffer.getLong(offset + 21));
    }

    /** Lengths from the least to nearly the longest, most of them short. */
    static int length(final long number) {
        return number % 97 == 0 ? 4096 : LEAST + (int) (number * 31 % 200);
    }
}
