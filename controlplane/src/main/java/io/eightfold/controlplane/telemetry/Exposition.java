// SPDX-License-Identifier: Apache-2.0
// Gathers the values of one scrape.
package io.eightfold.controlplane.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers the values of one scrape in the library's form. Thread: its owner, the scrape. */
final class Exposition {
    private final Map<Metric, List<Value>> values = new EnumMap<>(Metric.class);

    /** @param count of a summary; else unused. */
    private record Value(Labels labels, double value, long count) {
    }

    /** Adds a value; one label value for each label of the metric. */
    void add(final Metric metric, final double value, final String... labels) {
        put(metric, new Value(labels(metric, labels), value, 0));
    }

    void add(final Metric metric, final boolean value, final String... labels) {
        add(metric, value ? 1 : 0, labels);
    }

    void addSummary(final Metric metric, final long count, final double sum, final String... labels) {
        put(metric, new Value(labels(metric, labels), sum, count));
    }

    /** Takes over all values of another. */
    void addAll(final Exposition other) {
        other.values.forEach((metric, found) -> values.computeIfAbsent(metric, m -> new ArrayList<>()).addAll(found));
    }

    private void put(final Metric metric, final Value value) {
        values.computeIfAbsent(metric, m -> new ArrayList<>()).add(value);
    }

    private static Labels labels(final Metric metric, final String... given) {
        assert given.length == metric.labels().size() : metric + " has labels " + metric.labels();
        return Labels.of(metric.labels().toArray(String[]::new), given);
    }

    MetricSnapshots snapshots() {
        final List<MetricSnapshot> all = new ArrayList<>();
        values.forEach((metric, found) -> all.add(snapshot(metric, found)));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot snapshot(final Metric metric, final List<Value> found) {
        return switch (metric.type()) {
            case COUNTER -> counter(metric, found);
            case GAUGE -> gauge(metric, found);
            case INFO -> info(metric, found);
            case SUMMARY -> summary(metric, found);
        };
    }

    /** The library adds the suffixes that a type demands. */
    private static String baseName(final Metric metric, final String suffix) {
        return metric.metricName().substring(0, metric.metricName().length() - suffix.length());
    }

    private static CounterSnapshot counter(final Metric metric, final List<Value> found) {
        final CounterSnapshot.Builder builder = CounterSnapshot.builder().name(baseName(metric, "_total")).help(metric.help());
        found.forEach(v -> builder.dataPoint(CounterDataPointSnapshot.builder().labels(v.labels()).value(v.value()).build()));
        return builder.build();
    }

    private static GaugeSnapshot gauge(final Metric metric, final List<Value> found) {
        final GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(metric.metricName()).help(metric.help());
        found.forEach(v -> builder.dataPoint(GaugeDataPointSnapshot.builder().labels(v.labels()).value(v.value()).build()));
        return builder.build();
    }

    private static InfoSnapshot info(final Metric metric, final List<Value> found) {
        final InfoSnapshot.Builder builder = InfoSnapshot.builder().name(baseName(metric, "_info")).help(metric.help());
        found.forEach(v -> builder.dataPoint(InfoDataPointSnapshot.builder().labels(v.labels()).build()));
        return builder.build();
    }

    private static SummarySnapshot summary(final Metric metric, final List<Value> found) {
        final SummarySnapshot.Builder builder = SummarySnapshot.builder().name(metric.metricName()).help(metric.help());
        found.forEach(v -> builder.dataPoint(SummaryDataPointSnapshot.builder().labels(v.labels()).count(v.count()).sum(v.value()).build()));
        return builder.build();
    }
}
