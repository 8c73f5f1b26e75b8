// SPDX-License-Identifier: Apache-2.0
// One line of the screen: pieces of text with a style.
package io.eightfold.cli.top;

import java.util.ArrayList;
import java.util.List;

/** One line of the screen. Thread: its owner. */
final class Line {
    /** How a piece looks; the number is that of ECMA-48's SGR. */
    enum Style {
        PLAIN(""), BOLD("1"), REVERSE("7"), GOOD("32"), BAD("31"), WARNING("33"), FAINT("90");

        private final String code;

        Style(final String code) {
            this.code = code;
        }

        /** Colours are what {@code NO_COLOR} is about; bold and reverse stay. */
        private boolean isColor() {
            return this == GOOD || this == BAD || this == WARNING || this == FAINT;
        }
    }

    private record Piece(String text, Style style) {
    }

    private final List<Piece> pieces = new ArrayList<>();

    static Line of(final String text, final Style style) {
        return new Line().add(text, style);
    }

    static Line of(final String text) {
        return of(text, Style.PLAIN);
    }

    Line add(final String text, final Style style) {
        pieces.add(new Piece(text, style));
        return this;
    }

    Line add(final String text) {
        return add(text, Style.PLAIN);
    }

    /** Without styles and blanks at the end. */
    String plain() {
        final StringBuilder text = new StringBuilder();
        pieces.forEach(p -> text.append(p.text()));
        return text.toString().stripTrailing();
    }

    /** With styles, cut to the width. */
    String styled(final int width, final boolean isColored) {
        final StringBuilder text = new StringBuilder();
        int left = width;
        for (final Piece piece : pieces) {
            final String shown = piece.text().substring(0, Math.min(left, piece.text().length()));
            left -= shown.length();
            if (piece.style() == Style.PLAIN || piece.style().isColor() && !isColored) {
                text.append(shown);
            } else {
                text.append("\u001b[").append(piece.style().code).append('m').append(shown).append("\u001b[0m");
            }
        }
        return text.toString();
    }
}
