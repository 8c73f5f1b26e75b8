// SPDX-License-Identifier: Apache-2.0
// A drawing, written element by element.
package io.eightfold.perf.page;

import java.util.Locale;

/**
 * One SVG element with a title and a description for those who do not see it. The drawing has its own background, light or dark as the reader's
 * system asks, so that it can be read on any page; no fonts and no scripts are fetched. Thread: its owner.
 */
final class Svg {
    static final int WIDTH = 860;
    /**
     * Widest average character of the fonts that a browser may take for sans-serif, in em: text is never measured, only estimated.
     */
    private static final double CHARACTER_EM = 0.62;
    private static final String STYLE = """
        <style>
        .chart { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 13px; }
        .chart .ground { fill: #ffffff; } .chart text { fill: #1f2328; } .chart .muted { fill: #59636e; }
        .chart .small { font-size: 11px; } .chart .head { font-size: 15px; font-weight: 600; }
        .chart .grid { stroke: #d8dee4; } .chart .ink { stroke: #1f2328; fill: none; } .chart .solid { fill: #1f2328; }
        .chart .subject { fill: #0969da; } .chart .peer { fill: #bc4c00; }
        .chart .subject-line { stroke: #0969da; fill: none; } .chart .peer-line { stroke: #bc4c00; fill: none; stroke-dasharray: 6 4; }
        .chart .subject-edge { stroke: #0969da; } .chart .peer-edge { stroke: #bc4c00; }
        @media (prefers-color-scheme: dark) {
        .chart .ground { fill: #0d1117; } .chart text { fill: #e6edf3; } .chart .muted { fill: #9198a1; }
        .chart .grid { stroke: #30363d; } .chart .ink { stroke: #e6edf3; } .chart .solid { fill: #e6edf3; }
        .chart .subject { fill: #4493f8; } .chart .peer { fill: #f0883e; }
        .chart .subject-line { stroke: #4493f8; } .chart .peer-line { stroke: #f0883e; }
        .chart .subject-edge { stroke: #4493f8; } .chart .peer-edge { stroke: #f0883e; }
        }
        </style>
        """;

    private final StringBuilder text = new StringBuilder();

    /** @param id unique on a page that holds several drawings. */
    Svg(final String id, final int height, final String title, final String description) {
        add("""
            <svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="%s-title %s-desc">
            <title id="%s-title">%s</title>
            <desc id="%s-desc">%s</desc>
            """, WIDTH, height, WIDTH, height, id, id, id, escape(title), id, escape(description));
        text.append(STYLE);
        add("<rect class=\"ground\" x=\"0\" y=\"0\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n", WIDTH, height);
        text(20, 28, "head", "start", title);
    }

    /** The whole drawing. */
    String end() {
        return text + "</svg>\n";
    }

    /** @param anchor {@code start}, {@code middle} or {@code end}: which part of the text is at x. */
    Svg text(final double x, final double y, final String style, final String anchor, final String words) {
        add("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n", style, number(x), number(y), anchor, escape(words));
        return this;
    }

    /** Text that reads upwards, its middle at this point. */
    Svg upwards(final double x, final double y, final String style, final String words) {
        add("<text class=\"%s\" transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>%n", style, number(x), number(y), escape(words));
        return this;
    }

    Svg line(final String style, final double width, final double x1, final double y1, final double x2, final double y2) {
        add("<path class=\"%s\" stroke-width=\"%s\" d=\"M%s %sL%s %s\"/>%n", style, number(width), number(x1), number(y1), number(x2), number(y2));
        return this;
    }

    /** A line through points, x and y in turns. */
    Svg line(final String style, final double width, final double[] points) {
        final StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L').append(number(points[i])).append(' ').append(number(points[i + 1]));
        }
        add("<path class=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\" d=\"%s\"/>%n", style, number(width), path);
        return this;
    }

    Svg box(final String style, final double x, final double y, final double width, final double height) {
        add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>%n", style, number(x), number(y), number(width), number(height));
        return this;
    }

    Svg circle(final String style, final double x, final double y, final double radius) {
        add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>%n", style, number(x), number(y), number(radius));
        return this;
    }

    /** A triangle whose tip is here; its body is {@code height} further down, or up when that is negative. */
    Svg triangle(final String style, final double x, final double y, final double height) {
        final double half = Math.abs(height) * 0.6;
        add("<path class=\"%s\" stroke-width=\"1.5\" d=\"M%s %sL%s %sL%s %sz\"/>%n", style, number(x), number(y), number(x - half), number(y + height),
            number(x + half), number(y + height));
        return this;
    }

    /** From low to high, with a bar at both ends; nothing when they are the same. */
    Svg whisker(final String style, final double x1, final double y1, final double x2, final double y2) {
        final double cap = 4;
        if (x1 == x2 && y1 == y2) {
            return this;
        }
        final double dx = x1 == x2 ? cap : 0;
        final double dy = cap - dx;
        return line(style, 1.5, x1, y1, x2, y2).line(style, 1.5, x1 - dx, y1 - dy, x1 + dx, y1 + dy).line(style, 1.5, x2 - dx, y2 - dy, x2 + dx, y2 + dy);
    }

    /** The words as far as they fit, with an ellipsis for the rest. */
    static String fit(final String words, final double width, final double fontSize) {
        final int characters = (int) (width / (fontSize * CHARACTER_EM));
        return words.length() <= characters ? words : words.substring(0, characters - 1).stripTrailing() + '…';
    }

    /** For text and attributes. Characters that XML does not know become a question mark. */
    static String escape(final String words) {
        final StringBuilder escaped = new StringBuilder();
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c < ' ' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? '?' : c);
            }
        });
        return escaped.toString();
    }

    private void add(final String format, final Object... values) {
        // Not the machine's line end: %n would make other bytes elsewhere.
        text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    /** One decimal at most: a tenth of a pixel is not seen. */
    private static String number(final double value) {
        final double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
