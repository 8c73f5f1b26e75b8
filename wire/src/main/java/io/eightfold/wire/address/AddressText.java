// SPDX-License-Identifier: Apache-2.0
// The one strict parser for all text forms of an IPv8 address.
package io.eightfold.wire.address;

/**
 * Reads an address from {@code text[0, end)}; what follows {@code end} (a prefix length) is only shown in errors.
 * Characters are compared with '0' to '9' themselves, because {@code Character.isDigit} also takes other scripts.
 */
final class AddressText {
    private static final int MAX_SHOWN_CHARACTERS = 40;
    private static final long MAX_ASN = 0xFFFF_FFFFL;

    /** How the address was written; decides what a prefix length counts. */
    enum Form {
        BARE_IPV4, ASN_DOT, HYPHEN, EIGHT_OCTETS
    }

    private final String text;
    private final int end;

    /** The address read, as bits. Valid after {@link #parse}. */
    long bits;
    /** The form it was written in. Valid after {@link #parse}. */
    Form form;

    AddressText(String text, int end) {
        this.text = text;
        this.end = end;
    }

    AddressText parse() {
        if (end == 0) {
            throw error("the address is empty; write it like 64496.192.0.2.1 or 192.0.2.1");
        }
        final int hyphen = text.indexOf('-');
        if (hyphen >= 0 && hyphen < end) {
            parseHyphen(hyphen);
        } else {
            parseDotted();
        }
        return this;
    }

    private void parseDotted() {
        final int parts = countParts(0, end);
        switch (parts) {
            case 4 -> {
                form = Form.BARE_IPV4;
                bits = fourOctets("host", 0, end);
            }
            case 5 -> {
                form = Form.ASN_DOT;
                final int dot = text.indexOf('.');
                bits = asn(0, dot) << 32 | fourOctets("host", dot + 1, end);
            }
            case 8 -> {
                form = Form.EIGHT_OCTETS;
                int middle = -1;
                for (int i = 0; i < 4; i++) {
                    middle = text.indexOf('.', middle + 1);
                }
                bits = fourOctets("ASN", 0, middle) << 32 | fourOctets("host", middle + 1, end);
            }
            default -> throw error("the address has " + parts + (parts == 1 ? " part" : " parts")
                + "; it has 4 (IPv4), 5 (ASN and 4 host octets) or 8 (octets)");
        }
    }

    private void parseHyphen(int hyphen) {
        form = Form.HYPHEN;
        final int asnParts = countParts(0, hyphen);
        final int hostParts = countParts(hyphen + 1, end);
        if (asnParts != 1 && asnParts != 4) {
            throw error("the ASN before the hyphen has " + asnParts + " parts; it is one number or 4 octets");
        }
        if (hostParts != 4) {
            throw error("the host address after the hyphen has " + hostParts
                + (hostParts == 1 ? " part" : " parts") + "; it has 4 octets");
        }
        final long asn = asnParts == 1 ? asn(0, hyphen) : fourOctets("ASN", 0, hyphen);
        // The octet form before a hyphen exists only where the first octet is not 0; smaller ASNs are written as a number.
        if (asnParts == 4 && asn >>> 24 == 0) {
            throw error("ASN octet 1 is 0; before a hyphen such an ASN is written as the number " + asn);
        }
        bits = asn << 32 | fourOctets("host", hyphen + 1, end);
    }

    private int countParts(int from, int to) {
        int parts = 1;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '.') {
                parts++;
            }
        }
        return parts;
    }

    private long asn(int from, int to) {
        return number("ASN", from, to, MAX_ASN, "ASNs are 0 to 4294967295");
    }

    /** Reads exactly four octets; the caller has counted the dots. */
    private long fourOctets(String name, int from, int to) {
        long value = 0;
        int start = from;
        for (int i = 1; i <= 4; i++) {
            final int stop = i == 4 ? to : text.indexOf('.', start);
            value = value << 8 | number(name + " octet " + i, start, stop, 255, "octets are 0 to 255");
            start = stop + 1;
        }
        return value;
    }

    /** Reads {@code text[from, to)} as a plain decimal number up to {@code limit}; {@code name} and {@code rule} go into the error. */
    long number(String name, int from, int to, long limit, String rule) {
        if (from == to) {
            throw error(name + " is empty; " + rule);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            final char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw error(name + " is \"" + shown(text.substring(from, to)) + "\"; only the digits 0 to 9 are allowed");
            }
            // Stays past the limit once there, so that any number of digits is safe from overflow.
            value = value > limit ? value : value * 10 + (c - '0');
        }
        if (value > limit) {
            throw error(name + " is " + shown(text.substring(from, to)) + "; " + rule);
        }
        if (to - from > 1 && text.charAt(from) == '0') {
            throw error(name + " is " + shown(text.substring(from, to)) + "; leading zeros are not allowed, write " + value);
        }
        return value;
    }

    AddressParseException error(String what) {
        return new AddressParseException(shown(text) + ": " + what);
    }

    /** The text as it can go to a terminal or a log line: printable ASCII, bounded length. */
    static String shown(String text) {
        if (text.isEmpty()) {
            return "\"\"";
        }
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_SHOWN_CHARACTERS); i++) {
            final char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > MAX_SHOWN_CHARACTERS ? out.append("...").toString() : out.toString();
    }
}
