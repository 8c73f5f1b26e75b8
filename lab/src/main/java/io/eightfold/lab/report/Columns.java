// SPDX-License-Identifier: Apache-2.0
// Columns as wide as their content.
package io.eightfold.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of text; columns whose title begins with {@code >} are flush right. Thread: its owner. */
public final class Columns {
    private static final String GAP = "  ";
    private final List<Boolean> isRight;
    private final List<List<String>> rows = new ArrayList<>();

    public Columns(String... titles) {
        isRight = Stream.of(titles).map(title -> title.startsWith(">")).toList();
        rows.add(Stream.of(titles).map(title -> title.startsWith(">") ? title.substring(1) : title).toList());
    }

    /** Adds a row of as many cells as there are titles. */
    public Columns row(Object... cells) {
        if (cells.length != isRight.size()) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + isRight.size() + " columns");
        }
        rows.add(Stream.of(cells).map(String::valueOf).toList());
        return this;
    }

    /** Whether there is any row below the titles. */
    public boolean hasRows() {
        return rows.size() > 1;
    }

    /** Lines indented by two blanks, without blanks at their ends. */
    @Override
    public String toString() {
        int[] widths = IntStream.range(0, isRight.size()).map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder(GAP);
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP).append(isRight.get(i) ? space + row.get(i) : row.get(i) + space);
        }
        return line.toString().stripTrailing() + "\n";
    }
}
