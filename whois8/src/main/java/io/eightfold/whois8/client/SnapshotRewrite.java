// SPDX-License-Identifier: Apache-2.0
// Puts deltas into a snapshot.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes the snapshot that an older one and deltas give, in the form of package {@code feed}, without holding the records in memory; and verifies it before
 * anyone relies on it. Thread: one at a time.
 */
final class SnapshotRewrite {
    // The times of data on disk are looked at when it is used.
    private static final long ANY_TIME_S = Long.MAX_VALUE / 2;
    private final Path snapshot;
    private final List<TrustAnchor> anchors;
    private final TreeMap<RecordKey, RecordChange> changes = new TreeMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(RecordCodec.MAX_BYTES);
    private final DataSet old;
    private Delta last;
    private DataOutputStream to;

    /** Verifies the old snapshot. */
    SnapshotRewrite(final Path snapshot, final List<TrustAnchor> anchors) throws IOException, FeedException {
        this.snapshot = snapshot;
        this.anchors = anchors;
        old = load(snapshot, anchors, value -> { });
    }

    private static DataSet load(final Path file, final List<TrustAnchor> anchors, final Consumer<RegistryRecord> records) throws IOException, FeedException {
        final DataSet loaded = new DataSet(anchors);
        try (InputStream from = Files.newInputStream(file)) {
            loaded.load(from, value -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new UncheckedIOException(new InterruptedIOException(file + " is not read on"));
                }
                records.accept(value);
            }, DataSet.Age.ANY, ANY_TIME_S);
        }
        return loaded;
    }

    /** The next delta; one that the snapshot has already changes nothing. */
    void add(final Delta delta) {
        if (delta.head().serial() >= old.head().orElseThrow().serial()) {
            last = delta;
        }
        if (delta.head().serial() > old.head().orElseThrow().serial()) {
            delta.changes().forEach(change -> changes.put(change.key(), change));
        }
    }

    /** Writes and verifies the new snapshot. */
    void write(final Path file) throws IOException, FeedException {
        if (last == null) {
            Files.copy(snapshot, file, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            to = out;
            magic("E8SN");
            block(last.keys().encode());
            block(last.head().encode());
            load(snapshot, anchors, this::unchecked);
            changesBefore(null);
            magic("E8EN");
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        load(file, anchors, value -> { });
    }

    private void magic(final String word) throws IOException {
        to.write(word.getBytes(StandardCharsets.US_ASCII));
    }

    private void block(final byte[] bytes) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private void unchecked(final RegistryRecord value) {
        try {
            changesBefore(value.key());
            final RecordChange change = changes.remove(value.key());
            if (change == null) {
                record(value);
            } else if (!change.isRemoval()) {
                record(change.value());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New records that come before a key; all when it is null. */
    private void changesBefore(final RecordKey key) throws IOException {
        while (!changes.isEmpty() && (key == null || changes.firstKey().compareTo(key) < 0)) {
            final RecordChange change = changes.pollFirstEntry().getValue();
            if (!change.isRemoval()) {
                record(change.value());
            }
        }
    }

    private void record(final RegistryRecord value) throws IOException {
        RecordCodec.encode(value, buffer.clear());
        to.writeShort(buffer.position());
        to.write(buffer.array(), 0, buffer.position());
    }
}
