// SPDX-License-Identifier: Apache-2.0
// Columns as wide as their content.
package io.eightfold.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of text; columns of numbers (title with a leading {@code >}) are flush right. Control characters of cells are written as
 * {@link VisibleText} has them: a row is a line. Thread: its owner. */
public final class TextTable {
    private static final String GAP = "  ";
    private final boolean[] isRight;
    private final List<String[]> rows = new ArrayList<>();

    /** @param titles column titles; a leading {@code >} makes the column flush right. */
    public TextTable(final String... titles) {
        isRight = new boolean[titles.length];
        final String[] head = new String[titles.length];
        for (int i = 0; i < titles.length; i++) {
            isRight[i] = titles[i].startsWith(">");
            head[i] = isRight[i] ? titles[i].substring(1) : titles[i];
        }
        rows.add(head);
    }

    /** Adds a row of as many cells as there are titles. */
    public void row(final Object... cells) {
        final String[] row = new String[isRight.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = VisibleText.of(String.valueOf(cells[i]));
        }
        rows.add(row);
    }

    /** Whether there is any row below the titles. */
    public boolean hasRows() {
        return rows.size() > 1;
    }

    /** Lines with their ends; no blanks at the ends of lines. */
    @Override
    public String toString() {
        final int[] widths = new int[isRight.length];
        for (final String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private String line(final String[] row, final int[] widths) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            final String space = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : GAP).append(isRight[i] ? space + row[i] : row[i] + space);
        }
        return line.toString().stripTrailing() + System.lineSeparator();
    }
}
