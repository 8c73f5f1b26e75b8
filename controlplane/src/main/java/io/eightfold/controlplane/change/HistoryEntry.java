// SPDX-License-Identifier: Apache-2.0
// One configuration that was in force, and how it came to be.
package io.eightfold.controlplane.change;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One configuration that was in force. Its file is the text below one comment line that says the rest, so that it can be started with or reloaded as it is.
 * <p>Thread: any; immutable.
 *
 * @param number rises with every change
 * @param timeMs when it came into force, milliseconds since 1970
 * @param cause  {@code start}, {@code reload}, {@code apply}, {@code rollback} or {@code undo}
 * @param user   who asked for it, as far as the client said
 * @param source the file it was read from, as the client called it
 * @param text   the whole text, with its secrets
 */
public record HistoryEntry(int number, long timeMs, String cause, String user, String source, String text) {
    private static final String HEADER = "! eightfold-history ";

    /** The content of the entry's file. */
    String write() {
        return HEADER + "time=" + Instant.ofEpochMilli(timeMs) + " cause=" + word(cause) + " user=" + word(user) + " source=" + word(source) + "\n" + text;
    }

    /**
     * Reads the content of an entry's file.
     *
     * @throws IllegalArgumentException when it does not begin as {@link #write} begins it
     */
    static HistoryEntry read(final int number, final String content) {
        final int end = content.indexOf('\n');
        if (end < 0 || !content.startsWith(HEADER)) {
            throw new IllegalArgumentException("does not begin with '" + HEADER.strip() + "'");
        }
        final Map<String, String> values = Arrays.stream(content.substring(HEADER.length(), end).split(" ")).map(word -> word.split("=", 2))
                .filter(pair -> pair.length == 2).collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> one, LinkedHashMap::new));
        try {
            return new HistoryEntry(number, Instant.parse(values.getOrDefault("time", "")).toEpochMilli(), values.getOrDefault("cause", "-"),
                    values.getOrDefault("user", "-"), values.getOrDefault("source", "-"), content.substring(end + 1));
        } catch (final DateTimeException e) {
            throw new IllegalArgumentException("has no time in its first line", e);
        }
    }

    /** One printable word: a name with a blank or a line end must not become another field or line of the file. */
    static String word(final String text) {
        final String word = text.codePoints().map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c) ? '_' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return word.isEmpty() ? "-" : word;
    }
}
