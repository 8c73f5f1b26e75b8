// SPDX-License-Identifier: Apache-2.0
// The header that every message begins with.
package io.eightfold.bgp8.message;

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
}
