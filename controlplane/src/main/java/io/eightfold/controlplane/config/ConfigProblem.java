// SPDX-License-Identifier: Apache-2.0
// One problem or warning of a configuration file, with its place.
package io.eightfold.controlplane.config;

/**
 * One problem or warning of a configuration file, with its place.
 * <p>Thread: any; immutable.
 *
 * @param file    name of the file as given
 * @param line    from 1
 * @param column  from 1, in characters; a tab is one character
 * @param word    the word at that place, or {@code end of line}
 * @param message what was expected, the limit and the remedy
 */
public record ConfigProblem(String file, int line, int column, String word, String message) {
    /** Stands for the word when the line ended too early. */
    public static final String END_OF_LINE = "end of line";
    private static final int SHOWN_WORD_LENGTH = 60;

    /** {@code FILE:LINE:COLUMN: 'word': message}, safe for a terminal whatever the file held. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": '" + shown(word) + "': " + message;
    }

    /**
     * The line of the file and a caret under the word, two lines without a closing newline.
     *
     * @param text the text that was parsed
     */
    public String excerpt(String text) {
        String source = printable(SecretLines.masked(text.lines().skip(line - 1L).findFirst().orElse("")));
        return "  " + source + System.lineSeparator() + " ".repeat(column + 1) + "^";
    }

    /** The word for a message: printable, and cut when it is very long. */
    static String shown(String word) {
        String text = printable(word);
        return text.length() <= SHOWN_WORD_LENGTH ? text : text.substring(0, SHOWN_WORD_LENGTH) + "...";
    }

    /** Replaces control characters one for one, so that columns stay and no terminal is steered by a file. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(c == '\t' ? ' ' : Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }
}
