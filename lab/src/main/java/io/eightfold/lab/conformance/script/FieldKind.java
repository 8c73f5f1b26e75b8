// SPDX-License-Identifier: Apache-2.0
// What the value of a field may look like.
package io.eightfold.lab.conformance.script;

import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import java.util.Locale;

/** Checks texts and brings them into the form that decoded frames have. Numbers are as wide as their field on the wire, so that nothing is cut off when it is sent. Thread: any. */
public enum FieldKind {
    BIT(0, 1), BITS4(0, 15), BITS8(0, 0xFF), BITS13(0, 0x1FFF), BITS16(0, 0xFFFF), BITS32(0, 0xFFFF_FFFFL),
    /** Length of a frame: from the Ethernet header alone to what a port of MTU 1500 takes. */
    FRAME_BYTES(14, FrameShape.MAX_FRAME_BYTES),
    ADDRESS("an address such as 64496.10.1.0.10 or 10.1.0.10"),
    IPV4_ADDRESS("an IPv4 address such as 10.1.0.10"),
    MAC("a MAC address, router, tester or broadcast"),
    HEX("bytes in hexadecimal"),
    CHECKSUM("ok, bad or a number from 0 to 65535"),
    /** Compares with what was sent, so it can be expected only. */
    SAME("same"),
    /** As {@link #SAME}. */
    SENT("sent");

    private final String expected;
    private final long min;
    private final long max;

    FieldKind(String expected) {
        this.expected = expected;
        this.min = 0;
        this.max = -1;
    }

    FieldKind(long min, long max) {
        this.expected = "a number from " + min + " to " + max;
        this.min = min;
        this.max = max;
    }

    /** What to say was expected; of numbers it names the limits. */
    public String expected() {
        return expected;
    }

    boolean isNumber() {
        return max >= min;
    }

    /** Whether it makes sense only in frames that are waited for. */
    boolean isExpectedOnly() {
        return this == SAME || this == SENT;
    }

    /** The canonical text; null if it is none of this kind. */
    public String canonical(String text) {
        return switch (this) {
            case BIT, BITS4, BITS8, BITS13, BITS16, BITS32, FRAME_BYTES -> number(text);
            case ADDRESS -> address(text);
            case IPV4_ADDRESS -> address(text) != null && Ipv8Address.parse(text).isIpv4() ? address(text) : null;
            case MAC -> mac(text);
            case HEX -> text.matches("([0-9a-fA-F]{2})*") ? text.toLowerCase(Locale.ROOT) : null;
            case CHECKSUM -> text.equals("ok") || text.equals("bad") ? text : BITS16.canonical(text);
            case SAME, SENT -> text.equals(expected) ? text : null;
        };
    }

    private String number(String text) {
        if (!text.matches("[0-9]{1,10}|0x[0-9a-fA-F]{1,8}")) {
            return null;
        }
        // Not decode() of all, for which a zero in front makes the rest octal.
        long value = text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        return value >= min && value <= max ? Long.toString(value) : null;
    }

    private static String address(String text) {
        try {
            return Ipv8Address.parse(text).toString();
        } catch (AddressParseException e) {
            return null;
        }
    }

    private static String mac(String text) {
        if (text.equals("router") || text.equals("tester") || text.equals("broadcast")) {
            return text;
        }
        try {
            return MacAddress.format(MacAddress.parse(text));
        } catch (AddressParseException e) {
            return null;
        }
    }
}
