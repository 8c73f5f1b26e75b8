// SPDX-License-Identifier: Apache-2.0
// The header that every message begins with.
package io.eightfold.bgp8.message;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** The header that every message begins with: marker 16, length 2, type 1. Source: RFC 4271 §4.1. */
public final class MessageHeader {
    /** Bytes of the header, which is also a whole KEEPALIVE. */
    public static final int LENGTH = 19;
    public static final int OPEN = 1;
    public static final int UPDATE = 2;
    public static final int NOTIFICATION = 3;
    public static final int KEEPALIVE = 4;
    /** Source: RFC 2918 §3. */
    public static final int ROUTE_REFRESH = 5;
    static final int LENGTH_OFFSET = 16;
    static final int TYPE_OFFSET = 18;

    private MessageHeader() {
    }

    /** A message of that many bytes with its header, ready for the rest. */
    static ByteBuffer begin(final int lengthBytes, final int type) {
        return ByteBuffer.allocate(lengthBytes).putLong(-1L).putLong(-1L).putShort((short) lengthBytes).put((byte) type);
    }

    /** Type of the message at {@code offset}; all of its header must be there. */
    public static int type(final DirectBuffer buffer, final int offset) {
        return Bytes.int8(buffer, offset + TYPE_OFFSET);
    }

    /** A whole KEEPALIVE. Source: RFC 4271 §4.4. */
    public static byte[] keepalive() {
        return begin(LENGTH, KEEPALIVE).array();
    }
}
