// SPDX-License-Identifier: Apache-2.0
// What lines of clients came to.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.server.Counter;

/** Every line that was read comes to exactly one of these. The word is the label of the counter. */
public enum TextCounter implements Counter {
    /** Answered with what was asked for. */
    ANSWERED("answered"),
    /** Nothing is registered under what was asked for. */
    NO_ENTRIES("no-entries"),
    /** The line asks for nothing that could be looked up; the answer names the error. */
    REFUSED("refused"),
    /** Longer than a line may be. */
    LINE_TOO_LONG("line-too-long"),
    /** Not UTF-8, or with control characters. */
    BAD_CHARACTER("bad-character"),
    /** The address has asked too often. */
    QUERY_RATE("query-rate"),
    /** The client did not take the answer. */
    BROKEN_OFF("broken-off"),
    /** An empty line, or flags only, which ends a session or changes it. */
    EMPTY("empty");

    private final String word;

    TextCounter(final String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    static TextCounter of(final TextError error) {
        return switch (error) {
            case NO_ENTRIES -> NO_ENTRIES;
            case LINE_TOO_LONG -> LINE_TOO_LONG;
            case BAD_CHARACTER -> BAD_CHARACTER;
            case QUERY_RATE -> QUERY_RATE;
            default -> REFUSED;
        };
    }
}
