// SPDX-License-Identifier: Apache-2.0
// A ROUTE-REFRESH as a value.
package io.eightfold.bgp8.message;

import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * A ROUTE-REFRESH as a value: AFI 2, subtype 1, SAFI 1. Source: RFC 2918 §3, RFC 7313 §3. Thread: any; immutable.
 *
 * @param subtype {@link #REQUEST}, {@link #BEGIN}, {@link #END}, or one to be ignored
 */
public record RefreshMessage(int afi, int subtype, int safi) {
    /** Tell all routes again. */
    public static final int REQUEST = 0;
    /** All routes follow. */
    public static final int BEGIN = 1;
    /** All routes were told. */
    public static final int END = 2;
    private static final int AFI_OFFSET = 19;
    private static final int SUBTYPE_OFFSET = 21;
    private static final int SAFI_OFFSET = 22;

    /** @throws MessageException for a length that it cannot have; more than a request needs are filters of RFC 5291, which are not read */
    public static RefreshMessage decode(final DirectBuffer buffer, final int offset, final int length) throws MessageException {
        if (length < MessageFramer.MIN_REFRESH) {
            throw OpenDecoder.error(ErrorKind.MESSAGE_LENGTH, "length=" + length, (byte) (length >> 8), (byte) length);
        }
        final int subtype = Bytes.int8(buffer, offset + SUBTYPE_OFFSET);
        if ((subtype == BEGIN || subtype == END) && length != MessageFramer.MIN_REFRESH) {
            // RFC 7313 §5: the data are the whole message; a NOTIFICATION holds no more than this of it
            final int room = Math.min(length, SessionOptions.MAX_MESSAGE - MessageFramer.MIN_NOTIFICATION);
            throw OpenDecoder.error(ErrorKind.REFRESH_LENGTH, "length=" + length + " subtype=" + subtype, Bytes.copy(buffer, offset, room));
        }
        return new RefreshMessage(Bytes.int16(buffer, offset + AFI_OFFSET), subtype, Bytes.int8(buffer, offset + SAFI_OFFSET));
    }

    /** A whole message. */
    public static byte[] encode(final Carrier carrier, final int subtype) {
        return MessageHeader.begin(MessageFramer.MIN_REFRESH, MessageHeader.ROUTE_REFRESH)
            .putShort((short) carrier.afi()).put((byte) subtype).put((byte) carrier.safi()).array();
    }

    /** Its carrier, or null when the family is none of ours. */
    public Carrier carrier() {
        return Carrier.of(afi, safi);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "route-refresh afi=0x%04x safi=%d subtype=%d", afi, safi, subtype);
    }
}
