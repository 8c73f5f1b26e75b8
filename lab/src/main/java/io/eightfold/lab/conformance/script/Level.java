// SPDX-License-Identifier: Apache-2.0
// How strongly the text asks.
package io.eightfold.lab.conformance.script;

/** RFC 2119's words, and what is this project's own. */
public enum Level {
    MUST("MUST"), SHOULD("SHOULD"), MAY("MAY"), OURS("ours");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** As cases and reports write it. */
    public String word() {
        return word;
    }
}
