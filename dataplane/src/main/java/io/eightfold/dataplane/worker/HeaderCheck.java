// SPDX-License-Identifier: Apache-2.0
// The checks every packet passes before it is looked up.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * RFC 1812 §5.2.2 and §5.3.7 for both versions. Written for the worker's loop: static, no state, one result number.
 * Thread: worker.
 */
public final class HeaderCheck {
    /** Good, and for a unicast destination. Other results are a drop reason's id, or {@link #GROUP_DESTINATION}. */
    public static final int OK = -1;
    /** Good, and for a multicast or broadcast destination. */
    static final int GROUP_DESTINATION = -2;

    private static final long LOW = 0xFFFF_FFFFL;
    private static final int SIGN = Integer.MIN_VALUE;
    /**
     * A sum of 16-bit words, not 0, folds to all ones when it is a multiple of 65535. Times the inverse of 65535 modulo 2^64 such a multiple gives its
     * quotient, below 2^20 for the sums here; everything else gives more than 2^48. One multiplication instead of two folds.
     */
    private static final long SUM_INVERSE = 0xFFFE_FFFE_FFFE_FFFFL;
    private static final int SUM_QUOTIENT_BITS = 20;
    /** By first octet of a host, {@link #BAD} when {@link #isBadHost}, and what it must not cross. */
    private static final byte[] HOST = hosts();
    /** By the first octets of source and destination ASN, the source's above: what the two must not cross. One load; few of its lines are ever touched. */
    private static final byte[] ASNS = asns();
    private static final int BAD = 1;
    private static final int INTERNAL_OCTET = 127;
    private static final int RINE_OCTET = 100;
    private static final int INTERIOR_LINK_OCTET = 222;

    /** Not good, or not without options, or not for a unicast destination: see {@link #ipv8}. */
    static final int NOT_PLAIN = -1;
    /** Scope: an internal zone or an interior link is named; it stays inside the AS. The same bit as the flag of next hops beyond the border. */
    static final int SCOPE_AS = NextHopTable.FLAG_BORDER;
    /** Scope: 100/8 is named; it stays on RINE links. */
    static final int SCOPE_RINE = NextHopTable.FLAG_NO_RINE;
    /** Scope: source and destination are both in internal zones, perhaps in one. */
    static final int SCOPE_ZONES = 32;
    /** Version and header length of a packet without options. */
    private static final int PLAIN_IPV8 = 0x87;
    private static final int PLAIN_IPV4 = 0x45;
    private static final int TOO_SHORT = DropReason.TOO_SHORT.id();
    private static final int BAD_VERSION = DropReason.BAD_VERSION.id();
    private static final int BAD_HEADER_LENGTH = DropReason.BAD_HEADER_LENGTH.id();
    private static final int BAD_TOTAL_LENGTH = DropReason.BAD_TOTAL_LENGTH.id();
    private static final int BAD_CHECKSUM = DropReason.BAD_CHECKSUM.id();
    private static final int BAD_SOURCE = DropReason.BAD_SOURCE.id();
    private static final int BAD_DESTINATION = DropReason.BAD_DESTINATION.id();
    private static final int BORDER_INTERNAL_ZONE = DropReason.BORDER_INTERNAL_ZONE.id();
    private static final int BORDER_RINE = DropReason.BORDER_RINE.id();
    private static final int BORDER_INTERIOR_LINK = DropReason.BORDER_INTERIOR_LINK.id();

    private HeaderCheck() {
    }

    /**
     * Whether an IPv8 packet is good, without options and for a unicast destination, in one branch: what nearly all are. What is not is for
     * {@link #ipv8} to judge. Reads 28 bytes, however many are available.
     * @return {@link #NOT_PLAIN}, or the packet's scope: 0 for what may go anywhere.
     */
    static int plainIpv8(final long packet, final int available) {
        final long a = Memory.nativeLong(packet);
        final long b = Memory.nativeLong(packet + Ipv8Layout.TTL);
        final long c = Memory.nativeLong(packet + Ipv8Layout.SOURCE_HOST);
        final int d = Memory.nativeInt(packet + Ipv8Layout.DESTINATION_HOST);
        final int total = Short.toUnsignedInt(Short.reverseBytes((short) (a >>> 16)));
        final long sourceAsn = b >>> 32;
        final long destinationAsn = c >>> 32;
        final long sum = (a & LOW) + (a >>> 32) + (b & LOW) + sourceAsn + (c & LOW) + destinationAsn + (d & LOW);
        // Each term is 0 when good. The ASNs' upper octets are the lower bytes of the upper ints: 255.255/16 is no unicast.
        final int hosts = HOST[(int) c & 0xFF] | HOST[d & 0xFF];
        final int asns = ASNS[((int) sourceAsn & 0xFF) << 8 | (int) destinationAsn & 0xFF];
        return (sum * SUM_INVERSE >>> SUM_QUOTIENT_BITS | a & 0xFF ^ PLAIN_IPV8
            | (sourceAsn & 0xFFFF) + 1 >>> 16 | (destinationAsn & 0xFFFF) + 1 >>> 16
            | ((total - Ipv8Layout.MIN_LENGTH | available - total) & SIGN | hosts & BAD)) != 0 ? NOT_PLAIN : hosts | asns;
    }

    /**
     * What an IPv8 packet must not cross: 0, or of {@link #SCOPE_AS}, {@link #SCOPE_RINE} and {@link #SCOPE_ZONES}. Source: spec sections 1 and 5. In ASN 0 hosts of 222/8 are
     * like any others, but a packet of version 8 has no business there beyond the border.
     */
    public static int scope(final long packet) {
        final int hosts = HOST[Memory.u8(packet + Ipv8Layout.SOURCE_HOST)] | HOST[Memory.u8(packet + Ipv8Layout.DESTINATION_HOST)];
        return hosts & ~BAD | ASNS[Memory.u8(packet + Ipv8Layout.SOURCE_ASN) << 8 | Memory.u8(packet + Ipv8Layout.DESTINATION_ASN)];
    }

    /**
     * The reason why a packet of that scope is stopped at a border.
     * @param scope what of it the border stops, not 0
     */
    public static int borderReason(final long packet, final int scope) {
        if ((scope & SCOPE_AS) == 0) {
            return BORDER_RINE;
        }
        final boolean isZone = Memory.u8(packet + Ipv8Layout.SOURCE_ASN) == INTERNAL_OCTET || Memory.u8(packet + Ipv8Layout.DESTINATION_ASN) == INTERNAL_OCTET;
        return isZone ? BORDER_INTERNAL_ZONE : BORDER_INTERIOR_LINK;
    }

    /** The same for IPv4; reads 20 bytes. */
    static boolean isPlainIpv4(final long packet, final int available) {
        final long a = Memory.nativeLong(packet);
        final long b = Memory.nativeLong(packet + Ipv4Layout.TTL);
        final int c = Memory.nativeInt(packet + Ipv4Layout.DESTINATION);
        final int total = Short.toUnsignedInt(Short.reverseBytes((short) (a >>> 16)));
        final long sum = (a & LOW) + (a >>> 32) + (b & LOW) + (b >>> 32) + (c & LOW);
        return (sum * SUM_INVERSE >>> SUM_QUOTIENT_BITS | a & 0xFF ^ PLAIN_IPV4
            | ((total - Ipv4Layout.MIN_LENGTH | available - total) & SIGN | (HOST[(int) (b >>> 32) & 0xFF] | HOST[c & 0xFF]) & BAD)) == 0;
    }

    /** Checks an IPv8 packet of at most {@code available} bytes. */
    public static int ipv8(final long packet, final int available) {
        if (available < Ipv8Layout.MIN_LENGTH) {
            return TOO_SHORT;
        }
        final int first = Memory.u8(packet);
        if (first >>> 4 != Ipv8Layout.VERSION) {
            return BAD_VERSION;
        }
        final int headerLength = (first & 0xF) << 2;
        if (headerLength < Ipv8Layout.MIN_LENGTH || headerLength > available) {
            return BAD_HEADER_LENGTH;
        }
        final int totalLength = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
        if (totalLength < headerLength || totalLength > available) {
            return BAD_TOTAL_LENGTH;
        }
        if (headerLength == Ipv8Layout.MIN_LENGTH ? !isSumOf28Valid(packet) : !InternetChecksum.isValid(packet, headerLength)) {
            return BAD_CHECKSUM;
        }
        // 255.255/16 as an ASN is multicast or broadcast: never a source.
        if (Memory.u16(packet + Ipv8Layout.SOURCE_ASN) == 0xFFFF || isBadHost(Memory.u8(packet + Ipv8Layout.SOURCE_HOST))) {
            return BAD_SOURCE;
        }
        final int destination = destination(packet + Ipv8Layout.DESTINATION_HOST);
        return Memory.u16(packet + Ipv8Layout.DESTINATION_ASN) == 0xFFFF ? GROUP_DESTINATION : destination;
    }

    /** Checks an IPv4 packet of at most {@code available} bytes. */
    static int ipv4(final long packet, final int available) {
        if (available < Ipv4Layout.MIN_LENGTH) {
            return TOO_SHORT;
        }
        final int first = Memory.u8(packet);
        if (first >>> 4 != Ipv4Layout.VERSION) {
            return BAD_VERSION;
        }
        final int headerLength = (first & 0xF) << 2;
        if (headerLength < Ipv4Layout.MIN_LENGTH || headerLength > available) {
            return BAD_HEADER_LENGTH;
        }
        final int totalLength = Memory.u16(packet + Ipv4Layout.TOTAL_LENGTH);
        if (totalLength < headerLength || totalLength > available) {
            return BAD_TOTAL_LENGTH;
        }
        if (headerLength == Ipv4Layout.MIN_LENGTH ? !isSumOf20Valid(packet) : !InternetChecksum.isValid(packet, headerLength)) {
            return BAD_CHECKSUM;
        }
        if (isBadHost(Memory.u8(packet + Ipv4Layout.SOURCE))) {
            // RFC 1122 §3.2.1.3: 0.0.0.0 is a source while a host learns its address, to everybody on the link.
            final boolean isLearning = Memory.u32(packet + Ipv4Layout.SOURCE) == 0 && Memory.u32(packet + Ipv4Layout.DESTINATION) == -1;
            return isLearning ? GROUP_DESTINATION : BAD_SOURCE;
        }
        return destination(packet + Ipv4Layout.DESTINATION);
    }

    private static int destination(final long host) {
        final int top = Memory.u8(host);
        if (!isBadHost(top)) {
            return OK;
        }
        if (top < 224) {
            return BAD_DESTINATION;
        }
        // 224/4 is multicast; of 240/4 only 255.255.255.255 means anything.
        return top < 240 || Memory.u32(host) == -1 ? GROUP_DESTINATION : BAD_DESTINATION;
    }

    private static byte[] hosts() {
        final byte[] kinds = new byte[256];
        for (int top = 0; top < kinds.length; top++) {
            kinds[top] = (byte) (isBadHost(top) ? BAD : 0);
        }
        kinds[INTERIOR_LINK_OCTET] |= SCOPE_AS;
        return kinds;
    }

    private static byte[] asns() {
        final byte[] kinds = new byte[1 << 16];
        for (int octet = 0; octet < 256; octet++) {
            kinds[INTERNAL_OCTET << 8 | octet] |= SCOPE_AS;
            kinds[octet << 8 | INTERNAL_OCTET] |= SCOPE_AS;
            kinds[RINE_OCTET << 8 | octet] |= SCOPE_RINE;
            kinds[octet << 8 | RINE_OCTET] |= SCOPE_RINE;
        }
        kinds[INTERNAL_OCTET << 8 | INTERNAL_OCTET] |= SCOPE_ZONES;
        return kinds;
    }

    /** First octet 0, 127 or 224 and above: not a host that packets come from or go to by unicast. */
    private static boolean isBadHost(final int top) {
        return (top - 1 & 0xFF) >= 223 || top == 127;
    }

    /** One's complement sums do not depend on byte order (RFC 1071 §2), so whole native words are added. */
    private static boolean isSumOf28Valid(final long packet) {
        final long a = Memory.nativeLong(packet);
        final long b = Memory.nativeLong(packet + 8);
        final long c = Memory.nativeLong(packet + 16);
        final long d = Memory.nativeInt(packet + 24) & LOW;
        return isAllOnes((a & LOW) + (a >>> 32) + (b & LOW) + (b >>> 32) + (c & LOW) + (c >>> 32) + d);
    }

    private static boolean isSumOf20Valid(final long packet) {
        final long a = Memory.nativeLong(packet);
        final long b = Memory.nativeLong(packet + 8);
        final long c = Memory.nativeInt(packet + 16) & LOW;
        return isAllOnes((a & LOW) + (a >>> 32) + (b & LOW) + (b >>> 32) + c);
    }

    /** Two folds leave at most 0x10001, and what a third would make of those is not all ones either. */
    private static boolean isAllOnes(final long sum) {
        final long once = (sum & 0xFFFF) + (sum >>> 16 & 0xFFFF) + (sum >>> 32);
        return (once & 0xFFFF) + (once >>> 16) == 0xFFFF;
    }
}
