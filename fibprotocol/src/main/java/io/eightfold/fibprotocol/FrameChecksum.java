// SPDX-License-Identifier: Apache-2.0
// Tells a damaged frame from a whole one.
package io.eightfold.fibprotocol;

import io.eightfold.fibprotocol.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * CRC-32C. UDP's sixteen bits let one damaged frame in 65,536 through, and most fields of a route are such that no later check would notice; a processor does
 * this one in about a microsecond for the largest frame. Thread: one owner.
 */
final class FrameChecksum {
    private final CRC32C crc = new CRC32C();

    /** Of a frame at the start of a buffer, on the heap or off it, without the checksum's own field. */
    int of(final DirectBuffer frame, final int lengthBytes) {
        crc.reset();
        update(frame, 0, MessageHeaderDecoder.checksumEncodingOffset());
        update(frame, MessageHeaderDecoder.ENCODED_LENGTH, lengthBytes - MessageHeaderDecoder.ENCODED_LENGTH);
        return (int) crc.getValue();
    }

    private void update(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (buffer.byteArray() != null) {
            crc.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, lengthBytes);
        } else {
            crc.update(bytes(buffer, offset, lengthBytes));
        }
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
