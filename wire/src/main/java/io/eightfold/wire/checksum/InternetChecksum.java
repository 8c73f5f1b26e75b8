// SPDX-License-Identifier: Apache-2.0
// The Internet checksum of RFC 1071 with the incremental updates of RFC 1624.
package io.eightfold.wire.checksum;

import io.eightfold.wire.memory.Memory;

/**
 * The Internet checksum. Running sums are unfolded {@code long}s in network order and may be added to each other as
 * long as only the last part has an odd length; {@link #finish} turns a sum into the 16 bits to store.
 * <p>Thread: any; no state.
 */
public final class InternetChecksum {
    private InternetChecksum() {
    }

    /** The checksum to store for {@code lengthBytes} bytes at {@code a}, whose own checksum field is zero. */
    public static int of(long a, int lengthBytes) {
        return finish(sum(a, lengthBytes));
    }

    /** True when the bytes, their checksum field included, add up. */
    public static boolean isValid(long a, int lengthBytes) {
        return finish(sum(a, lengthBytes)) == 0;
    }

    /** The unfolded sum of {@code lengthBytes} bytes; an odd last byte counts as if a zero byte followed (RFC 1071 §1). */
    public static long sum(long a, int lengthBytes) {
        long sum = 0;
        int offset = 0;
        // 2^16 = 1 in this arithmetic, so 32-bit words may be added whole; 64 KiB of them stay below 2^46.
        for (; offset <= lengthBytes - 4; offset += 4) {
            sum += Memory.u32(a + offset) & 0xFFFF_FFFFL;
        }
        if ((lengthBytes & 2) != 0) {
            sum += Memory.u16(a + offset);
            offset += 2;
        }
        if ((lengthBytes & 1) != 0) {
            sum += Memory.u8(a + offset) << 8;
        }
        return sum;
    }

    /** Folds a sum to 16 bits with end-around carry and complements it. */
    public static int finish(long sum) {
        return ~fold(sum) & 0xFFFF;
    }

    /** The 16-bit one's complement value of a sum, not complemented. */
    private static int fold(long sum) {
        long folded = (sum & 0xFFFF_FFFFL) + (sum >>> 32);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        return (int) ((folded & 0xFFFF) + (folded >>> 16));
    }

    /**
     * The checksum after one 16-bit word of what it covers changed.
     * <p>RFC 1624 §3, equation 3: {@code HC' = ~(~HC + ~m + m')}. The older equation 2 can give 0xFFFF where 0 is right.
     */
    public static int update(int checksum, int oldWord, int newWord) {
        return finish((~checksum & 0xFFFF) + (~oldWord & 0xFFFF) + (newWord & 0xFFFF));
    }

    /** As {@link #update} for four bytes that start at an even offset. */
    public static int update32(int checksum, int oldBits, int newBits) {
        return finish((~checksum & 0xFFFF) + (~oldBits & 0xFFFF_FFFFL) + (newBits & 0xFFFF_FFFFL));
    }

    /** As {@link #update} for eight bytes that start at an even offset, such as an IPv8 address. */
    public static int update64(int checksum, long oldBits, long newBits) {
        return finish((~checksum & 0xFFFF)
            + (~oldBits >>> 32) + (~oldBits & 0xFFFF_FFFFL)
            + (newBits >>> 32) + (newBits & 0xFFFF_FFFFL));
    }

    /**
     * The header checksum after the TTL fell by one. The TTL is the high byte of its word, so the word falls by 0x0100 and the
     * checksum rises by it, with end-around carry; 0xFFFF becomes 0, as equation 3 of RFC 1624 would have it.
     */
    public static int decrementTtl(int checksum) {
        final int raised = checksum + 0x0100;
        return (raised >= 0xFFFF ? raised + 1 : raised) & 0xFFFF;
    }

    /** Sum of the IPv4 pseudo-header (RFC 768, RFC 9293 §3.1): addresses, protocol, and the length of transport header and data. */
    public static long pseudoV4(int src, int dst, int protocol, int lengthBytes) {
        return (src & 0xFFFF_FFFFL) + (dst & 0xFFFF_FFFFL) + protocol + lengthBytes;
    }

    /** Sum of the IPv8 pseudo-header: as IPv4's, with both full 64-bit addresses. */
    public static long pseudoV8(long src, long dst, int protocol, int lengthBytes) {
        return (src >>> 32) + (src & 0xFFFF_FFFFL) + (dst >>> 32) + (dst & 0xFFFF_FFFFL) + protocol + lengthBytes;
    }
}
