// SPDX-License-Identifier: Apache-2.0
// Appends records to one generation of the journal and never touches disk blocks that are not there.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends records to one generation of the journal: a new Chronicle queue, written by this object only and never opened for writing again.
 *
 * <p>Chronicle writes through a mapping of a sparse file. Where the disk has no block left for a page, that is SIGBUS, which the JVM turns into an
 * {@link InternalError} somewhere inside Chronicle. So the blocks ahead are allocated first, with plain writes of zeros, which a full disk refuses with
 * an {@link IOException} before anything is half done.
 * <p>Thread: one owner.
 */
final class GenerationWriter implements AutoCloseable {
    /** Exists as long as no frame was lost. Its removal needs no room on a full disk. */
    static final String GAPLESS_FILE = "GAPLESS";
    /** Blocks are allocated in steps of this. */
    private static final int STEP_BYTES = 256 * 1024;
    /** Kept allocated beyond every record: two index pages of Chronicle and its headers. */
    private static final int MARGIN_BYTES = 64 * 1024;
    /** What a new generation takes at first: Chronicle's two files and the first step. */
    private static final int FIRST_BYTES = STEP_BYTES + 2 * MARGIN_BYTES;
    private static final int PAGE_BYTES = 4096;
    private static final DirectBuffer NO_FRAME = new UnsafeBuffer(new byte[0]);

    private final Path directory;
    private final long reserveBytes;
    private final byte[] record = new byte[RecordLayout.MAX_RECORD_BYTES];
    private final UnsafeBuffer view = new UnsafeBuffer(record);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP_BYTES);
    private final SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private FileChannel channel;
    private long endBytes;
    private long allocatedBytes;
    private long checkpointBytes;
    private long appendedBytes;

    private GenerationWriter(final Path directory, final long reserveBytes) {
        this.directory = directory;
        this.reserveBytes = reserveBytes;
        queue = Chronicle.open(directory, false);
    }

    /**
     * Makes a generation.
     *
     * @param directory    is made
     * @param reserveBytes that stay free on the file system
     * @throws IOException when the disk is short; what was made is then left for the caller to delete
     */
    static GenerationWriter create(final Path directory, final long reserveBytes) throws IOException {
        Files.createDirectories(directory.getParent());
        requireRoom(directory.getParent(), FIRST_BYTES + reserveBytes);
        Files.createDirectory(directory);
        Files.createFile(directory.resolve(GAPLESS_FILE));
        final GenerationWriter writer = new GenerationWriter(directory, reserveBytes);
        try {
            writer.openFile();
            return writer;
        } catch (IOException | RuntimeException | Error e) {
            writer.closeQuietly();
            throw e;
        }
    }

    private void openFile() throws IOException {
        appender = queue.createAppender();
        write(RecordLayout.encode(record, view, RecordLayout.KIND_OPENED, NO_FRAME, 0, 0));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + Chronicle.QUEUE_FILE_SUFFIX)) {
            channel = FileChannel.open(files.iterator().next(), StandardOpenOption.WRITE);
        }
        // Chronicle writes in order: beyond the end of the last record the file is all zeros, and zeros may be written there.
        allocatedBytes = (endBytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        allocate(MARGIN_BYTES);
    }

    Path directory() {
        return directory;
    }

    /** Bytes up to the last {@link #endCheckpoint}, with headers. */
    long checkpointBytes() {
        return checkpointBytes;
    }

    /** Bytes after the last {@link #endCheckpoint}, with headers. */
    long appendedBytes() {
        return appendedBytes;
    }

    /** @throws IOException when the disk is short or broken; the record is then not there */
    void append(final DirectBuffer frame, final int offset, final int lengthBytes) throws IOException {
        append(RecordLayout.KIND_FRAME, frame, offset, lengthBytes);
    }

    /** Says that everything appended so far makes a whole checkpoint. */
    void endCheckpoint() throws IOException {
        append(RecordLayout.KIND_CHECKPOINT_END, NO_FRAME, 0, 0);
        checkpointBytes += appendedBytes;
        appendedBytes = 0;
    }

    private void append(final int kind, final DirectBuffer frame, final int offset, final int lengthBytes) throws IOException {
        final int recordBytes = RecordLayout.encode(record, view, kind, frame, offset, lengthBytes);
        allocate(recordBytes + MARGIN_BYTES);
        write(recordBytes);
        appendedBytes += recordBytes;
    }

    private void write(final int recordBytes) throws IOException {
        try (DocumentContext document = appender.writingDocument()) {
            final Bytes<?> bytes = document.wire().bytes();
            bytes.write(record, 0, recordBytes);
            endBytes = bytes.writePosition();
        } catch (RuntimeException | InternalError | AssertionError e) {
            throw new IOException("cannot write to " + directory + " (" + e + ")", e);
        }
    }

    /** Makes sure that so many bytes after the end have disk blocks. */
    private void allocate(final int neededBytes) throws IOException {
        while (endBytes + neededBytes > allocatedBytes) {
            requireRoom(directory, STEP_BYTES + reserveBytes);
            zeros.clear();
            while (zeros.hasRemaining()) {
                channel.write(zeros, allocatedBytes + zeros.position());
            }
            allocatedBytes += STEP_BYTES;
        }
    }

    static void requireRoom(final Path path, final long neededBytes) throws IOException {
        final long freeBytes = Files.getFileStore(path).getUsableSpace();
        if (freeBytes < neededBytes) {
            throw new DiskShortException(freeBytes, neededBytes);
        }
    }

    /** Writes everything through to the disk, so that a power failure finds it. */
    void sync() throws IOException {
        channel.force(true);
        Disk.sync(directory);
    }

    @Override
    public void close() throws IOException {
        try {
            queue.close();
        } catch (RuntimeException | InternalError | AssertionError e) {
            throw new IOException("cannot close " + directory + " (" + e + ")", e);
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** For a generation that failed already: what closing it reports is no news. */
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // The fault that led here was reported, and what counts is on disk or lost already.
        }
    }
}
