// SPDX-License-Identifier: Apache-2.0
// Ratios as bars, with what was asked of them.
package io.eightfold.perf.page;

import java.util.List;
import java.util.stream.Collectors;

/** Of ratios of which something is asked; others, which may be of any size, are in the tables. The sweep over numbers of routes has a chart of its own. Thread: any. */
final class RatioChart {
    private static final int TOP = 84;
    private static final int ROW = 44;
    private static final int BOTTOM = 52;
    private static final int LABEL_X = 20;
    private static final int PLOT_X = 330;
    private static final int PLOT_END_X = 680;
    private static final int VALUE_X = 700;
    private static final int STEPS = 6;

    private final List<Bar> bars;
    private final Axis axis;

    /** A ratio whose higher values are the good ones, of one result. */
    private record Bar(Result result, Figure figure) {
        String line1() {
            return result.title();
        }

        String line2() {
            if (!figure.name().isEmpty()) {
                return figure.name();
            }
            return result.peer().isEmpty() ? result.subject() : "against " + result.peer();
        }

        double highest() {
            final double limit = Double.isNaN(figure.aim()) ? 1 : figure.aim();
            return Math.max(figure.value().max(), limit);
        }

        String words() {
            return line1() + ", " + line2() + ": " + Numbers.text(figure.value()) + ", reach " + Numbers.limit(figure.reach()) + ", aim "
                + Numbers.limit(figure.aim());
        }
    }

    private RatioChart(final List<Result> newest) {
        bars = newest.stream().filter(r -> !RoutesChart.isOfSweep(r)).flatMap(r -> r.figures().stream().map(f -> new Bar(r, f)))
            .filter(b -> b.figure().isHigherBetter() && b.figure().unit().isEmpty() && b.figure().isJudged()).toList();
        axis = Axis.fromZero(bars.stream().mapToDouble(Bar::highest).max().orElse(1), STEPS, PLOT_X, PLOT_END_X);
    }

    /** The drawing of the newest result of each measurement. */
    static String draw(final List<Result> newest) {
        return new RatioChart(newest).draw();
    }

    private String draw() {
        final int bottom = TOP + Math.max(1, bars.size()) * ROW;
        final Svg svg = new Svg("ratios", bottom + BOTTOM, "Ratios: the subject's rate over its peer's",
            bars.isEmpty() ? "No results." : bars.stream().map(Bar::words).collect(Collectors.joining("; ")) + ".");
        legend(svg);
        for (final double tick : axis.ticks(STEPS)) {
            svg.line("grid", 1, axis.at(tick), TOP, axis.at(tick), bottom);
            svg.text(axis.at(tick), bottom + 18, "small muted", "middle", Numbers.tick(tick));
        }
        svg.text((PLOT_X + PLOT_END_X) / 2.0, bottom + 38, "muted", "middle", "ratio, subject over peer (1 = as fast)");
        if (bars.isEmpty()) {
            svg.text(LABEL_X, TOP + ROW / 2.0, "muted", "start", "No measurement with a ratio is stored yet.");
        }
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * ROW + ROW / 2.0);
        }
        return svg.end();
    }

    private void draw(final Svg svg, final Bar bar, final double y) {
        final Figure figure = bar.figure();
        final Measured value = figure.value();
        svg.text(LABEL_X, y - 2, "", "start", Svg.fit(bar.line1(), PLOT_X - LABEL_X, 13));
        svg.text(LABEL_X, y + 13, "small muted", "start", Svg.fit(bar.line2(), PLOT_X - LABEL_X, 11));
        svg.box("no".equals(figure.met()) ? "peer" : "subject", PLOT_X, y - 8, axis.at(value.median()) - PLOT_X, 16);
        svg.whisker("ink", axis.at(value.min()), y, axis.at(value.max()), y);
        // Below and above the bar, where they hide neither each other nor the whisker.
        if (figure.reach() > 0) {
            svg.triangle("ink", axis.at(figure.reach()), y + 9, 8);
        }
        if (figure.aim() > 0) {
            svg.triangle("solid", axis.at(figure.aim()), y - 9, -8);
        }
        svg.text(VALUE_X, y + 5, "", "start", Numbers.text(value.median()));
        svg.text(VALUE_X + 55, y + 5, "small muted", "start", switch (figure.met()) {
            case "aim" -> "aim met";
            case "reach" -> "reach met";
            case "no" -> "below reach";
            default -> "";
        });
    }

    private static void legend(final Svg svg) {
        final double y = 54;
        svg.box("subject", 20, y - 8, 26, 14).text(52, y + 4, "small", "start", "median");
        svg.box("peer", 112, y - 8, 26, 14).text(144, y + 4, "small", "start", "median, below reach");
        svg.whisker("ink", 282, y, 308, y).text(316, y + 4, "small", "start", "lowest and highest pair");
        svg.triangle("ink", 486, y - 4, 8).text(498, y + 4, "small", "start", "reach");
        svg.triangle("solid", 556, y + 4, -8).text(568, y + 4, "small", "start", "aim");
    }
}
