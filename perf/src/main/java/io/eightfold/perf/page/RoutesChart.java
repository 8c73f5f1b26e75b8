// SPDX-License-Identifier: Apache-2.0
// Rate against the number of routes.
package io.eightfold.perf.page;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Of the measurements {@code routes-N}; the routes' axis is logarithmic, that of the rate begins at zero. Thread: any. */
final class RoutesChart {
    private static final String SWEEP = "routes-";
    private static final int TOP = 76;
    private static final int BOTTOM = 306;
    private static final int HEIGHT = 370;
    private static final int PLOT_X = 90;
    private static final int PLOT_END_X = Svg.WIDTH - 50;
    private static final int STEPS = 5;

    private final List<Result> results;

    private RoutesChart(final List<Result> newest) {
        results = newest.stream().filter(r -> isOfSweep(r) && r.routes() > 0 && r.rate() != null)
            .sorted(Comparator.comparingDouble(Result::routes)).toList();
    }

    /** The drawing of the newest result of each measurement. */
    static String draw(final List<Result> newest) {
        return new RoutesChart(newest).draw();
    }

    /** Whether a result is a point of this chart. */
    static boolean isOfSweep(final Result result) {
        return result.measurement().startsWith(SWEEP);
    }

    private String draw() {
        final Svg svg = new Svg("routes", results.isEmpty() ? 144 : HEIGHT, "Forwarding rate against the number of routes", results.isEmpty() ? "No results."
            : results.stream().map(RoutesChart::words).collect(Collectors.joining("; ")) + ".");
        if (results.isEmpty()) {
            return svg.text(20, 84, "muted", "start", "No measurement routes-N is stored yet.").end();
        }
        final Axis routes = Axis.decades(results.getFirst().routes(), results.getLast().routes(), PLOT_X + 20, PLOT_END_X - 20);
        final Axis rate = Axis.fromZero(results.stream().mapToDouble(RoutesChart::highest).max().orElseThrow(), STEPS, BOTTOM, TOP);
        axes(svg, routes, rate);
        if (results.stream().anyMatch(r -> r.peerRate() != null)) {
            series(svg, routes, rate, Result::peerRate, "peer");
            svg.line("peer-line", 2.5, Svg.WIDTH / 2.0, 52, Svg.WIDTH / 2.0 + 36, 52).box("peer", Svg.WIDTH / 2.0 + 14, 48, 8, 8);
            svg.text(Svg.WIDTH / 2.0 + 44, 56, "small", "start", Svg.fit(peer(), Svg.WIDTH / 2.0 - 60, 11));
        }
        series(svg, routes, rate, Result::rate, "subject");
        svg.line("subject-line", 2.5, PLOT_X, 52, PLOT_X + 36, 52).circle("subject", PLOT_X + 18, 52, 4.5);
        svg.text(PLOT_X + 44, 56, "small", "start", Svg.fit(results.getLast().subject(), Svg.WIDTH / 2.0 - PLOT_X - 50, 11));
        return svg.end();
    }

    private void axes(final Svg svg, final Axis routes, final Axis rate) {
        for (final double tick : rate.ticks(STEPS)) {
            svg.line("grid", 1, PLOT_X, rate.at(tick), PLOT_END_X, rate.at(tick));
            svg.text(PLOT_X - 8, rate.at(tick) + 4, "small muted", "end", Numbers.tick(tick));
        }
        for (final double tick : routes.ticks(0)) {
            svg.line("grid", 1, routes.at(tick), BOTTOM, routes.at(tick), BOTTOM + 5);
            svg.text(routes.at(tick), BOTTOM + 20, "small muted", "middle", Numbers.text(tick));
        }
        svg.text((PLOT_X + PLOT_END_X) / 2.0, BOTTOM + 44, "muted", "middle", "routes in the table (logarithmic)");
        svg.upwards(26, (TOP + BOTTOM) / 2.0, "muted", results.getLast().unit() + ", one worker");
    }

    private void series(final Svg svg, final Axis routes, final Axis rate, final Function<Result, Measured> side, final String style) {
        final List<Result> known = results.stream().filter(r -> side.apply(r) != null).toList();
        final double[] points = new double[2 * known.size()];
        for (int i = 0; i < known.size(); i++) {
            points[2 * i] = routes.at(known.get(i).routes());
            points[2 * i + 1] = rate.at(side.apply(known.get(i)).median());
        }
        svg.line(style + "-line", 2.5, points);
        for (int i = 0; i < known.size(); i++) {
            final Measured value = side.apply(known.get(i));
            final double x = points[2 * i];
            final double y = points[2 * i + 1];
            svg.whisker(style + "-edge", x, rate.at(value.min()), x, rate.at(value.max()));
            if ("peer".equals(style)) {
                svg.box(style, x - 4, y - 4, 8, 8);
            } else {
                svg.circle(style, x, y, 4.5);
            }
        }
    }

    private String peer() {
        return results.stream().map(Result::peer).filter(p -> !p.isEmpty()).findFirst().orElse("peer");
    }

    private static double highest(final Result result) {
        return Math.max(result.rate().max(), result.peerRate() == null ? 0 : result.peerRate().max());
    }

    private static String words(final Result result) {
        return Numbers.text(result.routes()) + " routes: " + Numbers.text(result.rate()) + ' ' + result.unit()
            + (result.peerRate() == null ? "" : ", peer " + Numbers.text(result.peerRate()) + ' ' + result.unit());
    }
}
