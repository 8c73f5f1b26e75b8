// SPDX-License-Identifier: Apache-2.0
// What Prometheus sees of a router.
/**
 * What Prometheus sees of a router. Off unless configured; then {@link io.eightfold.controlplane.telemetry.MetricsServer} answers
 * {@code GET /metrics} and {@code GET /-/healthy}, and nothing else.
 *
 * <pre>
 *   scrape -> MetricsServer -> RouterCollector --+-> PortCounterSource   the dataplane's counter file, mapped; also when it is down
 *                                                +-> TelemetrySources    RIB, FIB session, journal, configuration
 *                                                +-> ProcessReading      this process and its JVM
 * </pre>
 *
 * <p>Values are read when a scrape asks, on the scrape's thread; nothing is counted twice and nothing runs between scrapes. A source
 * that fails takes away its own metrics only, and {@code ipv8_collector_up} says so. Every name, label and help text stands once, in
 * {@link io.eightfold.controlplane.telemetry.Metric}; {@code docs/metrics.md} and the dashboard are checked against it.
 *
 * <p>Serves the Prometheus text format 0.0.4 and OpenMetrics 1.0.0; names after the widespread FRR exporter where both count the
 * same thing ({@code scrape_duration_seconds}, {@code collector_up}, {@code rib_memory_bytes}).
 */
package io.eightfold.controlplane.telemetry;
