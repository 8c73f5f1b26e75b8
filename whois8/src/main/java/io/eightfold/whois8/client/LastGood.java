// SPDX-License-Identifier: Apache-2.0
// Verified data on disk.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
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
 * Entries that the snapshot has already are passed over. Thread: one at a time, and one of its own that puts deltas into the snapshot.
 */
final class LastGood implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);
    private static final int ENTRY_HEAD_BYTES = 8;
    /** Deltas that wait for a disk that fails; older ones are given up, and a restart will not know those after them. */
    private static final int MAX_UNSAVED = 1000;
    /** Deltas are put into the snapshot when they are longer than this and than half of it. */
    static final long MIN_MERGE_BYTES = 8L << 20;
    private final Path directory;
    private final String rir;
    private final List<TrustAnchor> anchors;
    private final long minMergeBytes;
    private final ArrayDeque<byte[]> unsaved = new ArrayDeque<>();
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
     * @throws FeedException when the snapshot is refused: it is set aside as {@code RIR.snapshot.refused}
     */
    void restore(final Reader reader) throws IOException, FeedException {
        if (Files.exists(file(".snapshot"))) {
            try (InputStream from = Files.newInputStream(file(".snapshot"))) {
                reader.snapshot(from);
            } catch (final FeedException e) {
                Files.move(file(".snapshot"), file(".snapshot.refused"), StandardCopyOption.REPLACE_EXISTING);
                throw e;
            }
            readDeltas(file(".deltas.old"), reader);
            readDeltas(file(".deltas"), reader);
        }
    }

    private static void readDeltas(final Path file, final Reader reader) throws IOException, FeedException {
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
        } finally {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(good);
            }
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
     * Adds a delta that was taken in.
     *
     * @throws IOException when it is not on disk; it will be tried again with the next one
     */
    synchronized void append(final Delta delta) throws IOException {
        unsaved.add(delta.encode());
        if (unsaved.size() > MAX_UNSAVED) {
            unsaved.removeFirst();
        }
        while (!unsaved.isEmpty()) {
            write(unsaved.getFirst());
            unsaved.removeFirst();
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
            // A half entry would hide all that follow.
            deltas.truncate(before);
            throw e;
        }
    }

    /** Where a new snapshot is written to while it is verified. */
    OutputStream newSnapshot() throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file(".snapshot.new")), 1 << 16);
    }

    /** The new snapshot is good, and its stream closed. */
    synchronized void commit() throws IOException {
        generation++;
        unsaved.clear();
        closeDeltas();
        put(file(".snapshot.new"));
        Files.deleteIfExists(file(".deltas.old"));
        Files.deleteIfExists(file(".deltas"));
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
        readDeltas(file(".deltas.old"), new Reader() {
            @Override
            public void snapshot(final InputStream from) {
                throw new IllegalStateException("no snapshot is among deltas");
            }

            @Override
            public void delta(final Delta delta) {
                rewrite.add(delta);
            }
        });
        rewrite.write(to);
    }

    @Override
    public void close() throws IOException {
        closeDeltas();
    }
}
