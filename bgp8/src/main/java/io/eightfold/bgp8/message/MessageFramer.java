// SPDX-License-Identifier: Apache-2.0
// Finds where messages end in a stream of bytes.
package io.eightfold.bgp8.message;

import org.agrona.DirectBuffer;

/** Finds where messages end in a stream of bytes, and refuses headers that cannot be right. Source: RFC 4271 §4.1 and §6.1, RFC 8654 §4. Thread: any; without state. */
public final class MessageFramer {
    /** Fewest bytes of an OPEN. Source: RFC 4271 §4.2. */
    static final int MIN_OPEN = 29;
    /** Fewest bytes of an UPDATE. Source: RFC 4271 §4.3. */
    static final int MIN_UPDATE = 23;
    /** Fewest bytes of a NOTIFICATION. Source: RFC 4271 §4.5. */
    static final int MIN_NOTIFICATION = 21;
    /** Fewest bytes of a ROUTE-REFRESH. Source: RFC 2918 §3. */
    static final int MIN_REFRESH = 23;

    private MessageFramer() {
    }

    /**
     * How many bytes the message has that begins at {@code offset}; there may be fewer so far.
     *
     * @param available bytes that are there
     * @param maxBytes  of a message: {@code SessionMachine.maxMessageBytes}
     * @return the length of the message with its header, or 0 when the header is not complete
     */
    public static int length(final DirectBuffer buffer, final int offset, final int available, final int maxBytes) throws MessageException {
        if (available < MessageHeader.LENGTH) {
            return 0;
        }
        if (Bytes.int64(buffer, offset) != -1L || Bytes.int64(buffer, offset + Long.BYTES) != -1L) {
            throw new MessageException(new MessageError(ErrorKind.MARKER, "marker=" + Long.toHexString(Bytes.int64(buffer, offset))));
        }
        final int length = Bytes.int16(buffer, offset + MessageHeader.LENGTH_OFFSET);
        final int type = Bytes.int8(buffer, offset + MessageHeader.TYPE_OFFSET);
        final int min = min(type);
        final int max = max(type, maxBytes);
        if (length < MessageHeader.LENGTH || min > 0 && (length < min || length > max)) {
            throw new MessageException(new MessageError(ErrorKind.MESSAGE_LENGTH, "length=" + length + " type=" + type,
                Bytes.copy(buffer, offset + MessageHeader.LENGTH_OFFSET, Short.BYTES)));
        }
        if (min == 0) {
            throw new MessageException(new MessageError(ErrorKind.MESSAGE_TYPE, "type=" + type, new byte[] {(byte) type}));
        }
        return length;
    }

    private static int min(final int type) {
        return switch (type) {
            case MessageHeader.OPEN -> MIN_OPEN;
            case MessageHeader.UPDATE -> MIN_UPDATE;
            case MessageHeader.NOTIFICATION -> MIN_NOTIFICATION;
            case MessageHeader.KEEPALIVE -> MessageHeader.LENGTH;
            case MessageHeader.ROUTE_REFRESH -> MIN_REFRESH;
            default -> 0;
        };
    }

    /** Source: RFC 8654 §4: OPEN and KEEPALIVE stay as short as they were. */
    private static int max(final int type, final int maxBytes) {
        return switch (type) {
            case MessageHeader.OPEN -> SessionOptions.MAX_MESSAGE;
            case MessageHeader.KEEPALIVE -> MessageHeader.LENGTH;
            default -> maxBytes;
        };
    }
}
