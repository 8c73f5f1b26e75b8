// SPDX-License-Identifier: Apache-2.0
// Numbers in network order.
package io.eightfold.bgp8.message;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Numbers in network order. Thread: any. */
final class Bytes {
    private Bytes() {
    }

    static int int8(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset) & 0xFF;
    }

    static int int16(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    static int int32(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset, ByteOrder.BIG_ENDIAN);
    }

    static long int64(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset, ByteOrder.BIG_ENDIAN);
    }

    static byte[] copy(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
