// SPDX-License-Identifier: Apache-2.0
// Turns what the sources say into metrics, when a scrape asks.
package io.eightfold.controlplane.telemetry;

import io.eightfold.controlplane.log.Logging;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.event.Level;

/** Turns what the sources say into metrics. A source that fails takes only its own metrics away. Thread: any; scrapes may overlap. */
public final class RouterCollector implements MultiCollector {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PortCounterSource counters;
    private final TelemetrySources sources;

    /** One part of a scrape. */
    @FunctionalInterface
    private interface Part {
        void collect(Exposition out) throws IOException;
    }

    public RouterCollector(final PortCounterSource counters, final TelemetrySources sources) {
        this.counters = counters;
        this.sources = sources;
    }

    @Override
    public MetricSnapshots collect() {
        final Exposition out = new Exposition();
        part(out, "router", this::router);
        part(out, "counters", this::counters);
        part(out, "links", this::links);
        part(out, "rib", this::rib);
        part(out, "fib", this::fibSession);
        part(out, "journal", this::journal);
        part(out, "config", this::config);
        part(out, "whois8", this::whois8);
        part(out, "bgp", this::bgp);
        part(out, "log", RouterCollector::log);
        part(out, "process", ProcessReading::collect);
        return out.snapshots();
    }

    /** All values of a part or none: half of them would look like the other half had gone to zero. */
    private static void part(final Exposition out, final String name, final Part part) {
        final long startNs = System.nanoTime();
        final Exposition found = new Exposition();
        boolean isUp = true;
        try {
            part.collect(found);
            out.addAll(found);
        } catch (final IOException | RuntimeException e) {
            // Not logged: a scrape every few seconds would fill the log. ipv8_collector_up says it.
            isUp = false;
        }
        out.add(Metric.COLLECTOR_UP, isUp, name);
        out.add(Metric.SCRAPE_DURATION, (System.nanoTime() - startNs) / NANOS_PER_SECOND, name);
    }

    private void router(final Exposition out) {
        final TelemetrySources.RouterStats router = sources.router();
        out.add(Metric.BUILD_INFO, 1, router.release(), Runtime.version().toString());
        out.add(Metric.ROUTER_INFO, 1, router.id(), router.hostname());
    }

    private void counters(final Exposition out) throws IOException {
        final PortCounterSource.Reading reading = counters.read();
        out.add(Metric.DATAPLANE_UP, reading.isRunning());
        for (final PortCounterSource.Port port : reading.ports()) {
            for (final Metric metric : Metric.values()) {
                if (metric.portCounter() != null && port.counters().containsKey(metric.portCounter())) {
                    out.add(metric, port.counters().get(metric.portCounter()), port.name());
                }
            }
            port.drops().forEach((reason, packets) -> out.add(Metric.PORT_DROPPED, packets, port.name(), reason));
        }
        for (final PortCounterSource.Worker worker : reading.workers()) {
            final String index = String.valueOf(worker.index());
            out.add(Metric.WORKER_TURNS, worker.turns(), index);
            out.add(Metric.WORKER_EMPTY_TURNS, worker.emptyTurns(), index);
            out.add(Metric.WORKER_PACKETS, worker.packets(), index);
        }
    }

    private void links(final Exposition out) {
        sources.links().forEach((port, isUp) -> out.add(Metric.PORT_UP, isUp, port));
    }

    private void rib(final Exposition out) {
        final TelemetrySources.RibStats rib = sources.rib();
        for (final TelemetrySources.RouteCount count : rib.routes()) {
            out.add(Metric.RIB_ROUTES, count.routes(), count.vrf(), count.source());
            out.add(Metric.RIB_SELECTED, count.selected(), count.vrf(), count.source());
            out.add(Metric.RIB_STALE, count.stale(), count.vrf(), count.source());
        }
        out.add(Metric.RIB_HOP_SETS, rib.hopSets());
        out.add(Metric.RIB_MEMORY, rib.memoryBytes());
        out.add(Metric.FIB_COALESCED, rib.coalesced());
    }

    private void fibSession(final Exposition out) {
        final TelemetrySources.FibSessionStats fib = sources.fibSession();
        out.add(Metric.FIB_SESSION_UP, fib.isUp());
        out.add(Metric.FIB_SESSIONS, fib.sessions());
        out.add(Metric.FIB_EPOCH, fib.epoch());
        out.add(Metric.FIB_ROUTES, fib.fibRoutes());
        out.add(Metric.FIB_BATCHES, fib.batches());
        out.add(Metric.FIB_ACKS, fib.acks());
        out.add(Metric.FIB_PENDING, fib.pendingBatches());
        out.add(Metric.FIB_BACK_PRESSURE, fib.backPressure());
        fib.snapshots().forEach((reason, count) -> out.add(Metric.FIB_SNAPSHOTS, count, reason));
        fib.faults().forEach((reason, count) -> out.add(Metric.FIB_FAULTS, count, reason));
    }

    private void journal(final Exposition out) {
        final TelemetrySources.JournalStats journal = sources.journal();
        TelemetrySources.JOURNAL_STATES.forEach(state -> out.add(Metric.JOURNAL_STATE, state.equals(journal.state()), state));
        out.add(Metric.JOURNAL_SIZE, journal.sizeBytes());
        out.add(Metric.JOURNAL_FRAMES, journal.frames());
        out.add(Metric.JOURNAL_BYTES, journal.writtenBytes());
        out.add(Metric.JOURNAL_OVERRUNS, journal.overruns());
        out.add(Metric.JOURNAL_DROPPED, journal.dropped());
        out.add(Metric.JOURNAL_CHECKPOINTS, journal.checkpoints());
    }

    private void config(final Exposition out) {
        final TelemetrySources.ConfigStats config = sources.config();
        out.add(Metric.CONFIG_HISTORY, config.historySize());
        out.add(Metric.CONFIG_RELOAD_TIME, config.lastReloadEpochS());
        out.add(Metric.CONFIG_RELOAD_SUCCESS, config.wasLastReloadGood());
        out.add(Metric.CONFIG_CONFIRM_PENDING, config.isConfirmPending());
    }

    private void whois8(final Exposition out) {
        final TelemetrySources.Whois8Stats whois8 = sources.whois8();
        out.add(Metric.WHOIS8_ENABLED, whois8.isOn());
        whois8.servers().forEach(server -> out.add(Metric.WHOIS8_CACHE_STATE, server.isUsed(), server.url(), server.state()));
        for (final TelemetrySources.Whois8DataSet set : whois8.dataSets()) {
            out.add(Metric.WHOIS8_SERIAL, set.serial(), set.rir());
            out.add(Metric.WHOIS8_RECORDS, set.records(), set.rir());
            out.add(Metric.WHOIS8_DATA_LIVE, set.isLive(), set.rir());
            out.add(Metric.WHOIS8_DATA_AGE, set.ageS(), set.rir());
        }
        whois8.routes().forEach((verdict, count) -> out.add(Metric.WHOIS8_ROUTES, count, verdict));
        out.add(Metric.WHOIS8_REFUSED, whois8.refused());
        out.add(Metric.WHOIS8_VERDICT_CHANGES, whois8.verdictChanges());
        whois8.alarms().forEach((fault, count) -> out.add(Metric.WHOIS8_ALARMS, count, fault));
        out.add(Metric.WHOIS8_DATA_TO_FIB, whois8.dataToFibNs() / NANOS_PER_SECOND);
    }

    private void bgp(final Exposition out) {
        final TelemetrySources.BgpStats bgp = sources.bgp();
        if (!bgp.isOn()) {
            return;
        }
        out.add(Metric.BGP_RIB_PREFIXES, bgp.prefixes());
        out.add(Metric.BGP_RIB_PATHS, bgp.paths());
        out.add(Metric.BGP_RIB_MEMORY, bgp.memoryBytes());
        for (final TelemetrySources.BgpPeer peer : bgp.peers()) {
            final String asn = String.valueOf(peer.remoteAsn());
            out.add(Metric.BGP_PEER_STATE, peer.state(), peer.address(), asn);
            out.add(Metric.BGP_PEER_UPTIME, peer.uptimeS(), peer.address(), asn);
            out.add(Metric.BGP_PEER_RECEIVED, peer.received(), peer.address(), asn);
            out.add(Metric.BGP_PEER_ACCEPTED, peer.accepted(), peer.address(), asn);
            out.add(Metric.BGP_PEER_ADVERTISED, peer.advertised(), peer.address(), asn);
            out.add(Metric.BGP_PEER_OWED, peer.owed(), peer.address(), asn);
            out.add(Metric.BGP_PEER_STALE, peer.stale(), peer.address(), asn);
            out.add(Metric.BGP_PEER_UPDATES_IN, peer.updatesIn(), peer.address(), asn);
            out.add(Metric.BGP_PEER_UPDATES_OUT, peer.updatesOut(), peer.address(), asn);
            out.add(Metric.BGP_PEER_FLAPS, peer.flaps(), peer.address(), asn);
            out.add(Metric.BGP_PEER_COST, peer.costFactor(), peer.address(), asn);
            peer.filtered().forEach((reason, paths) -> out.add(Metric.BGP_PEER_FILTERED, paths, peer.address(), asn, reason));
            peer.errors().forEach((kind, count) -> out.add(Metric.BGP_PEER_ERRORS, count, peer.address(), asn, kind));
        }
    }

    private static void log(final Exposition out) {
        for (final Level level : Level.values()) {
            out.add(Metric.LOG_MESSAGES, Logging.written(level), level.name().toLowerCase(Locale.ROOT));
        }
        out.add(Metric.LOG_SYSLOG_LOST, Logging.syslogLost());
    }
}
