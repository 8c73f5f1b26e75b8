// SPDX-License-Identifier: Apache-2.0
// A message's text and its key=value pairs, from one walk over the pattern.
package io.eightfold.controlplane.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * A message's text and its {@code key=value} pairs. Pairs are found in the pattern, never in the values: {@code key={}} and
 * {@code key="{}"} take the argument whole, {@code key=word} a literal. Control characters are escaped, so an event is one line, and the
 * value of a key that names a secret is hidden.
 * Thread: any; immutable.
 */
record LogMessage(String text, Map<String, String> pairs) {
    /** What stands in place of a secret, as in {@code show running-config}. */
    static final String HIDDEN = "<hidden>";
    /** RFC 5424 §6.3.3: an SD-NAME has at most 32 characters. */
    static final int MAX_KEY_LENGTH = 32;
    private static final List<String> SECRETS = List.of("password", "passphrase", "secret", "token");
    private static final String PLACE = "{}";
    private static final String HEX = "0123456789abcdef";

    /** Fills the pattern; places without an argument stay as they are, like everywhere in SLF4J. */
    static LogMessage of(final String pattern, final Object[] arguments, final List<KeyValuePair> more) {
        final Walk walk = new Walk(pattern == null ? "null" : pattern, arguments == null ? new Object[0] : arguments);
        walk.run();
        if (more != null) {
            more.forEach(pair -> walk.append(pair.key, pair.value));
        }
        return new LogMessage(walk.text.toString(), walk.pairs);
    }

    static boolean isSecret(final String key) {
        final String lower = key.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(lower::endsWith);
    }

    static String textOf(final Object value) {
        try {
            return clean(value instanceof Object[] array ? java.util.Arrays.deepToString(array) : String.valueOf(value));
        } catch (final RuntimeException e) {
            // A broken toString must not take the event away, nor the thread that reports it.
            return "<" + e.getClass().getSimpleName() + ">";
        }
    }

    /** Control characters as {@code \xNN}: a line of the log is never the work of whoever chose a value. */
    private static String clean(final String value) {
        int i = 0;
        while (i < value.length() && !Character.isISOControl(value.charAt(i))) {
            i++;
        }
        if (i == value.length()) {
            return value;
        }
        final StringBuilder cleaned = new StringBuilder(value.length() + 16);
        for (i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                cleaned.append("\\x").append(HEX.charAt(c >> 4 & 0xF)).append(HEX.charAt(c & 0xF));
            } else {
                cleaned.append(c);
            }
        }
        return cleaned.toString();
    }

    /** One pass over a pattern. */
    private static final class Walk {
        private final String pattern;
        private final Object[] arguments;
        private final StringBuilder text = new StringBuilder();
        private final Map<String, String> pairs = new LinkedHashMap<>();
        private int at;
        private int nextArgument;

        Walk(final String pattern, final Object[] arguments) {
            this.pattern = pattern;
            this.arguments = arguments;
        }

        void run() {
            while (at < pattern.length()) {
                final int keyEnd = keyEnd();
                if (keyEnd > at) {
                    pair(keyEnd);
                } else if (isPlace()) {
                    text.append(take());
                } else {
                    text.append(clean(pattern.substring(at, at + 1)));
                    at++;
                }
            }
        }

        void append(final String key, final Object value) {
            final String shown = isSecret(key) ? HIDDEN : textOf(value);
            pairs.put(key, shown);
            text.append(' ').append(key).append('=').append(shown);
        }

        /** Index of the {@code =} when a key starts here at the begin of a word; else -1. */
        private int keyEnd() {
            if (at > 0 && pattern.charAt(at - 1) != ' ' || !isLetter(pattern.charAt(at))) {
                return -1;
            }
            int end = at;
            while (end < pattern.length() && isKeyCharacter(pattern.charAt(end))) {
                end++;
            }
            return end < pattern.length() && pattern.charAt(end) == '=' && end - at <= MAX_KEY_LENGTH ? end : -1;
        }

        private void pair(final int keyEnd) {
            final String key = pattern.substring(at, keyEnd);
            text.append(key).append('=');
            at = keyEnd + 1;
            final boolean isQuoted = at < pattern.length() && pattern.charAt(at) == '"';
            if (isQuoted) {
                text.append('"');
                at++;
            }
            final String value = value(isQuoted ? '"' : ' ');
            final String shown = isSecret(key) ? HIDDEN : value;
            text.append(shown);
            if (!shown.isEmpty()) {
                pairs.put(key, isQuoted ? shown : withoutPunctuation(shown));
            }
        }

        /** The value up to the end character, which stays; places in it are filled. */
        private String value(final char end) {
            final StringBuilder value = new StringBuilder();
            while (at < pattern.length() && pattern.charAt(at) != end) {
                if (isPlace()) {
                    value.append(take());
                } else {
                    value.append(clean(pattern.substring(at, at + 1)));
                    at++;
                }
            }
            return value.toString();
        }

        private boolean isPlace() {
            return nextArgument < arguments.length && pattern.startsWith(PLACE, at);
        }

        private String take() {
            at += PLACE.length();
            return textOf(arguments[nextArgument++]);
        }

        /** {@code link=down; bring it up}: the sentence's punctuation is not the value's. */
        private static String withoutPunctuation(final String value) {
            final char last = value.charAt(value.length() - 1);
            return value.length() > 1 && (last == ';' || last == ',' || last == ':') ? value.substring(0, value.length() - 1) : value;
        }

        private static boolean isLetter(final char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }

        private static boolean isKeyCharacter(final char c) {
            return isLetter(c) || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
        }
    }
}
