// SPDX-License-Identifier: Apache-2.0
// The bytes of one record: a header with length and checksum, and the frame.
package io.eightfold.controlplane.journal;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One record, which is one document of the Chronicle queue. Little endian.
 * <pre>
 *   0        4        8      12
 *   | length | CRC32C | kind | frame (length bytes) |
 * </pre>
 * The length counts the frame; the checksum covers kind and frame. Chronicle keeps no checksum of its own.
 */
final class RecordLayout {
    static final int LENGTH_OFFSET = 0;
    static final int CHECKSUM_OFFSET = 4;
    static final int KIND_OFFSET = 8;
    static final int HEADER_BYTES = 12;
    static final int MAX_RECORD_BYTES = HEADER_BYTES + RouteJournal.MAX_FRAME_BYTES;
    /** Opens every generation, so that its file exists before frames come. Carries no frame. */
    static final int KIND_OPENED = 1;
    static final int KIND_FRAME = 2;
    /** Everything before it makes a whole checkpoint. Carries no frame. */
    static final int KIND_CHECKPOINT_END = 3;

    private RecordLayout() {
    }

    /** Writes a record to the start of {@code record}; returns its length. */
    static int encode(final byte[] record, final UnsafeBuffer view, final int kind, final DirectBuffer frame, final int offset, final int lengthBytes) {
        view.putInt(LENGTH_OFFSET, lengthBytes, ByteOrder.LITTLE_ENDIAN);
        view.putInt(KIND_OFFSET, kind, ByteOrder.LITTLE_ENDIAN);
        frame.getBytes(offset, record, HEADER_BYTES, lengthBytes);
        view.putInt(CHECKSUM_OFFSET, checksum(record, lengthBytes), ByteOrder.LITTLE_ENDIAN);
        return HEADER_BYTES + lengthBytes;
    }

    /** What is wrong with a record of {@code recordBytes}, or null. */
    static String faultOf(final byte[] record, final UnsafeBuffer view, final int recordBytes) {
        final int lengthBytes = view.getInt(LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (lengthBytes != recordBytes - HEADER_BYTES) {
            return "its length says " + lengthBytes + ", the document holds " + (recordBytes - HEADER_BYTES);
        }
        final int stored = view.getInt(CHECKSUM_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int computed = checksum(record, lengthBytes);
        if (stored != computed) {
            return String.format("its CRC32C is %08x, its bytes give %08x", stored, computed);
        }
        final int kind = view.getInt(KIND_OFFSET, ByteOrder.LITTLE_ENDIAN);
        return kind >= KIND_OPENED && kind <= KIND_CHECKPOINT_END ? null : "its kind " + kind + " is unknown";
    }

    private static int checksum(final byte[] record, final int lengthBytes) {
        final CRC32C crc = new CRC32C();
        crc.update(record, KIND_OFFSET, HEADER_BYTES - KIND_OFFSET + lengthBytes);
        return (int) crc.getValue();
    }
}
