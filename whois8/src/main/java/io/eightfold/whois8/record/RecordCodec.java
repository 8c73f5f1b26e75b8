// SPDX-License-Identifier: Apache-2.0
// The bytes of a record.
package io.eightfold.whois8.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * One record, one sequence of bytes: hashes are taken over it. Network order; names are a length byte and UTF-8.
 * <pre>
 *   ASN record                              route record
 *   0  type 1                      1        0  type 2                1
 *   1  ASN                         4        1  ASN                   4
 *   5  status                      1        5  status                1
 *   6  expiry, s since 1970        8        6  expiry                8
 *  14  changed, s since 1970       8       14  changed               8
 *  22  rir                       1+n       22  rir                 1+n
 *      handle                    1+n           lowest host address   4
 *      holder                    1+n           length                1
 *      country                     2           longest length        1
 *      8to4 endpoint, 0: none      4
 * </pre>
 * A decoder takes nothing that an encoder would not write. Thread: any.
 */
public final class RecordCodec {
    /** Bytes of the longest record. */
    public static final int MAX_BYTES = 256;
    private static final int ASN_TYPE = 1;
    private static final int ROUTE_TYPE = 2;

    private RecordCodec() {
    }

    /** Writes a record at the position of a buffer in network order, and moves the position behind it. */
    public static void encode(final RegistryRecord value, final ByteBuffer to) {
        to.put((byte) (value instanceof AsnRecord ? ASN_TYPE : ROUTE_TYPE));
        to.putInt(value.asn()).put((byte) value.status().code()).putLong(value.expiryS()).putLong(value.changedS());
        text(value.rir(), to);
        switch (value) {
            case AsnRecord asn -> {
                text(asn.handle(), to);
                text(asn.holder(), to);
                to.put(asn.country().getBytes(StandardCharsets.US_ASCII)).putInt(asn.endpoint());
            }
            case RouteRecord route -> to.putInt(route.host()).put((byte) route.length()).put((byte) route.maxLength());
        }
    }

    /** The bytes of a record. */
    public static byte[] encode(final RegistryRecord value) {
        final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        encode(value, buffer);
        final byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /**
     * Reads the record at the position of a buffer and moves the position behind it.
     *
     * @throws RecordException for bytes that are no valid record
     */
    public static RegistryRecord decode(final ByteBuffer from) {
        final ByteOrder order = from.order();
        try {
            return read(from.order(ByteOrder.BIG_ENDIAN));
        } catch (final BufferUnderflowException e) {
            throw new RecordException("record ends after " + from.limit() + " bytes, in the middle of a field");
        } finally {
            from.order(order);
        }
    }

    /** Reads a record that fills the array. */
    public static RegistryRecord decode(final byte[] bytes) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        final RegistryRecord value = decode(buffer);
        if (buffer.hasRemaining()) {
            throw new RecordException(buffer.remaining() + " bytes behind the record " + value.key());
        }
        return value;
    }

    private static RegistryRecord read(final ByteBuffer from) {
        final int type = from.get();
        final int asn = from.getInt();
        final int statusCode = from.get();
        final RecordStatus status = RecordStatus.ofCode(statusCode).orElseThrow(() -> new RecordException("status code " + statusCode + " is none of 1, 2, 3"));
        final long expiryS = from.getLong();
        final long changedS = from.getLong();
        final String rir = text(from);
        return switch (type) {
            case ASN_TYPE -> new AsnRecord(asn, text(from), text(from), country(from), rir, status, expiryS, from.getInt(), changedS);
            case ROUTE_TYPE -> new RouteRecord(asn, from.getInt(), from.get(), from.get(), rir, status, expiryS, changedS);
            default -> throw new RecordException("record type " + type + " is none of 1 (ASN), 2 (route)");
        };
    }

    private static void text(final String value, final ByteBuffer to) {
        final byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        to.put((byte) bytes.length).put(bytes);
    }

    private static String text(final ByteBuffer from) {
        return text(from, from.get() & 0xFF);
    }

    private static String country(final ByteBuffer from) {
        return text(from, 2);
    }

    private static String text(final ByteBuffer from, final int length) {
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        final ByteBuffer bytes = from.slice(from.position(), length);
        from.position(from.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT).decode(bytes).toString();
        } catch (final CharacterCodingException e) {
            throw new RecordException("a name in the record is not UTF-8");
        }
    }
}
