// SPDX-License-Identifier: Apache-2.0
// MAC addresses as 48-bit longs and as text.
package io.eightfold.wire.address;

/**
 * A MAC address is kept in the low 48 bits of a {@code long}, first byte on the wire highest
 * (IEEE 802.3 §3.2.3). These are its text form and its questions.
 * <p>Thread: any; {@link #isMulticast} and {@link #isUnicast} are fit for the worker loop.
 */
public final class MacAddress {
    /** ff:ff:ff:ff:ff:ff. */
    public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

    private static final int TEXT_LENGTH = 17;
    private static final long GROUP_BIT = 1L << 40;

    private MacAddress() {
    }

    /**
     * Reads six two-digit hexadecimal bytes joined by colons, in either case: {@code 02:00:00:00:00:01}.
     *
     * @throws AddressParseException naming the byte that is wrong
     */
    public static long parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new AddressParseException(AddressText.shown(text) + ": a MAC address has " + TEXT_LENGTH
                + " characters; write it like 02:00:00:00:00:01");
        }
        long mac = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            final char c = text.charAt(i);
            final int value = i % 3 == 2 ? separator(c) : hexDigit(c);
            if (value < 0) {
                throw new AddressParseException(AddressText.shown(text) + ": MAC byte " + (i / 3 + 1)
                    + " is wrong at character " + (i + 1) + "; write two hexadecimal digits a byte, joined by colons");
            }
            mac = i % 3 == 2 ? mac : mac << 4 | value;
        }
        return mac;
    }

    /** {@code 02:00:00:00:00:01}, lower case. */
    public static String format(long mac) {
        final StringBuilder out = new StringBuilder(TEXT_LENGTH);
        for (int shift = 44; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((int) (mac >>> shift) & 0xF, 16));
            if (shift % 8 == 0 && shift > 0) {
                out.append(':');
            }
        }
        return out.toString();
    }

    /** True for group addresses, broadcast included: the lowest bit of the first byte is set. */
    public static boolean isMulticast(long mac) {
        return (mac & GROUP_BIT) != 0;
    }

    /** True for the address of one station: neither a group address nor all zero. */
    public static boolean isUnicast(long mac) {
        return (mac & GROUP_BIT) == 0 && mac != 0;
    }

    private static int separator(char c) {
        return c == ':' ? 0 : -1;
    }

    /** The value of an ASCII hexadecimal digit, -1 for anything else; {@code Character.digit} would take other scripts. */
    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        final int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < 6 && c < 0x80 ? letter + 10 : -1;
    }
}
