// SPDX-License-Identifier: Apache-2.0
// What the value of a field may look like.
package io.eightfold.lab.conformance.script;

import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;

/** Checks texts and brings them into the form that decoded frames have. Thread: any. */
public enum FieldKind {
    NUMBER("a number such as 64 or 0x8080"),
    ADDRESS("an address such as 64496.10.1.0.10 or 10.1.0.10"),
    MAC("a MAC address, router, tester or broadcast"),
    HEX("bytes in hexadecimal"),
    CHECKSUM("ok, bad or a number"),
    WORD("the word that the field's description names");

    private final String expected;

    FieldKind(String expected) {
        this.expected = expected;
    }

    /** What to say was expected. */
    public String expected() {
        return expected;
    }

    /** The canonical text; null if it is none of this kind. */
    public String canonical(String text) {
        return switch (this) {
            case NUMBER -> isNumber(text) ? Long.toString(Long.decode(text)) : null;
            case ADDRESS -> address(text);
            case MAC -> mac(text);
            case HEX -> text.matches("([0-9a-fA-F]{2})*") ? text.toLowerCase(java.util.Locale.ROOT) : null;
            case CHECKSUM -> text.equals("ok") || text.equals("bad") ? text : NUMBER.canonical(text);
            case WORD -> text.matches("[a-z-]+") ? text : null;
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,10}|0x[0-9a-fA-F]{1,8}");
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
