// SPDX-License-Identifier: Apache-2.0
// Prefixes as they stand in an UPDATE.
package io.eightfold.bgp8.message;

import io.eightfold.wire.address.Ipv8Prefix;
import org.agrona.DirectBuffer;

/**
 * Prefixes as they stand in an UPDATE, in all carriers. Sources: RFC 4271 §4.3, RFC 4364 §4.3.4 and RFC 8277 §2.2 for VPN-IPv4 (label, route distinguisher, prefix),
 * RFC 7911 §3 for path identifiers; spec section 5.
 * <pre>
 *   [path identifier 4] | length 1 | native: prefix of 0 or 32 to 64 bits
 *                                  | vpnv4:  label 3, distinguisher 8, prefix of 0 to 32 bits; the length counts them all
 *                                  | ipv4:   prefix of 0 to 32 bits
 * </pre>
 * Thread: that of the decoder.
 */
final class Nlri {
    /** Bits before the prefix in VPN-IPv4. */
    static final int VPN_BITS = 24 + 64;
    /** Assigned number of the distinguisher: spec section 5. */
    static final int ASSIGNED = 65_535;
    private static final long TARGET_2_OCTET = 0x0002;
    private static final long TARGET_4_OCTET = 0x0202;
    private static final int ASN_BITS = Ipv8Prefix.ASN_BITS;

    /** Takes prefixes. */
    interface Sink {
        /** @param kind null, or why the prefix cannot be used */
        void prefix(long address, int lengthBits, int pathId, ErrorKind kind);
    }

    private Nlri() {
    }

    /**
     * Walks a field.
     *
     * @param sink null: only looks whether it can be walked
     * @return null, or what is wrong with the field as a whole; nothing can be said of its prefixes then
     */
    static String walk(final Carrier carrier, final boolean hasPathIds, final DirectBuffer buffer, final int offset, final int length, final Sink sink) {
        final int end = offset + length;
        int at = offset;
        while (at < end) {
            int pathId = 0;
            if (hasPathIds) {
                if (end - at < 5) {
                    return "path identifier overruns the field, " + (end - at) + " bytes left";
                }
                pathId = Bytes.int32(buffer, at);
                at += 4;
            }
            final int bits = Bytes.int8(buffer, at++);
            final int bytes = bits + 7 >>> 3;
            if (bits > maxBits(carrier) || bits < minBits(carrier)) {
                return carrier.word() + " prefix of " + bits + " bits";
            }
            if (bytes > end - at) {
                return carrier.word() + " prefix of " + bits + " bits with " + (end - at) + " bytes left";
            }
            if (sink != null) {
                tell(carrier, buffer, at, end, bits, pathId, sink);
            }
            at += bytes;
        }
        return null;
    }

    private static int maxBits(final Carrier carrier) {
        return switch (carrier) {
            case NATIVE -> Ipv8Prefix.MAX_LENGTH_BITS;
            case VPNV4 -> VPN_BITS + 32;
            case IPV4 -> 32;
        };
    }

    private static int minBits(final Carrier carrier) {
        return carrier == Carrier.VPNV4 ? VPN_BITS : 0;
    }

    private static void tell(final Carrier carrier, final DirectBuffer buffer, final int at, final int end, final int bits, final int pathId, final Sink sink) {
        switch (carrier) {
            case NATIVE -> {
                final long address = bits == 0 ? 0 : top(buffer, at, end, bits) & Ipv8Prefix.mask(bits);
                sink.prefix(address, bits, pathId, bits > 0 && bits < ASN_BITS ? ErrorKind.PREFIX_LENGTH : null);
            }
            case IPV4 -> sink.prefix(host(buffer, at, end, bits), ASN_BITS + bits, pathId, null);
            case VPNV4 -> {
                final long host = host(buffer, at + VPN_BITS / 8, end, bits - VPN_BITS);
                final long distinguisher = Bytes.int64(buffer, at + 3);
                final boolean isOurs = isAsn(distinguisher);
                sink.prefix(isOurs ? (long) asn(distinguisher) << 32 | host : host, ASN_BITS + bits - VPN_BITS, pathId,
                    isOurs ? null : ErrorKind.ROUTE_DISTINGUISHER);
            }
        }
    }

    /** The prefix on top of 64 bits, with what follows it: one read where the field has 8 bytes, so that the last prefixes only go byte by byte. */
    private static long top(final DirectBuffer buffer, final int at, final int end, final int bits) {
        if (end - at >= Long.BYTES) {
            return Bytes.int64(buffer, at);
        }
        long value = 0;
        for (int i = 0; i < bits + 7 >>> 3; i++) {
            value |= (long) Bytes.int8(buffer, at + i) << 56 - 8 * i;
        }
        return value;
    }

    private static long host(final DirectBuffer buffer, final int at, final int end, final int bits) {
        return bits == 0 ? 0 : top(buffer, at, end, bits) >>> 32 & Ipv8Prefix.mask(ASN_BITS + bits);
    }

    /** Type 0 (2-octet ASN, 4 octets) or 2 (4-octet ASN, 2 octets) with our assigned number. Source: RFC 4364 §4.2. */
    private static boolean isAsn(final long distinguisher) {
        final int type = (int) (distinguisher >>> 48);
        return type == 0 && (int) distinguisher == ASSIGNED || type == 2 && (distinguisher & 0xFFFF) == ASSIGNED;
    }

    private static int asn(final long distinguisher) {
        return distinguisher >>> 48 == 0 ? (int) (distinguisher >>> 32) & 0xFFFF : (int) (distinguisher >>> 16);
    }

    /** Whether an extended community is a route target of some {@code ASN:65535}. Source: RFC 4360 §4, RFC 5668 §2. */
    static boolean isTarget(final long community) {
        return community >>> 48 == TARGET_2_OCTET && (int) community == ASSIGNED || community >>> 48 == TARGET_4_OCTET && (community & 0xFFFF) == ASSIGNED;
    }

    /** The route target that goes with {@link #distinguisher}. */
    static long target(final int asn) {
        return asn >>> 16 == 0 ? TARGET_2_OCTET << 48 | (long) asn << 32 | ASSIGNED : TARGET_4_OCTET << 48 | (asn & 0xFFFF_FFFFL) << 16 | ASSIGNED;
    }

    /** The distinguisher of an ASN; the short form where stock routers would take it too. */
    static long distinguisher(final int asn) {
        return asn >>> 16 == 0 ? (long) asn << 32 | ASSIGNED : 2L << 48 | (asn & 0xFFFF_FFFFL) << 16 | ASSIGNED;
    }
}
