// SPDX-License-Identifier: Apache-2.0
// Records of one writer that others read beside it.
package io.eightfold.dataplane.trace;

import io.eightfold.wire.memory.Memory;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap records of equal size; the newest overwrite the oldest. The first 8 bytes of a record are its stamp: 0 while it is written, else a number
 * that no other state of any record of this ring has. A reader that finds the same stamp before and after its copy has a whole record.
 * <p>Thread: the owner writes; {@link #copies} from any.
 */
final class TraceRing {
    private static final int STAMP = 0;
    /** Where a record's own fields begin. */
    static final int FIELDS = 8;

    private final int records;
    private final int recordBytes;
    private final long memory;
    private long written;
    private long stamps;

    /** @param records how many are kept; {@code recordBytes} is a multiple of 8. */
    TraceRing(final int records, final int recordBytes) {
        assert recordBytes % Long.BYTES == 0 : "stamps must be aligned: " + recordBytes;
        this.records = records;
        this.recordBytes = recordBytes;
        memory = Memory.allocate((long) records * recordBytes);
    }

    /** Appends a copy of the record at {@code from}; its place, for {@link #replace}. */
    long append(final long from) {
        final long place = written++;
        write(place, from);
        return place;
    }

    /** Puts other content into a record that was appended, unless it has been overwritten since. */
    void replace(final long place, final long from) {
        if (written - place <= records) {
            write(place, from);
        }
    }

    private void write(final long place, final long from) {
        final long to = memory + place % records * recordBytes;
        Memory.putNativeLong(to + STAMP, 0);
        // No store to the fields may be seen before the stamp that warns of it.
        VarHandle.storeStoreFence();
        Memory.copy(from + FIELDS, to + FIELDS, recordBytes - FIELDS);
        Memory.releaseLong(to + STAMP, ++stamps);
    }

    /** Copies of all whole records, in no order; native byte order. Allocates. */
    List<ByteBuffer> copies() {
        final List<ByteBuffer> copies = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            final long record = memory + (long) i * recordBytes;
            final long before = Memory.acquireLong(record + STAMP);
            if (before != 0) {
                final byte[] bytes = Memory.toBytes(record, recordBytes);
                VarHandle.loadLoadFence();
                if (Memory.nativeLong(record + STAMP) == before) {
                    copies.add(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
                }
            }
        }
        return copies;
    }

    void close() {
        Memory.free(memory);
    }
}
