// SPDX-License-Identifier: Apache-2.0
// Fields that several formats share.
package io.eightfold.whois8.signature;

import io.eightfold.whois8.record.Names;
import io.eightfold.whois8.record.RecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Reads and writes fields of signed formats. Thread: any. */
final class Wire {
    static final int SIGNATURE_BYTES = 64;
    static final int HASH_BYTES = 32;
    static final int MAGIC_BYTES = 4;

    private Wire() {
    }

    static byte[] magic(final String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /** What a key signs: words for the purpose, a zero, the bytes. */
    static byte[] message(final String purpose, final byte[] bytes, final int length) {
        final byte[] words = purpose.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(words.length + 1 + length).put(words).put((byte) 0).put(bytes, 0, length).array();
    }

    static void rir(final String rir, final ByteBuffer to) {
        to.put((byte) rir.length()).put(rir.getBytes(StandardCharsets.US_ASCII));
    }

    static String rir(final ByteBuffer from) {
        final byte[] bytes = bytes(from, from.get() & 0xFF);
        return Names.requireRir(new String(bytes, StandardCharsets.US_ASCII));
    }

    static byte[] bytes(final ByteBuffer from, final int length) {
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        final byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    /** Decodes a whole array, with one kind of exception for every fault. */
    static <T> T decode(final String what, final String magic, final byte[] bytes, final Function<ByteBuffer, T> reader) {
        final ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            if (!magic.equals(new String(bytes(from, MAGIC_BYTES), StandardCharsets.US_ASCII))) {
                throw new FormatException(what + " does not begin with " + magic + "; it is of another format or version");
            }
            final T value = reader.apply(from);
            if (from.hasRemaining()) {
                throw new FormatException(from.remaining() + " bytes behind the " + what);
            }
            return value;
        } catch (final BufferUnderflowException e) {
            throw new FormatException(what + " of " + bytes.length + " bytes ends in the middle of a field", e);
        } catch (final RecordException e) {
            throw new FormatException(what + ": " + e.getMessage(), e);
        }
    }
}
