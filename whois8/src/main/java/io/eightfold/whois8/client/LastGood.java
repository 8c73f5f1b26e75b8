// SPDX-License-Identifier: Apache-2.0
// Verified data on disk.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.feed.Snapshot;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good data of one RIR on disk. It is signed data as it came from servers, and is verified like that when it is read: who changes a file can
 * spoil it, and cannot forge it. Killed at any moment, it is what it was before or after.
 * <pre>
 *   RIR.snapshot      a snapshot; replaced by renaming
 *   RIR.deltas        since then: length 4, CRC-32C 4, bytes of a delta (without changes: a newer head); a torn end is cut off
 *   RIR.deltas.old    the same from before, while it is put into the snapshot
 * </pre>
 * Entries that the snapshot has already are passed over. What is on disk has no gaps: after a fault that would leave one nothing is added, and a snapshot is
 * owed ({@link #isSnapshotOwed}). Thread: one at a time, {@link #restore} first, and one of its own that puts deltas into the snapshot.
 */
final class LastGood implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);
    private static final int ENTRY_HEAD_BYTES = 8;
    /** Deltas that wait for a disk that fails; with more a snapshot is owed. */
    private static final int MAX_UNSAVED = 1000;
    /** Bytes of them. */
    private static final long MAX_UNSAVED_BYTES = 16L << 20;
    /** Deltas are put into the snapshot when they are longer than this and than half of it. */
    static final long MIN_MERGE_BYTES = 8L << 20;
    private final Path directory;
    private final String rir;
    private final List<TrustAnchor> anchors;
    private final long minMergeBytes;
    private final ArrayDeque<byte[]> unsaved = new ArrayDeque<>();
    private long unsavedBytes;
    // Of the state that snapshot, deltas and those that wait lead to.
    private long serial;
    private boolean isSnapshotOwed = true;
    private FileChannel deltas;
    private Thread merger;
    // Guarded by this: which snapshot is on disk; a merge of an older one is dropped.
    private long generation;

    /** What was read. */
    interface Reader {
        void snapshot(InputStream from) throws IOException, FeedException;

        void delta(Delta delta) throws FeedException;
    }

    LastGood(final Path directory, final List<TrustAnchor> anchors, final long minMergeBytes) throws IOException {
        this.directory = directory;
        this.anchors = anchors;
        this.rir = anchors.getFirst().rir();
        this.minMergeBytes = minMergeBytes;
        Files.createDirectories(directory);
    }

    private Path file(final String suffix) {
        return directory.resolve(rir + suffix);
    }

    /**
     * Reads what is there; nothing when there is no snapshot.
     *
     * @throws FeedException when some of it is refused: the files stay, unless they are spoilt. A snapshot that is, is set aside as {@code RIR.snapshot.refused}
     */
    void restore(final Reader reader) throws IOException, FeedException {
        if (!Files.exists(file(".snapshot"))) {
            return;
        }
        try (InputStream from = Files.newInputStream(file(".snapshot"))) {
            reader.snapshot(from);
        } catch (final FeedException e) {
            if (isSpoilt(e.fault())) {
                Files.move(file(".snapshot"), file(".snapshot.refused"), StandardCopyOption.REPLACE_EXISTING);
            }
            throw e;
        }
        serial = serialOf(file(".snapshot"));
        readDeltas(file(".deltas.old"), delta -> restore(delta, reader));
        readDeltas(file(".deltas"), delta -> restore(delta, reader));
        isSnapshotOwed = false;
    }

    private void restore(final Delta delta, final Reader reader) throws FeedException {
        reader.delta(delta);
        serial = Math.max(serial, delta.head().serial());
    }

    /** Whether a file can never be of use again. Everything else may pass: a clock is set, a trust anchor comes back into the configuration. */
    private static boolean isSpoilt(final FeedFault fault) {
        return switch (fault) {
            case MALFORMED, TRUNCATED, ROOT_MISMATCH, BAD_SIGNATURE, WRONG_SERIAL -> true;
            default -> false;
        };
    }

    private static long serialOf(final Path snapshot) throws IOException {
        try (InputStream from = Files.newInputStream(snapshot)) {
            return Snapshot.front(from).head().serial();
        } catch (final FeedException e) {
            throw new IOException(snapshot + " is no snapshot: " + e.getMessage(), e);
        }
    }

    /** Takes deltas from disk. */
    private interface DeltaReader {
        void delta(Delta delta) throws FeedException;
    }

    private static void readDeltas(final Path file, final DeltaReader reader) throws IOException, FeedException {
        if (!Files.exists(file)) {
            return;
        }
        long good = 0;
        try (DataInputStream from = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            final long size = Files.size(file);
            for (byte[] bytes = entry(from, size - good); bytes != null; bytes = entry(from, size - good)) {
                reader.delta(Delta.decode(bytes));
                good += ENTRY_HEAD_BYTES + bytes.length;
            }
        } catch (final FeedException e) {
            if (isSpoilt(e.fault())) {
                cutOff(file, good);
            }
            throw e;
        }
        cutOff(file, good);
    }

    private static void cutOff(final Path file, final long good) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(good);
        }
    }

    /** The next entry; null at the end, torn or not. */
    private static byte[] entry(final DataInputStream from, final long left) throws IOException {
        try {
            final int length = from.readInt();
            final int crc = from.readInt();
            if (length < 0 || length > left) {
                return null;
            }
            final byte[] bytes = new byte[length];
            from.readFully(bytes);
            return crc(bytes) == crc ? bytes : null;
        } catch (final EOFException e) {
            return null;
        }
    }

    private static int crc(final byte[] bytes) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * Whether what is on disk no longer leads to what the data set has: there is nothing yet, or a fault of the disk lost something. The follower fetches a snapshot in its next round
     * then, though the data set itself lacks nothing, and keeps it by {@link #newSnapshot} and {@link #commit}.
     */
    synchronized boolean isSnapshotOwed() {
        return isSnapshotOwed;
    }

    /** The data set has taken in what is not on disk: a snapshot whose copy failed. Nothing is added until {@link #commit}. */
    synchronized void owe() {
        isSnapshotOwed = true;
        unsaved.clear();
        unsavedBytes = 0;
    }

    /**
     * Adds a delta that was taken in, or a newer head or key list as one without changes. Does nothing while a snapshot is owed, and owes one when the delta does not follow.
     *
     * @throws IOException when it is not on disk; it will be tried again with the next one
     */
    synchronized void append(final Delta delta) throws IOException {
        final long next = delta.head().serial();
        if (isSnapshotOwed || next < serial || next > serial + 1) {
            owe();
            return;
        }
        serial = next;
        final byte[] encoded = delta.encode();
        unsaved.add(encoded);
        unsavedBytes += encoded.length;
        if (unsaved.size() > MAX_UNSAVED || unsavedBytes > MAX_UNSAVED_BYTES + encoded.length) {
            owe();
            return;
        }
        while (!unsaved.isEmpty()) {
            write(unsaved.getFirst());
            unsavedBytes -= unsaved.removeFirst().length;
        }
        deltas.force(false);
        if (deltas.size() > Math.max(minMergeBytes, Files.size(file(".snapshot")) / 2)) {
            startMerge();
        }
    }

    private void write(final byte[] bytes) throws IOException {
        final ByteBuffer entry = ByteBuffer.allocate(ENTRY_HEAD_BYTES + bytes.length).putInt(bytes.length).putInt(crc(bytes)).put(bytes).flip();
        if (deltas == null) {
            deltas = FileChannel.open(file(".deltas"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        final long before = deltas.size();
        try {
            while (entry.hasRemaining()) {
                deltas.write(entry);
            }
        } catch (final IOException e) {
            takeBack(before, e);
            throw e;
        }
    }

    /** A half entry would hide all that follow. */
    private void takeBack(final long before, final IOException cause) {
        try {
            deltas.truncate(before);
        } catch (final IOException e) {
            cause.addSuppressed(e);
            owe();
        }
    }

    /** Where a new snapshot is written to while it is verified. */
    OutputStream newSnapshot() throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file(".snapshot.new")), 1 << 16);
    }

    /** The new snapshot is good, and its stream closed. */
    synchronized void commit() throws IOException {
        // The data set has it already, whatever becomes of the files.
        owe();
        generation++;
        closeDeltas();
        final long of = serialOf(file(".snapshot.new"));
        put(file(".snapshot.new"));
        Files.deleteIfExists(file(".deltas.old"));
        Files.deleteIfExists(file(".deltas"));
        serial = of;
        isSnapshotOwed = false;
    }

    private void put(final Path made) throws IOException {
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(made, file(".snapshot"), StandardCopyOption.ATOMIC_MOVE);
        // Without this the new name may be lost with the power, though its bytes are safe.
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void closeDeltas() throws IOException {
        if (deltas != null) {
            deltas.close();
            deltas = null;
        }
    }

    private synchronized void startMerge() throws IOException {
        if (merger != null && merger.isAlive()) {
            return;
        }
        // Old ones that are left are from a merge that did not end; they are part of this one, and new ones wait.
        if (!Files.exists(file(".deltas.old"))) {
            closeDeltas();
            Files.move(file(".deltas"), file(".deltas.old"), StandardCopyOption.ATOMIC_MOVE);
        }
        final long of = generation;
        merger = Thread.ofPlatform().daemon().name("whois8-merge-" + rir).start(() -> merge(of));
    }

    private void merge(final long of) {
        try {
            writeMerged(file(".snapshot.merged"));
            synchronized (this) {
                if (generation == of) {
                    put(file(".snapshot.merged"));
                    Files.deleteIfExists(file(".deltas.old"));
                }
            }
        } catch (final IOException | FeedException | UncheckedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                LOG.debug("whois8 last-good rir={} closed while deltas were merged", rir, e);
                return;
            }
            // Nothing is lost: snapshot and deltas are as they were, and the next start or merge reads them.
            LOG.warn("whois8 last-good rir={} fault=host deltas are not merged: {}", rir, e.toString());
        }
    }

    /** Waits for a merge that is under way. */
    void awaitMerge() throws InterruptedException {
        final Thread running;
        synchronized (this) {
            running = merger;
        }
        if (running != null) {
            running.join();
        }
    }

    private void writeMerged(final Path to) throws IOException, FeedException {
        final SnapshotRewrite rewrite = new SnapshotRewrite(file(".snapshot"), anchors);
        readDeltas(file(".deltas.old"), rewrite::add);
        rewrite.write(to);
    }

    /** A merge under way is given up and waited for: whoever opens the directory next must be alone in it. */
    @Override
    public void close() throws IOException {
        final Thread running;
        synchronized (this) {
            generation++;
            running = merger;
            closeDeltas();
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
