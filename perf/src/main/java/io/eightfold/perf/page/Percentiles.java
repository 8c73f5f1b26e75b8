// SPDX-License-Identifier: Apache-2.0
// Latency of one forwarder.
package io.eightfold.perf.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From the keys {@code p50}, {@code p90}, {@code p99}, {@code p99_9}, {@code p99_99}, {@code p99_999} (which may be missing) and {@code max} of a result
 * file, in nanoseconds.
 * @param points in this order.
 */
record Percentiles(List<Point> points) {

    /** The keys, lowest first. */
    enum Percentile {
        P50("p50", "50 %"), P90("p90", "90 %"), P99("p99", "99 %"), P99_9("p99_9", "99.9 %"), P99_99("p99_99", "99.99 %"),
        P99_999("p99_999", "99.999 %"), MAX("max", "max");

        private final String key;
        private final String label;

        Percentile(final String key, final String label) {
            this.key = key;
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** One percentile. */
    record Point(Percentile percentile, double ns) {
    }

    static Percentiles parse(final ResultNode node) {
        final List<Point> points = new ArrayList<>();
        for (final Percentile percentile : Percentile.values()) {
            if (percentile != Percentile.P99_999 || node.has(percentile.key)) {
                final double ns = node.positive(percentile.key);
                if (!points.isEmpty() && ns < points.getLast().ns()) {
                    throw node.wrong(percentile.key, "is " + Numbers.text(ns) + ", less than the percentile below it");
                }
                points.add(new Point(percentile, ns));
            }
        }
        return new Percentiles(points);
    }

    /** The value in nanoseconds, or NaN. */
    double ns(final Percentile percentile) {
        return points.stream().filter(p -> p.percentile() == percentile).mapToDouble(Point::ns).findFirst().orElse(Double.NaN);
    }

    /** Percentiles that one of both has. {@code other} may be null. */
    List<Percentile> union(final Percentiles other) {
        return Arrays.stream(Percentile.values())
            .filter(p -> !Double.isNaN(ns(p)) || other != null && !Double.isNaN(other.ns(p))).toList();
    }
}
