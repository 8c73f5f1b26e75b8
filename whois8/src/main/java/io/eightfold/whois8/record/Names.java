// SPDX-License-Identifier: Apache-2.0
// Names in records.
package io.eightfold.whois8.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What may be written in a record: nothing that could break a line of a text answer or a path of a request. Thread: any. */
public final class Names {
    public static final int MAX_HOLDER_BYTES = 120;
    /** Characters of a value that a message repeats. */
    public static final int MAX_SHOWN = 60;
    private static final Pattern RIR = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final Pattern HANDLE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,31}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private Names() {
    }

    /** @throws RecordException unless it is a registry's name: a lower-case letter, then letters, digits or '-', 16 in all */
    public static String requireRir(final String rir) {
        return require(RIR, "rir", rir, "1 to 16 of a-z, 0-9 and '-', a letter first, such as ripe");
    }

    /** @throws RecordException unless it is a handle of a holder: upper-case letters, digits and '-', 32 at most */
    public static String requireHandle(final String handle) {
        return require(HANDLE, "handle", handle, "1 to 32 of A-Z, 0-9 and '-', a letter or digit first, such as ORG-EX1");
    }

    /** @throws RecordException unless it looks like a country code of ISO 3166-1 */
    public static String requireCountry(final String country) {
        return require(COUNTRY, "country", country, "two capital letters of ISO 3166, such as DE");
    }

    /** @throws RecordException for an empty or long name, or one with control characters */
    public static String requireHolder(final String holder) {
        if (holder == null || holder.isBlank() || !holder.equals(holder.strip())) {
            throw new RecordException("holder '" + shown(holder) + "' is empty or begins or ends with a blank; give a name");
        }
        final int length = holder.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_HOLDER_BYTES) {
            throw new RecordException("holder of " + length + " bytes > MAX_HOLDER_BYTES=" + MAX_HOLDER_BYTES + "; shorten it");
        }
        if (holder.codePoints().anyMatch(Names::isForbidden)) {
            throw new RecordException("holder holds a control character; use printable ones");
        }
        return holder;
    }

    /** Not unassigned ones: which those are differs between versions of Java, and two readers must not differ over a record. */
    private static boolean isForbidden(final int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** What others sent, fit for a message, a log or a terminal: cut to {@link #MAX_SHOWN} characters, and what does not print by its number. */
    public static String shown(final String text) {
        final StringBuilder shown = new StringBuilder();
        String.valueOf(text).codePoints().limit(MAX_SHOWN).forEach(codePoint -> {
            if (isForbidden(codePoint) || !Character.isDefined(codePoint)) {
                shown.append(String.format(codePoint > Character.MAX_VALUE ? "\\u{%x}" : "\\u%04x", codePoint));
            } else {
                shown.appendCodePoint(codePoint);
            }
        });
        return text != null && text.codePointCount(0, text.length()) > MAX_SHOWN ? shown + "..." : shown.toString();
    }

    private static String require(final Pattern pattern, final String what, final String value, final String expected) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new RecordException(what + " '" + shown(value) + "' is not " + expected);
        }
        return value;
    }
}
