// SPDX-License-Identifier: Apache-2.0
// Latency percentiles of the subject and its peer.
package io.eightfold.perf.page;

import java.util.List;
import java.util.stream.Collectors;

/** A panel for each measurement with latencies; the time axis is logarithmic. Thread: any. */
final class LatencyChart {
    private static final int TOP = 44;
    private static final int PANEL = 386;
    private static final int PLOT_TOP = 46;
    private static final int PLOT_BOTTOM = 286;
    private static final int PLOT_X = 110;
    private static final int PLOT_END_X = Svg.WIDTH - 60;
    private static final String SUBJECT = "Eightfold";

    private LatencyChart() {
    }

    /** The drawing of the newest result of each measurement. */
    static String draw(final List<Result> newest) {
        final List<Result> results = newest.stream().filter(r -> r.latency() != null).toList();
        final Svg svg = new Svg("latency", TOP + Math.max(100, results.size() * PANEL), "Latency percentiles",
            results.isEmpty() ? "No results." : results.stream().map(LatencyChart::words).collect(Collectors.joining("; ")) + ".");
        if (results.isEmpty()) {
            svg.text(20, TOP + 40, "muted", "start", "No measurement with latencies is stored yet.");
        }
        for (int i = 0; i < results.size(); i++) {
            panel(svg, results.get(i), TOP + i * PANEL);
        }
        return svg.end();
    }

    private static void panel(final Svg svg, final Result result, final double top) {
        final Percentiles subject = result.latency();
        final Percentiles peer = result.peerLatency();
        final List<Percentiles.Percentile> columns = subject.union(peer);
        svg.text(20, top + 8, "muted", "start", Svg.fit(result.title() + ": " + result.name(), Svg.WIDTH - 40, 13));
        final double lowest = lowest(subject, peer);
        final Axis time = Axis.decades(lowest, highest(subject, peer), top + PLOT_BOTTOM, top + PLOT_TOP);
        for (final double tick : time.ticks(0)) {
            svg.line("grid", 1, PLOT_X, time.at(tick), PLOT_END_X, time.at(tick));
            svg.text(PLOT_X - 8, time.at(tick) + 4, "small muted", "end", Numbers.time(tick));
        }
        svg.upwards(26, top + (PLOT_TOP + PLOT_BOTTOM) / 2.0, "muted", "latency (logarithmic)");
        final double step = (PLOT_END_X - PLOT_X) / (double) columns.size();
        final double valuesY = top + PLOT_BOTTOM + 40;
        for (int i = 0; i < columns.size(); i++) {
            svg.text(x(i, step), top + PLOT_BOTTOM + 18, "small", "middle", columns.get(i).label());
        }
        if (peer != null) {
            curve(svg, peer, columns, step, time, "peer");
            values(svg, peer, columns, step, valuesY + 18, "peer", "peer");
            legend(svg, Svg.WIDTH / 2.0, top + 28, "peer", Svg.fit(result.peer().isEmpty() ? "peer" : result.peer(), Svg.WIDTH / 2.0 - 60, 11));
        }
        curve(svg, subject, columns, step, time, "subject");
        values(svg, subject, columns, step, valuesY, "subject", SUBJECT);
        legend(svg, PLOT_X, top + 28, "subject", Svg.fit(result.subject(), Svg.WIDTH / 2.0 - PLOT_X - 50, 11));
        svg.text((PLOT_X + PLOT_END_X) / 2.0, valuesY + 42, "muted", "middle", "percentile: this part of the packets was at least as fast");
    }

    private static void curve(final Svg svg, final Percentiles percentiles, final List<Percentiles.Percentile> columns, final double step, final Axis time,
                              final String style) {
        final double[] points = new double[2 * percentiles.points().size()];
        for (int i = 0; i < percentiles.points().size(); i++) {
            final Percentiles.Point point = percentiles.points().get(i);
            points[2 * i] = x(columns.indexOf(point.percentile()), step);
            points[2 * i + 1] = time.at(point.ns());
        }
        svg.line(style + "-line", 2.5, points);
        for (int i = 0; i < points.length; i += 2) {
            mark(svg, style, points[i], points[i + 1]);
        }
    }

    /** The values in a row below the axis, where they cannot lie on each other. */
    private static void values(final Svg svg, final Percentiles percentiles, final List<Percentiles.Percentile> columns, final double step, final double y,
                               final String style, final String name) {
        mark(svg, style, 24, y - 4);
        svg.text(34, y, "small", "start", name);
        for (int i = 0; i < columns.size(); i++) {
            final double ns = percentiles.ns(columns.get(i));
            svg.text(x(i, step), y, "small", "middle", Double.isNaN(ns) ? "-" : Numbers.time(ns));
        }
    }

    private static void legend(final Svg svg, final double x, final double y, final String style, final String words) {
        svg.line(style + "-line", 2.5, x, y - 4, x + 36, y - 4);
        mark(svg, style, x + 18, y - 4);
        svg.text(x + 44, y, "small", "start", words);
    }

    /** Circles for the subject, squares for the peer: colour is not the only difference. */
    private static void mark(final Svg svg, final String style, final double x, final double y) {
        if ("peer".equals(style)) {
            svg.box(style, x - 4, y - 4, 8, 8);
        } else {
            svg.circle(style, x, y, 4.5);
        }
    }

    private static double x(final int column, final double step) {
        return PLOT_X + (column + 0.5) * step;
    }

    private static double lowest(final Percentiles subject, final Percentiles peer) {
        final double lowest = subject.points().getFirst().ns();
        return peer == null ? lowest : Math.min(lowest, peer.points().getFirst().ns());
    }

    private static double highest(final Percentiles subject, final Percentiles peer) {
        final double highest = subject.points().getLast().ns();
        return peer == null ? highest : Math.max(highest, peer.points().getLast().ns());
    }

    private static String words(final Result result) {
        return result.title() + ": " + SUBJECT + ' ' + words(result.latency()) + (result.peerLatency() == null ? "" : "; " + result.peer() + ' '
            + words(result.peerLatency()));
    }

    private static String words(final Percentiles percentiles) {
        return percentiles.points().stream().map(p -> p.percentile().label() + ' ' + Numbers.time(p.ns())).collect(Collectors.joining(", "));
    }
}
