// SPDX-License-Identifier: Apache-2.0
// The checks every packet passes before it is looked up.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * RFC 1812 §5.2.2 and §5.3.7 for both versions. Written for the worker's loop: static, no state, one result number.
 * Thread: worker.
 */
final class HeaderCheck {
    /** Good, and for a unicast destination. Other results are a drop reason's id, or {@link #GROUP_DESTINATION}. */
    static final int OK = -1;
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
    /** By first octet, 1 when {@link #isBadHost}. */
    private static final byte[] BAD_HOST = badHosts();
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

    private HeaderCheck() {
    }

    /**
     * Whether an IPv8 packet is good, without options and for a unicast destination, in one branch: what nearly all are. What is not is for
     * {@link #ipv8} to judge. Reads 28 bytes, however many are available.
     */
    static boolean isPlainIpv8(final long packet, final int available) {
        final long a = Memory.nativeLong(packet);
        final long b = Memory.nativeLong(packet + Ipv8Layout.TTL);
        final long c = Memory.nativeLong(packet + Ipv8Layout.SOURCE_HOST);
        final int d = Memory.nativeInt(packet + Ipv8Layout.DESTINATION_HOST);
        final int total = Short.toUnsignedInt(Short.reverseBytes((short) (a >>> 16)));
        final long sourceAsn = b >>> 32;
        final long destinationAsn = c >>> 32;
        final long sum = (a & LOW) + (a >>> 32) + (b & LOW) + sourceAsn + (c & LOW) + destinationAsn + (d & LOW);
        // Each term is 0 when good. The ASNs' upper octets are the lower bytes of the upper ints: 255.255/16 is no unicast.
        return (sum * SUM_INVERSE >>> SUM_QUOTIENT_BITS | a & 0xFF ^ PLAIN_IPV8
            | (sourceAsn & 0xFFFF) + 1 >>> 16 | (destinationAsn & 0xFFFF) + 1 >>> 16
            | ((total - Ipv8Layout.MIN_LENGTH | available - total) & SIGN | BAD_HOST[(int) c & 0xFF] | BAD_HOST[d & 0xFF])) == 0;
    }

    /** The same for IPv4; reads 20 bytes. */
    static boolean isPlainIpv4(final long packet, final int available) {
        final long a = Memory.nativeLong(packet);
        final long b = Memory.nativeLong(packet + Ipv4Layout.TTL);
        final int c = Memory.nativeInt(packet + Ipv4Layout.DESTINATION);
        final int total = Short.toUnsignedInt(Short.reverseBytes((short) (a >>> 16)));
        final long sum = (a & LOW) + (a >>> 32) + (b & LOW) + (b >>> 32) + (c & LOW);
        return (sum * SUM_INVERSE >>> SUM_QUOTIENT_BITS | a & 0xFF ^ PLAIN_IPV4
            | ((total - Ipv4Layout.MIN_LENGTH | available - total) & SIGN | BAD_HOST[(int) (b >>> 32) & 0xFF] | BAD_HOST[c & 0xFF])) == 0;
    }

    /** Checks an IPv8 packet of at most {@code available} bytes. */
    static int ipv8(final long packet, final int available) {
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

    private static byte[] badHosts() {
        final byte[] bad = new byte[256];
        for (int top = 0; top < bad.length; top++) {
            bad[top] = (byte) (isBadHost(top) ? 1 : 0);
        }
        return bad;
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
