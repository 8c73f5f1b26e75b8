// SPDX-License-Identifier: Apache-2.0
// Error numbers of text answers.
package io.eightfold.whois8.server.text;

/** Numbers and titles are those of the RIPE database, which scripts look for. The word is the label of the counter. */
public enum TextError {
    NO_ENTRIES(101, "no entries found", "no-entries"),
    UNKNOWN_SOURCE(102, "unknown source", "unknown-source"),
    NOT_INVERSE(105, "attribute is not searchable", "not-inverse"),
    NO_SEARCH_KEY(106, "no search key specified", "no-search-key"),
    LINE_TOO_LONG(107, "input line too long", "line-too-long"),
    BAD_CHARACTER(108, "bad character in input", "bad-character"),
    BAD_OPTION(111, "invalid option supplied", "bad-option"),
    BAD_KEY(115, "invalid search key", "bad-key"),
    QUERY_RATE(201, "access denied", "query-rate"),
    TIMEOUT(305, "connection has been closed after a period of inactivity", "timeout"),
    CONNECTIONS(306, "connections exceeded", "connections");

    private final int number;
    private final String title;
    private final String word;

    TextError(final int number, final String title, final String word) {
        this.number = number;
        this.title = title;
        this.word = word;
    }

    public int number() {
        return number;
    }

    public String word() {
        return word;
    }

    /** The line of the answer. */
    String line() {
        return "%ERROR:" + number + ": " + title;
    }
}
