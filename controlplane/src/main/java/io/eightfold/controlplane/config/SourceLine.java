// SPDX-License-Identifier: Apache-2.0
// Cuts the text of a configuration file into lines of words.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of a configuration file that says something.
 *
 * @param number from 1
 * @param words  at least one
 * @param end    stands behind the last word, for messages about what is missing
 */
record SourceLine(int number, List<Word> words, Word end) {
    /** The lines of the text that are neither blank nor comment. A word that starts with {@code !} or {@code #} starts a comment. */
    static List<SourceLine> of(String text) {
        List<SourceLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            List<Word> words = words(line);
            if (!words.isEmpty()) {
                Word last = words.getLast();
                lines.add(new SourceLine(number, words, new Word(ConfigProblem.END_OF_LINE, last.column() + last.text().length() + 1)));
            }
        }
        return lines;
    }

    private static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (isBlank(c)) {
                at++;
                continue;
            }
            if (c == '!' || c == '#') {
                break;
            }
            int start = at;
            while (at < line.length() && !isBlank(line.charAt(at))) {
                at++;
            }
            words.add(new Word(line.substring(start, at), start + 1));
        }
        return words;
    }

    /** Also no-break spaces and byte order marks, which arrive with text pasted from a document. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    /** The words from the given index on. */
    SourceLine from(int index) {
        return new SourceLine(number, words.subList(index, words.size()), end);
    }

    /** The word at the index, or the end of the line. */
    Word word(int index) {
        return index < words.size() ? words.get(index) : end;
    }

    /** Whether this line has at least the words of the other in front. */
    boolean startsLike(SourceLine other) {
        return other.words.size() <= words.size() && IntStream.range(0, other.words.size()).allMatch(i -> words.get(i).text().equals(other.words.get(i).text()));
    }
}
