// SPDX-License-Identifier: Apache-2.0
// One change of a data set.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What leads from one serial to the next. Thread: any; immutable.
 *
 * @param keys    the key list in force when it was issued
 * @param head    of the state after it; the one before has the serial below
 * @param changes by key, each key once
 */
public record Delta(KeyList keys, SignedHead head, List<RecordChange> changes) {
    /** Changes that a reader takes in one delta; a registry keeps none with more, and its readers take the snapshot. */
    public static final int MAX_CHANGES = 100_000;
    /** Bytes of changes that a reader takes in one delta; the same. */
    public static final int MAX_CHANGES_BYTES = 16 << 20;
    static final int MAGIC = 'E' << 24 | '8' << 16 | 'D' << 8 | 'L';
    private static final int PUT = 1;
    private static final int REMOVE = 2;

    /** @throws IllegalArgumentException when a key comes twice */
    public Delta {
        changes = changes.stream().sorted(Comparator.comparing(RecordChange::key)).toList();
        for (int i = 1; i < changes.size(); i++) {
            if (changes.get(i - 1).key().equals(changes.get(i).key())) {
                throw new IllegalArgumentException("two changes of " + changes.get(i).key() + " in one delta; only the last state counts");
            }
        }
    }

    /** The bytes of the package's picture. */
    public byte[] encode() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + changes.size() * 80);
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeInt(MAGIC);
            Snapshot.block(keys.encode(), to);
            Snapshot.block(head.encode(), to);
            to.writeInt(changes.size());
            for (final RecordChange change : changes) {
                write(change, to);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(final RecordChange change, final DataOutputStream to) throws IOException {
        if (change.isRemoval()) {
            to.write(REMOVE);
            to.writeInt(change.key().asn());
            to.writeInt(change.key().host());
            to.write(change.key().length());
        } else {
            to.write(PUT);
            final byte[] bytes = RecordCodec.encode(change.value());
            to.writeShort(bytes.length);
            to.write(bytes);
        }
    }

    /**
     * Reads one delta that fills the array.
     *
     * @throws FeedException TRUNCATED or MALFORMED; signatures are not looked at
     */
    public static Delta decode(final byte[] bytes) throws FeedException {
        final ByteBuffer from = ByteBuffer.wrap(bytes);
        final Delta delta = read(from);
        if (from.hasRemaining()) {
            throw new FeedException(FeedFault.MALFORMED, from.remaining() + " bytes behind a delta");
        }
        return delta;
    }

    /** Reads the delta at the position of a buffer, and moves the position behind it. */
    public static Delta read(final ByteBuffer from) throws FeedException {
        return readFront(from, null).readChanges(from);
    }

    /** A part of a delta. */
    private interface Part {
        Delta read() throws FeedException;
    }

    /**
     * Reads the front of the delta at the position of a buffer; {@link #readChanges} goes on from there.
     *
     * @param known is used again when the delta has the same key list; may be null
     */
    static Delta readFront(final ByteBuffer from, final KeyList known) throws FeedException {
        return read(from, () -> {
            if (from.getInt() != MAGIC) {
                throw new FeedException(FeedFault.MALFORMED, "delta does not begin with E8DL; it is of another format or version");
            }
            final KeyList keys = KeyList.decode(block(from, KeyList.MAX_BYTES), known);
            return new Delta(keys, SignedHead.decode(block(from, SignedHead.MAX_BYTES)), List.of());
        });
    }

    /** This front with the changes that follow it. */
    Delta readChanges(final ByteBuffer from) throws FeedException {
        return read(from, () -> new Delta(keys, head, changes(from)));
    }

    private static Delta read(final ByteBuffer from, final Part part) throws FeedException {
        try {
            return part.read();
        } catch (final BufferUnderflowException e) {
            throw new FeedException(FeedFault.TRUNCATED, "delta of " + from.limit() + " bytes ends in the middle of a field", e);
        } catch (final FormatException | RecordException e) {
            throw new FeedException(FeedFault.MALFORMED, "delta: " + e.getMessage(), e);
        }
    }

    private static List<RecordChange> changes(final ByteBuffer from) throws FeedException {
        final int count = from.getInt();
        if (count < 0 || count > MAX_CHANGES) {
            throw new FeedException(FeedFault.TOO_LARGE, "delta of " + Integer.toUnsignedString(count) + " changes > MAX_CHANGES=" + MAX_CHANGES);
        }
        // The count is a claim: no memory is taken for more than there are bytes.
        final List<RecordChange> changes = new ArrayList<>(Math.min(count, from.remaining()));
        RecordKey before = null;
        final int start = from.position();
        for (int i = 0; i < count; i++) {
            final RecordChange change = change(from);
            if (before != null && before.compareTo(change.key()) >= 0) {
                throw new FeedException(FeedFault.MALFORMED, "change of " + change.key() + " in a delta comes after " + before + "; they are in the order of their keys, each once");
            }
            before = change.key();
            if (from.position() - start > MAX_CHANGES_BYTES) {
                throw new FeedException(FeedFault.TOO_LARGE, "delta of more than MAX_CHANGES_BYTES=" + MAX_CHANGES_BYTES + " of changes");
            }
            changes.add(change);
        }
        return changes;
    }

    private static RecordChange change(final ByteBuffer from) throws FeedException {
        final int operation = from.get();
        return switch (operation) {
            case PUT -> RecordChange.put(RecordCodec.decode(bytes(from, from.getShort() & 0xFFFF)));
            case REMOVE -> RecordChange.remove(new RecordKey(from.getInt(), from.getInt(), from.get()));
            default -> throw new FeedException(FeedFault.MALFORMED, "operation " + operation + " in a delta is neither 1 (put) nor 2 (remove)");
        };
    }

    private static byte[] block(final ByteBuffer from, final int limit) {
        final int length = from.getInt();
        if (length < 0 || length > limit) {
            throw new FormatException("block of " + Integer.toUnsignedString(length) + " bytes > " + limit);
        }
        return bytes(from, length);
    }

    private static byte[] bytes(final ByteBuffer from, final int length) {
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        final byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
