// SPDX-License-Identifier: Apache-2.0
// The marks around a table that is told again.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The marks around a table that is told again. Thread: any.
 *
 * <p>Wire (RFC 7313 §3): header of 19 bytes with type 5, AFI 2, subtype 1 (1 begin, 2 end), SAFI 1.
 */
final class RefreshMark {
    /** Subtypes as they come in, too. */
    static final int REQUEST = 0;
    static final int BEGIN = 1;
    static final int END = 2;
    private static final int LENGTH = 23;
    private static final int MARKER = 16;
    private static final byte TYPE = 5;

    private RefreshMark() {
    }

    static byte[] begin(final Carrier carrier) {
        return mark(carrier, BEGIN);
    }

    static byte[] end(final Carrier carrier) {
        return mark(carrier, END);
    }

    private static byte[] mark(final Carrier carrier, final int subtype) {
        final byte[] whole = new byte[LENGTH];
        Arrays.fill(whole, 0, MARKER, (byte) 0xFF);
        ByteBuffer.wrap(whole, MARKER, LENGTH - MARKER).putShort((short) LENGTH).put(TYPE).putShort((short) carrier.afi()).put((byte) subtype).put((byte) carrier.safi());
        return whole;
    }
}
