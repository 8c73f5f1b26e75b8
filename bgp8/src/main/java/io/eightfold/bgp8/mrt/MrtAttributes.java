// SPDX-License-Identifier: Apache-2.0
// Path attributes as table dumps have them.
package io.eightfold.bgp8.mrt;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.AttributeEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;

/**
 * Path attributes as table dumps have them: ASNs of 4 bytes; a next hop of ASN 0 of an IPv4 prefix as NEXT_HOP, others as MP_REACH_NLRI of which only the next hop is
 * there. Source: RFC 6396 §4.3.4. Thread: that of the owner.
 */
public final class MrtAttributes {
    private static final int OPTIONAL = 0x80;
    private static final int MP_REACH = 14;
    private static final int NEXT_HOP_BYTES = Long.BYTES;
    private static final int MP_REACH_BYTES = 4 + NEXT_HOP_BYTES;

    private final AttributeEncoder encoder = new AttributeEncoder(true);
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    /** @param isIpv4 for a route that is written with {@link MrtWriter#beginIpv4Route} */
    public byte[] encode(final AttributeSet set, final boolean isIpv4) {
        final int from = isIpv4 ? 0 : reach(set.nextHop());
        final int length = from + encoder.encode(set, buffer, from, isIpv4, true, 0);
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private int reach(final long nextHop) {
        buffer.putByte(0, (byte) OPTIONAL);
        buffer.putByte(1, (byte) MP_REACH);
        buffer.putByte(2, (byte) (1 + NEXT_HOP_BYTES));
        buffer.putByte(3, (byte) NEXT_HOP_BYTES);
        buffer.putLong(4, nextHop, ByteOrder.BIG_ENDIAN);
        return MP_REACH_BYTES;
    }
}
