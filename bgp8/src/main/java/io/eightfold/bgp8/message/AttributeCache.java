// SPDX-License-Identifier: Apache-2.0
// Attributes that were read before, by their bytes.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Attributes that were read before, by their bytes: one place for each hash, the latest wins. The prefixes of multiprotocol attributes do not count, their next hop does.
 * Thread: that of the decoder.
 */
final class AttributeCache {
    private static final int PLACES = 1024;
    /** Longer ones are rare, and keeping them is not worth the memory. */
    private static final int MAX_BYTES = 1024;

    private final Entry[] entries = new Entry[PLACES];
    private final byte[] scratch = new byte[MAX_BYTES];
    private int scratchLength;
    private int hash;

    /**
     * What was read.
     *
     * @param key     the bytes, or null when they are too many to keep
     * @param classic for prefixes of the message itself, or null when there were none
     * @param multi   for those of MP_REACH_NLRI, or null
     */
    record Entry(byte[] key, int hash, AttributeSet classic, int classicAsn, AttributeSet multi, int multiAsn) {
    }

    /** What these bytes said before, or null. Remembers them for {@link #entry}. */
    Entry find(final DirectBuffer buffer, final int offset, final int length, final boolean isClassic) {
        normalize(buffer, offset, length, isClassic);
        if (scratchLength < 0) {
            return null;
        }
        final Entry entry = entries[hash & PLACES - 1];
        return entry != null && entry.hash == hash && entry.key.length == scratchLength
            && Arrays.equals(entry.key, 0, scratchLength, scratch, 0, scratchLength) ? entry : null;
    }

    /** A result for the bytes of the last {@link #find}. */
    Entry entry(final AttributeSet classic, final int classicAsn, final AttributeSet multi, final int multiAsn) {
        return new Entry(scratchLength < 0 ? null : Arrays.copyOf(scratch, scratchLength), hash, classic, classicAsn, multi, multiAsn);
    }

    void keep(final Entry entry) {
        if (entry.key != null) {
            entries[entry.hash & PLACES - 1] = entry;
        }
    }

    /** The attributes without the prefixes of multiprotocol ones; -1 as length when they are too many. */
    private void normalize(final DirectBuffer buffer, final int offset, final int length, final boolean isClassic) {
        scratchLength = -1;
        scratch[0] = (byte) (isClassic ? 1 : 0);
        int size = 1;
        int at = offset;
        while (at < offset + length) {
            final int flags = Bytes.int8(buffer, at);
            final int head = (flags & AttributeType.EXTENDED_LENGTH) != 0 ? 4 : 3;
            final int rest = offset + length - at;
            final int value = rest < head ? -1 : head == 4 ? Bytes.int16(buffer, at + 2) : Bytes.int8(buffer, at + 2);
            if (value < 0 || rest - head < value) {
                // An attribute that overruns: what was read of it is not kept.
                return;
            }
            final int type = Bytes.int8(buffer, at + 1);
            final int kept = type == AttributeType.MP_REACH ? head + 4 + Bytes.int8(buffer, at + head + 3) : type == AttributeType.MP_UNREACH ? 2 : head + value;
            if (size + kept > MAX_BYTES) {
                return;
            }
            buffer.getBytes(at, scratch, size, kept);
            if (type == AttributeType.MP_REACH) {
                // How many prefixes follow does not matter, but whether there are any does; nor does the form of the length.
                scratch[size] &= (byte) ~AttributeType.EXTENDED_LENGTH;
                scratch[size + 2] = (byte) (value > kept - head + 1 ? 1 : 0);
                scratch[size + head - 1] = scratch[size + 2];
            } else if (type == AttributeType.MP_UNREACH) {
                scratch[size] &= (byte) ~AttributeType.EXTENDED_LENGTH;
            }
            size += kept;
            at += head + value;
        }
        scratchLength = size;
        hash = hash(size);
    }

    private int hash(final int size) {
        int code = 0;
        for (int i = 0; i < size; i++) {
            code = 31 * code + scratch[i];
        }
        return code ^ code >>> 15;
    }
}
