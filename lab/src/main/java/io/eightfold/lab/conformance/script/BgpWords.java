// SPDX-License-Identifier: Apache-2.0
// Which words and fields the BGP8 steps have.
package io.eightfold.lab.conformance.script;

import java.util.List;
import java.util.Map;

/** Checked when a case is read, so that a run needs no second grammar. Thread: any. */
final class BgpWords {
    private static final List<String> OPEN = List.of("as", "hold", "id", "version");
    private static final List<String> ROUTE = List.of("path", "origin", "next-hop", "endpoint", "attributes");
    private static final List<String> CODES = List.of("code", "subcode");

    private BgpWords() {
    }

    static void check(String place, String verb, List<String> words, Map<String, String> fields) {
        String noun = words.isEmpty() ? "" : words.getFirst();
        switch (verb) {
            case "connect" -> require(place, words, fields, 0, OPEN);
            case "tcp", "close" -> require(place, words, fields, 0, List.of());
            case "announce" -> require(place, words, fields, 1, ROUTE);
            case "withdraw" -> require(place, words, fields, 1, List.of());
            case "send" -> checkSend(place, noun, words, fields);
            default -> checkExpect(place, noun, words, fields);
        }
    }

    private static void checkSend(String place, String noun, List<String> words, Map<String, String> fields) {
        switch (noun) {
            case "open" -> require(place, words, fields, 1, OPEN);
            case "keepalive", "refresh" -> require(place, words, fields, 1, List.of());
            case "notification" -> require(place, words, fields, 1, CODES);
            case "hex" -> require(place, words, fields, 2, List.of());
            default -> throw new ScriptException(place + ": `bgp send " + noun + "`; expected open, keepalive, refresh, notification or hex");
        }
    }

    private static void checkExpect(String place, String noun, List<String> words, Map<String, String> fields) {
        switch (noun) {
            case "open" -> require(place, words, fields, 1, List.of("as", "hold"));
            case "keepalive", "established", "closed" -> require(place, words, fields, 1, List.of());
            case "notification" -> require(place, words, fields, 1, CODES);
            case "announce", "no-announce", "withdraw" -> require(place, words, fields, 2, List.of());
            default -> throw new ScriptException(place + ": `bgp expect " + noun
                + "`; expected open, keepalive, established, closed, notification, announce, no-announce or withdraw");
        }
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
