// SPDX-License-Identifier: Apache-2.0
// Tells a damaged frame from a whole one.
package io.eightfold.fibprotocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * CRC-32C. UDP's sixteen bits let one damaged frame in 65,536 through, and most fields of a route are such that no later check would notice; a processor does
 * this one in about a microsecond for the largest frame. Thread: one owner.
 */
final class FrameChecksum {
    private final CRC32C crc = new CRC32C();

    /** Of a part of a buffer, on the heap or off it. */
    int of(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        crc.reset();
        if (buffer.byteArray() != null) {
            crc.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, lengthBytes);
        } else {
            crc.update(bytes(buffer, offset, lengthBytes));
        }
        return (int) crc.getValue();
    }

    private static ByteBuffer bytes(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (buffer.byteBuffer() != null) {
            final int start = buffer.wrapAdjustment() + offset;
            return buffer.byteBuffer().duplicate().clear().limit(start + lengthBytes).position(start);
        }
        final byte[] copy = new byte[lengthBytes];
        buffer.getBytes(offset, copy);
        return ByteBuffer.wrap(copy);
    }
}
