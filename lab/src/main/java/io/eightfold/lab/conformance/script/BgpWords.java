// SPDX-License-Identifier: Apache-2.0
// Which words and fields the BGP8 steps have.
package io.eightfold.lab.conformance.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checked when a case is read, so that a run needs no second grammar. Thread: any. */
final class BgpWords {
    private static final List<String> OPEN = List.of("as", "hold", "id", "version");
    private static final List<String> ROUTE = List.of("path", "origin", "next-hop", "endpoint", "attributes");
    private static final List<String> CODES = List.of("code", "subcode");

    /** Of the host part; the ASN is always whole. */
    private static final int MAX_PREFIX_LENGTH = 32;
    /** As the attribute's length is written in one byte. */
    private static final int MAX_PATH_ASNS = 63;
    private static final int MAX_ATTRIBUTES_BYTES = 3_700;

    private BgpWords() {
    }

    /**
     * @return the fields' values in canonical text
     * @throws ScriptException with the word, field or value that is wrong and what was expected
     */
    static Map<String, String> check(String place, String verb, List<String> words, Map<String, String> fields) {
        checkWords(place, verb, words, fields);
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, text) -> values.put(name, value(place, name, text, verb.equals("expect"))));
        return values;
    }

    private static void checkWords(String place, String verb, List<String> words, Map<String, String> fields) {
        String noun = words.isEmpty() ? "" : words.getFirst();
        switch (verb) {
            case "connect" -> require(place, words, fields, 0, OPEN);
            case "tcp", "close" -> require(place, words, fields, 0, List.of());
            case "announce" -> prefix(place, words, fields, 1, ROUTE);
            case "withdraw" -> prefix(place, words, fields, 1, List.of());
            case "send" -> checkSend(place, noun, words, fields);
            default -> checkExpect(place, noun, words, fields);
        }
    }

    private static void checkSend(String place, String noun, List<String> words, Map<String, String> fields) {
        switch (noun) {
            case "open" -> require(place, words, fields, 1, OPEN);
            case "keepalive", "refresh" -> require(place, words, fields, 1, List.of());
            case "notification" -> require(place, words, fields, 1, CODES);
            case "hex" -> {
                require(place, words, fields, 2, List.of());
                if (words.get(1).isEmpty() || FieldKind.HEX.canonical(words.get(1)) == null) {
                    throw new ScriptException(place + ": `bgp send hex " + words.get(1) + "`; expected " + FieldKind.HEX.expected() + ", two digits a byte");
                }
            }
            default -> throw new ScriptException(place + ": `bgp send " + noun + "`; expected open, keepalive, refresh, notification or hex");
        }
    }

    private static void checkExpect(String place, String noun, List<String> words, Map<String, String> fields) {
        switch (noun) {
            case "open" -> require(place, words, fields, 1, List.of("as", "hold"));
            case "keepalive", "established", "closed" -> require(place, words, fields, 1, List.of());
            case "notification" -> require(place, words, fields, 1, CODES);
            case "announce", "no-announce", "withdraw" -> prefix(place, words, fields, 2, List.of());
            default -> throw new ScriptException(place + ": `bgp expect " + noun
                + "`; expected open, keepalive, established, closed, notification, announce, no-announce or withdraw");
        }
    }

    /** As {@link #require}; the last word is a prefix. */
    private static void prefix(String place, List<String> words, Map<String, String> fields, int count, List<String> known) {
        require(place, words, fields, count, known);
        String prefix = words.getLast();
        int slash = prefix.indexOf('/');
        String length = slash < 0 ? null : FieldKind.BITS8.canonical(prefix.substring(slash + 1));
        if (length == null || Integer.parseInt(length) > MAX_PREFIX_LENGTH || FieldKind.ADDRESS.canonical(prefix.substring(0, slash)) == null) {
            throw new ScriptException(place + ": prefix '" + prefix + "'; expected one such as 64497.10.2.0.0/16, its length from 0 to " + MAX_PREFIX_LENGTH);
        }
    }

    private static String value(String place, String name, String text, boolean isExpected) {
        return switch (name) {
            // An expected OPEN shows the 2 bytes of its own field.
            case "as" -> one(place, name, text, isExpected ? FieldKind.BITS16 : FieldKind.BITS32);
            case "hold" -> one(place, name, text, FieldKind.BITS16);
            case "code", "subcode" -> isExpected ? each(place, name, text, "\\|", "|", FieldKind.BITS8) : one(place, name, text, FieldKind.BITS8);
            case "path" -> text.equals("none") ? text : path(place, text);
            case "id", "endpoint" -> one(place, name, text, FieldKind.IPV4_ADDRESS);
            case "next-hop" -> one(place, name, text, FieldKind.ADDRESS);
            case "attributes" -> attributes(place, text);
            default -> one(place, name, text, FieldKind.BITS8);
        };
    }

    private static String path(String place, String text) {
        int count = text.split(",", -1).length;
        if (count > MAX_PATH_ASNS) {
            throw new ScriptException(place + ": path of " + count + " ASNs; expected " + MAX_PATH_ASNS + " at most");
        }
        return each(place, "path", text, ",", ",", FieldKind.BITS32);
    }

    private static String attributes(String place, String text) {
        if (text.length() / 2 > MAX_ATTRIBUTES_BYTES) {
            throw new ScriptException(place + ": attributes of " + text.length() / 2 + " bytes; expected " + MAX_ATTRIBUTES_BYTES + " at most, as the others need room in a message of 4096");
        }
        return one(place, "attributes", text, FieldKind.HEX);
    }

    private static String each(String place, String name, String text, String regex, String joint, FieldKind kind) {
        return Stream.of(text.split(regex, -1)).map(part -> one(place, name, part, kind)).collect(Collectors.joining(joint));
    }

    private static String one(String place, String name, String text, FieldKind kind) {
        String canonical = kind.canonical(text);
        if (canonical == null) {
            throw new ScriptException(place + ": " + name + "=" + text + "; expected " + kind.expected());
        }
        return canonical;
    }

    private static void require(String place, List<String> words, Map<String, String> fields, int count, List<String> known) {
        if (words.size() != count) {
            throw new ScriptException(place + ": " + words.size() + " words " + words + "; expected " + count);
        }
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new ScriptException(place + ": field '" + name + "'; expected one of " + known);
            }
        }
    }
}
