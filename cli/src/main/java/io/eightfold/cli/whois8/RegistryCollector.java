// SPDX-License-Identifier: Apache-2.0
// What a registry's server tells Prometheus.
package io.eightfold.cli.whois8;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.server.TcpListener;
import io.eightfold.whois8.server.http.HttpService;
import io.eightfold.whois8.service.RecordService;
import io.eightfold.whois8.service.Servers;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Data sets, connections and what became of them. Their names are in docs/whois8.md. Thread: any; scrapes may overlap. */
final class RegistryCollector implements MultiCollector {
    private static final String SERVICE = "service";
    private final RecordService records;
    private final Servers servers;

    RegistryCollector(final RecordService records, final Servers servers) {
        this.records = records;
        this.servers = servers;
    }

    @Override
    public MetricSnapshots collect() {
        return new MetricSnapshots(
            dataSets("ipv8_registry_serial", "Serial of a data set.", present -> present.head().serial()),
            dataSets("ipv8_registry_records", "Records of a data set.", present -> present.head().records()),
            dataSets("ipv8_registry_issued_timestamp_seconds", "When the newest head was signed.", present -> present.head().issuedAtS()),
            dataSets("ipv8_registry_expires_timestamp_seconds", "Until when readers may use it without a newer one.", present -> present.head().expiresAtS()),
            keyEnds(),
            connections(), accepted(), ended(), requests(), vrps());
    }

    private GaugeSnapshot dataSets(final String name, final String help, final ToLongFunction<Delta> value) {
        final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (final FeedSource source : records.feeds().sources()) {
            gauge.dataPoint(point(value.applyAsLong(source.present()), "rir", source.rir()));
        }
        return gauge.build();
    }

    private GaugeSnapshot keyEnds() {
        final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("ipv8_registry_key_expires_timestamp_seconds").help("When the key that signed the newest head may sign no more.");
        records.feeds().sources().forEach(source -> gauge.dataPoint(point(source.keyEndsAtS(), "rir", source.rir())));
        return gauge.build();
    }

    private GaugeSnapshot connections() {
        final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("ipv8_registry_connections").help("Connections that are open.");
        servers.text().ifPresent(text -> gauge.dataPoint(point(text.listener().open(), SERVICE, "text")));
        servers.rtr().ifPresent(rtr -> gauge.dataPoint(point(rtr.listener().open(), SERVICE, "rtr")));
        servers.http().ifPresent(http -> gauge.dataPoint(point(http.connections(), SERVICE, "http")));
        servers.admin().ifPresent(admin -> gauge.dataPoint(point(admin.connections(), SERVICE, "admin")));
        return gauge.build();
    }

    private CounterSnapshot accepted() {
        final CounterSnapshot.Builder counter = CounterSnapshot.builder().name("ipv8_registry_connections_accepted").help("Connections accepted by whois text and RTR.");
        servers.text().ifPresent(text -> counter.dataPoint(count(text.listener().accepted(), SERVICE, "text")));
        servers.rtr().ifPresent(rtr -> counter.dataPoint(count(rtr.listener().accepted(), SERVICE, "rtr")));
        return counter.build();
    }

    private CounterSnapshot ended() {
        final CounterSnapshot.Builder counter = CounterSnapshot.builder().name("ipv8_registry_connections_ended").help("Connections of whois text and RTR, by why they ended.");
        servers.text().ifPresent(text -> ended(counter, "text", text.listener()));
        servers.rtr().ifPresent(rtr -> ended(counter, "rtr", rtr.listener()));
        return counter.build();
    }

    private static void ended(final CounterSnapshot.Builder counter, final String service, final TcpListener listener) {
        listener.ended().values().forEach((reason, value) -> counter.dataPoint(count(value, SERVICE, service, "reason", reason.word())));
    }

    private CounterSnapshot requests() {
        final CounterSnapshot.Builder counter = CounterSnapshot.builder().name("ipv8_registry_requests").help("Queries, PDUs and HTTP events, by what they came to.");
        servers.text().ifPresent(text -> text.lines().values().forEach((what, value) -> counter.dataPoint(count(value, SERVICE, "text", "outcome", what.word()))));
        servers.rtr().ifPresent(rtr -> rtr.counters().values().forEach((what, value) -> counter.dataPoint(count(value, SERVICE, "rtr", "outcome", what.word()))));
        servers.http().ifPresent(http -> http(counter, "http", http));
        servers.admin().ifPresent(admin -> http(counter, "admin", admin));
        return counter.build();
    }

    private static void http(final CounterSnapshot.Builder counter, final String service, final HttpService http) {
        for (final Map.Entry<String, Long> each : http.counters().byWord().entrySet()) {
            counter.dataPoint(count(each.getValue(), SERVICE, service, "outcome", each.getKey()));
        }
    }

    private GaugeSnapshot vrps() {
        final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("ipv8_registry_rtr_vrps").help("Prefixes that RTR clients are given.");
        servers.rtr().ifPresent(rtr -> gauge.dataPoint(GaugeDataPointSnapshot.builder().value(rtr.vrps()).build()));
        return gauge.build();
    }

    private static GaugeDataPointSnapshot point(final double value, final String... labels) {
        return GaugeDataPointSnapshot.builder().labels(Labels.of(labels)).value(value).build();
    }

    private static CounterDataPointSnapshot count(final double value, final String... labels) {
        return CounterDataPointSnapshot.builder().labels(Labels.of(labels)).value(value).build();
    }
}
