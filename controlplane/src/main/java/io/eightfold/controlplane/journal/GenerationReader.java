// SPDX-License-Identifier: Apache-2.0
// Reads one generation of the journal up to its end or its first fault.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads one generation of the journal up to its end or its first fault. It only reads: a queue that a killed process left is never repaired in place,
 * as Chronicle would wait for that process first. A record that was being written when the process died was never finished and is not seen.
 * <p>Thread: one owner.
 */
final class GenerationReader {
    private final byte[] record = new byte[RecordLayout.MAX_RECORD_BYTES];
    private final UnsafeBuffer view = new UnsafeBuffer(record);
    private final Path directory;
    private long records;
    private boolean hasCheckpoint;
    private String fault;

    GenerationReader(final Path directory) {
        this.directory = directory;
    }

    /** Takes what a generation holds, in order. */
    interface RecordHandler {
        /** The frame is in the reader's buffer until the method returns. */
        void onFrame(UnsafeBuffer buffer, int offset, int lengthBytes) throws IOException;

        void onCheckpointEnd() throws IOException;
    }

    /** A whole checkpoint was read. */
    boolean hasCheckpoint() {
        return hasCheckpoint;
    }

    /** Why reading ended before the end, or null. */
    String fault() {
        return fault;
    }

    /**
     * Reads everything that is good.
     *
     * @throws IOException what the handler threw; what is wrong with the generation itself is told by {@link #fault}
     */
    void read(final RecordHandler handler) throws IOException {
        // An InternalError is a page that cannot be read (a file that was cut off); an AssertionError and most RuntimeExceptions are Chronicle's.
        try (SingleChronicleQueue queue = Chronicle.open(directory, true); ExcerptTailer tailer = queue.createTailer()) {
            while (readOne(tailer)) {
                deliver(handler);
            }
        } catch (HandlerException e) {
            throw e.rethrown();
        } catch (RuntimeException | InternalError | AssertionError | StackOverflowError e) {
            fault = "record " + records + " cannot be read (" + e + ")";
        }
        if (fault == null && records == 0) {
            fault = "it holds no record";
        }
    }

    private boolean readOne(final ExcerptTailer tailer) {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            final Bytes<?> bytes = document.wire().bytes();
            final long recordBytes = bytes.readRemaining();
            if (recordBytes < RecordLayout.HEADER_BYTES || recordBytes > record.length) {
                fault = "record " + records + " has " + recordBytes + " bytes, outside " + RecordLayout.HEADER_BYTES + " to " + record.length;
                return false;
            }
            bytes.read(record, 0, (int) recordBytes);
            final String wrong = RecordLayout.faultOf(record, view, (int) recordBytes);
            if (wrong != null) {
                fault = "record " + records + " is damaged: " + wrong;
                return false;
            }
        }
        records++;
        return true;
    }

    private void deliver(final RecordHandler handler) {
        try {
            switch (view.getInt(RecordLayout.KIND_OFFSET, ByteOrder.LITTLE_ENDIAN)) {
                case RecordLayout.KIND_FRAME ->
                    handler.onFrame(view, RecordLayout.HEADER_BYTES, view.getInt(RecordLayout.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN));
                case RecordLayout.KIND_CHECKPOINT_END -> {
                    hasCheckpoint = true;
                    handler.onCheckpointEnd();
                }
                default -> {
                    // KIND_OPENED says nothing more.
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new HandlerException(e);
        }
    }

    /** Carries what the handler threw past the catch of Chronicle's faults. */
    private static final class HandlerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HandlerException(final Exception cause) {
            super(cause);
        }

        IOException rethrown() {
            if (getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            return (IOException) getCause();
        }
    }
}
