// SPDX-License-Identifier: Apache-2.0
// Text of others, safe for a terminal.
package io.eightfold.cli.show;

/**
 * Text that may come from others, such as a server's answer, for a terminal: what would move the cursor, colour, end the line or turn the direction of writing is
 * written as a backslash, u and its number. Thread: any.
 */
public final class VisibleText {
    private VisibleText() {
    }

    /** The text with its control and format characters, and halves of pairs, escaped; the same when it has none. */
    public static String of(final String text) {
        if (text.codePoints().allMatch(VisibleText::isVisible)) {
            return text;
        }
        final StringBuilder out = new StringBuilder();
        text.codePoints().forEach(each -> {
            if (isVisible(each)) {
                out.appendCodePoint(each);
            } else {
                out.append(each <= Character.MAX_VALUE ? "\\u%04x".formatted(each) : "\\u{%x}".formatted(each));
            }
        });
        return out.toString();
    }

    private static boolean isVisible(final int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
