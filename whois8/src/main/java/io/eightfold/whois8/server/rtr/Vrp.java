// SPDX-License-Identifier: Apache-2.0
// A validated prefix in 64 bits.
package io.eightfold.whois8.server.rtr;

import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.wire.address.Ipv8Address;

/**
 * ASN, prefix, length and longest length in a long, as no prefix is longer than {@link RouteRecord#MAX_LENGTH}: a million of them are 8 MB, and equal
 * ones are equal numbers.
 * <pre>
 *   63          32 31          16 15   8 7    0
 *   |    ASN      | upper host   |length|longest|
 * </pre>
 * Thread: any.
 */
public final class Vrp {
    private static final int ASN_SHIFT = 32;
    private static final int HOST_SHIFT = 16;
    private static final int LENGTH_SHIFT = 8;
    private static final long HOST_MASK = 0xFFFF_0000L;
    private static final int BYTE = 0xFF;

    private Vrp() {
    }

    public static long of(final int asn, final int host, final int length, final int maxLength) {
        assert length <= maxLength && maxLength <= RouteRecord.MAX_LENGTH && (host & ~RouteRecord.mask(length)) == 0;
        return (long) asn << ASN_SHIFT | host & HOST_MASK | length << LENGTH_SHIFT | maxLength;
    }

    static long of(final RouteRecord route) {
        return of(route.asn(), route.host(), route.length(), route.maxLength());
    }

    public static int asn(final long vrp) {
        return (int) (vrp >>> ASN_SHIFT);
    }

    public static int host(final long vrp) {
        return (int) vrp >>> HOST_SHIFT << HOST_SHIFT;
    }

    public static int length(final long vrp) {
        return (int) vrp >>> LENGTH_SHIFT & BYTE;
    }

    public static int maxLength(final long vrp) {
        return (int) vrp & BYTE;
    }

    /** Such as {@code 10.1.0.0/16-16 AS64496}. */
    public static String text(final long vrp) {
        return Ipv8Address.ofIpv4(host(vrp)) + "/" + length(vrp) + "-" + maxLength(vrp) + " AS" + Integer.toUnsignedString(asn(vrp));
    }
}
