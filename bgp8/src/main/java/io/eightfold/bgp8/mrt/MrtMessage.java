// SPDX-License-Identifier: Apache-2.0
// A path of a table dump as the UPDATE that would tell it.
package io.eightfold.bgp8.mrt;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A path of a table dump as the UPDATE that would tell it, so that the decoder of UPDATEs, which stands all bytes, reads it. Thread: any. */
final class MrtMessage {
    private static final int MARKER = 16;
    private static final int TYPE_UPDATE = 2;
    private static final int ATTRIBUTES_LENGTH = 21;
    private static final int MP_REACH = 14;
    private static final int OPTIONAL_EXTENDED = 0x90;
    private static final int EXTENDED = 0x10;

    private MrtMessage() {
    }

    /** Null when the attributes do not add up or are too many for a message. */
    static byte[] of(final MrtRecord.Route route, final MrtRecord.Path path) {
        try {
            final ByteBuffer message = ByteBuffer.allocate(SessionOptions.MAX_EXTENDED_MESSAGE);
            for (int i = 0; i < MARKER; i++) {
                message.put((byte) 0xFF);
            }
            message.putShort((short) 0).put((byte) TYPE_UPDATE).putShort((short) 0).putShort((short) 0);
            attributes(message, ByteBuffer.wrap(path.attributes()), route);
            message.putShort(ATTRIBUTES_LENGTH, (short) (message.position() - ATTRIBUTES_LENGTH - 2));
            if (route.isIpv4()) {
                prefix(message, route.address() << MrtLayout.ASN_BITS, route.lengthBits() - MrtLayout.ASN_BITS);
            }
            message.putShort(MARKER, (short) message.position());
            return Arrays.copyOf(message.array(), message.position());
        } catch (final BufferOverflowException | BufferUnderflowException _) {
            return null;
        }
    }

    private static void attributes(final ByteBuffer message, final ByteBuffer from, final MrtRecord.Route route) {
        while (from.hasRemaining()) {
            final int start = from.position();
            final int flags = from.get();
            final int type = from.get() & 0xFF;
            final int length = (flags & EXTENDED) != 0 ? from.getShort() & 0xFFFF : from.get() & 0xFF;
            if (length > from.remaining()) {
                throw new BufferUnderflowException();
            }
            if (type == MP_REACH && !route.isIpv4()) {
                reach(message, from.slice(from.position(), length), route);
            } else {
                message.put(from.slice(start, from.position() + length - start));
            }
            from.position(from.position() + length);
        }
    }

    /** The dump has the next hop only; family and prefix come back in. */
    private static void reach(final ByteBuffer message, final ByteBuffer nextHop, final MrtRecord.Route route) {
        final int lengthAt = message.put((byte) OPTIONAL_EXTENDED).put((byte) MP_REACH).position();
        message.putShort((short) 0).putShort((short) Carrier.NATIVE.afi()).put((byte) Carrier.NATIVE.safi()).put(nextHop).put((byte) 0);
        prefix(message, route.address(), route.lengthBits());
        message.putShort(lengthAt, (short) (message.position() - lengthAt - 2));
    }

    private static void prefix(final ByteBuffer message, final long leftmost, final int bits) {
        message.put((byte) bits);
        for (int i = 0; i < bits; i += Byte.SIZE) {
            message.put((byte) (leftmost >>> Long.SIZE - Byte.SIZE - i));
        }
    }
}
