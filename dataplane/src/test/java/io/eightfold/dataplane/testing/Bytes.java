// SPDX-License-Identifier: Apache-2.0
// Reads frames in tests, bounds checked.
package io.eightfold.dataplane.testing;

import java.util.HexFormat;

/** Network-order reads of byte arrays and the checksum as RFC 1071 words it: slow, plain, and not the product's. */
public final class Bytes {
    private Bytes() {
    }

    public static int u8(final byte[] b, final int at) {
        return b[at] & 0xFF;
    }

    public static int u16(final byte[] b, final int at) {
        return u8(b, at) << 8 | u8(b, at + 1);
    }

    public static int u32(final byte[] b, final int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }

    public static long u48(final byte[] b, final int at) {
        return (long) u16(b, at) << 32 | u32(b, at + 2) & 0xFFFF_FFFFL;
    }

    public static long u64(final byte[] b, final int at) {
        return (long) u32(b, at) << 32 | u32(b, at + 4) & 0xFFFF_FFFFL;
    }

    public static void put16(final byte[] b, final int at, final int value) {
        b[at] = (byte) (value >>> 8);
        b[at + 1] = (byte) value;
    }

    public static void put32(final byte[] b, final int at, final int value) {
        put16(b, at, value >>> 16);
        put16(b, at + 2, value);
    }

    public static void put48(final byte[] b, final int at, final long value) {
        put16(b, at, (int) (value >>> 32));
        put32(b, at + 2, (int) value);
    }

    public static void put64(final byte[] b, final int at, final long value) {
        put32(b, at, (int) (value >>> 32));
        put32(b, at + 4, (int) value);
    }

    /** One's complement of the one's complement sum of 16-bit words, carry by carry; 0 over a block that holds its own checksum. */
    public static int checksum(final byte[] b, final int from, final int lengthBytes) {
        int sum = 0;
        for (int i = 0; i < lengthBytes; i += 2) {
            sum += u8(b, from + i) << 8 | (i + 1 < lengthBytes ? u8(b, from + i + 1) : 0);
            if (sum > 0xFFFF) {
                sum = (sum & 0xFFFF) + 1;
            }
        }
        return ~sum & 0xFFFF;
    }

    public static String hex(final byte[] b) {
        return HexFormat.of().formatHex(b);
    }
}
