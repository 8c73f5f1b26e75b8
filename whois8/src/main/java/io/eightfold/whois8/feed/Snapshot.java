// SPDX-License-Identifier: Apache-2.0
// A whole data set as a stream.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** Writes and reads the bytes of the package's picture. Reading checks the form only; {@link DataSet#load} checks who says it. Thread: any, one stream each. */
public final class Snapshot {
    static final int MAGIC = 'E' << 24 | '8' << 16 | 'S' << 8 | 'N';
    static final int END = 'E' << 24 | '8' << 16 | 'E' << 8 | 'N';
    private static final int STREAM_BUFFER = 1 << 16;

    private Snapshot() {
    }

    /**
     * Writes a snapshot; does not close the stream.
     *
     * @param records in the order of their keys, as many as the head says
     * @throws IOException           from the stream
     * @throws IllegalStateException when there are more or fewer: the reader will refuse what was written
     */
    public static void write(final KeyList keys, final SignedHead head, final Iterator<? extends RegistryRecord> records, final OutputStream stream) throws IOException {
        final DataOutputStream to = new DataOutputStream(new BufferedOutputStream(stream, STREAM_BUFFER));
        to.writeInt(MAGIC);
        block(keys.encode(), to);
        block(head.encode(), to);
        final ByteBuffer buffer = ByteBuffer.allocate(RecordCodec.MAX_BYTES);
        long count = 0;
        while (records.hasNext()) {
            RecordCodec.encode(records.next(), buffer.clear());
            to.writeShort(buffer.position());
            to.write(buffer.array(), 0, buffer.position());
            count++;
        }
        if (count != head.records()) {
            throw new IllegalStateException(count + " records under a head of " + head.records());
        }
        to.writeInt(END);
        to.flush();
    }

    /**
     * Key list and head at the front of a snapshot, as a delta without changes.
     *
     * @throws FeedException TRUNCATED or MALFORMED; signatures are not looked at
     */
    public static Delta front(final InputStream stream) throws IOException, FeedException {
        final Reader reader = new Reader(stream);
        return new Delta(reader.keys(), reader.head(), List.of());
    }

    static void block(final byte[] bytes, final DataOutputStream to) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    /** Reads from the front: keys, head, then records one by one. */
    static final class Reader {
        private final DataInputStream from;
        private final KeyList keys;
        private final SignedHead head;
        private final byte[] bytes = new byte[RecordCodec.MAX_BYTES];
        private int length;

        Reader(final InputStream stream) throws IOException, FeedException {
            from = new DataInputStream(new BufferedInputStream(stream, STREAM_BUFFER));
            try {
                if (from.readInt() != MAGIC) {
                    throw new FeedException(FeedFault.MALFORMED, "snapshot does not begin with E8SN; it is of another format or version");
                }
                keys = KeyList.decode(readBlock(KeyList.MAX_BYTES));
                head = SignedHead.decode(readBlock(SignedHead.MAX_BYTES));
            } catch (final EOFException e) {
                throw new FeedException(FeedFault.TRUNCATED, "snapshot ends before its first record", e);
            } catch (final FormatException e) {
                throw new FeedException(FeedFault.MALFORMED, "snapshot: " + e.getMessage(), e);
            }
        }

        KeyList keys() {
            return keys;
        }

        SignedHead head() {
            return head;
        }

        /** The next record; its bytes are in {@link #bytes} until the next call. */
        RegistryRecord next(final long number) throws IOException, FeedException {
            try {
                length = from.readUnsignedShort();
                if (length > bytes.length) {
                    throw new FeedException(FeedFault.MALFORMED, "record " + number + " of a snapshot has " + length + " bytes > MAX_BYTES=" + RecordCodec.MAX_BYTES);
                }
                from.readFully(bytes, 0, length);
                final ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
                final RegistryRecord value = RecordCodec.decode(buffer);
                if (buffer.hasRemaining()) {
                    throw new FeedException(FeedFault.MALFORMED, "record " + value.key() + " of a snapshot has another length than it says");
                }
                return value;
            } catch (final EOFException e) {
                throw new FeedException(FeedFault.TRUNCATED, "snapshot ends at record " + number + " of " + head.records(), e);
            } catch (final RecordException e) {
                throw new FeedException(FeedFault.MALFORMED, "record " + number + " of a snapshot: " + e.getMessage(), e);
            }
        }

        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }

        void end() throws IOException, FeedException {
            try {
                if (from.readInt() != END) {
                    throw new FeedException(FeedFault.MALFORMED, "snapshot goes on after the " + head.records() + " records of its head");
                }
            } catch (final EOFException e) {
                throw new FeedException(FeedFault.TRUNCATED, "snapshot ends without its end mark", e);
            }
        }

        private byte[] readBlock(final int limit) throws IOException {
            final int size = from.readInt();
            if (size < 0 || size > limit) {
                throw new FormatException("block of " + Integer.toUnsignedString(size) + " bytes > " + limit);
            }
            final byte[] block = new byte[size];
            from.readFully(block);
            return block;
        }
    }
}
