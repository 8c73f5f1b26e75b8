// SPDX-License-Identifier: Apache-2.0
// What the control plane tells the metrics.
package io.eightfold.controlplane;

import io.eightfold.controlplane.change.ConfigManager;
import io.eightfold.controlplane.fib.PublisherCounter;
import io.eightfold.controlplane.fib.PublisherView;
import io.eightfold.controlplane.journal.JournalStatus;
import io.eightfold.controlplane.journal.JournalWriter;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.telemetry.TelemetrySources;
import io.eightfold.controlplane.validation.ValidationStatus;
import io.eightfold.fibprotocol.Vrf;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Copies that the RIB's thread publishes now and then, so that a scrape waits for nobody. Thread: any; {@link #publish} control. */
final class ControlPlaneTelemetry implements TelemetrySources {
    private final RouterStats router;
    private final Supplier<Map<String, Boolean>> links;
    private final LongSupplier configurationDifferences;
    private final boolean isJournalWanted;
    private final JournalWriter journal;
    private final Supplier<ConfigManager> config;
    private volatile RibStats rib = new RibStats(List.of(), 0, 0, 0);
    private volatile PublisherView session;
    private volatile ValidationStatus validation = ValidationStatus.OFF;
    private volatile BgpStats bgp = BgpStats.OFF;

    /**
     * @param isJournalWanted by the configuration.
     * @param journal         null when there is none.
     */
    ControlPlaneTelemetry(final RouterStats router, final Supplier<Map<String, Boolean>> links, final LongSupplier configurationDifferences,
                          final boolean isJournalWanted, final JournalWriter journal, final Supplier<ConfigManager> config) {
        this.router = router;
        this.links = links;
        this.configurationDifferences = configurationDifferences;
        this.isJournalWanted = isJournalWanted;
        this.journal = journal;
        this.config = config;
    }

    /** The state of this moment. */
    void publish(final Rib now, final PublisherView view, final ValidationStatus status, final BgpStats bgpStats) {
        bgp = bgpStats;
        validation = status;
        rib = new RibStats(now.summary().stream().map(c -> new RouteCount(Vrf.of(c.vrf()).word(), c.source().word(), c.routes(),
            c.source().isOwnedByDataplane() ? c.routes() : c.fib(), now.staleCount(c.source()))).toList(), now.hopSetCount(), now.memoryBytes(), now.coalesced());
        session = view;
    }

    /** The session at the last publication. */
    PublisherView session() {
        return session;
    }

    @Override
    public RouterStats router() {
        return router;
    }

    @Override
    public Map<String, Boolean> links() {
        return links.get();
    }

    @Override
    public BgpStats bgp() {
        return bgp;
    }

    @Override
    public RibStats rib() {
        return rib;
    }

    @Override
    public Whois8Stats whois8() {
        final ValidationStatus now = validation;
        final Map<String, Long> routes = new TreeMap<>();
        now.routes().forEach((verdict, count) -> routes.put(verdict.word(), (long) count));
        return new Whois8Stats(now.isOn(), now.servers().stream().map(server -> new Whois8Server(server.url(), server.state(), server.isUsed())).toList(),
            now.dataSets().stream().map(set -> new Whois8DataSet(set.rir(), set.serial(), set.records(), now.live().getOrDefault(set.rir(), false),
                set.hasData() ? now.nowS() - set.issuedAtS() : 0)).toList(),
            routes, now.refused(), now.changes(), new TreeMap<>(now.alarmCounts()), now.dataToFibNs());
    }

    @Override
    public FibSessionStats fibSession() {
        final PublisherView now = session;
        if (now == null) {
            return new FibSessionStats(false, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());
        }
        final Map<String, Long> snapshots = new TreeMap<>();
        now.snapshots().forEach((cause, count) -> snapshots.put(cause.label(), count));
        final Map<String, Long> faults = new TreeMap<>();
        for (final PublisherCounter counter : List.of(PublisherCounter.MALFORMED, PublisherCounter.STALE_ANSWERS, PublisherCounter.DIGEST_MISMATCHES)) {
            faults.put(counter.label(), now.counter(counter));
        }
        faults.put("configuration-different", configurationDifferences.getAsLong());
        return new FibSessionStats("up".equals(now.state()) && now.isHeard(), now.epoch(), now.counter(PublisherCounter.SNAPSHOTS), now.routes(),
            now.counter(PublisherCounter.BATCHES), now.counter(PublisherCounter.ACKS), now.batch() - now.ackedBatch(), now.counter(PublisherCounter.BACK_PRESSURE),
            snapshots, faults);
    }

    @Override
    public JournalStats journal() {
        if (journal == null) {
            return new JournalStats(isJournalWanted ? "failed" : "off", 0, 0, 0, 0, 0, 0);
        }
        final JournalStatus now = journal.status();
        return new JournalStats(word(now), now.checkpointBytes() + now.bytes(), now.frames(), now.bytes(),
            journal.overruns(), now.droppedFrames(), now.committedCheckpoint());
    }

    private static String word(final JournalStatus status) {
        return switch (status.state()) {
            case SUSPENDED -> "suspended";
            case INCOMPLETE -> "incomplete";
            case OPENED, RUNNING, CLOSED -> status.isIncomplete() ? "incomplete" : "active";
        };
    }

    @Override
    public ConfigStats config() {
        final ConfigManager manager = config.get();
        return manager == null ? new ConfigStats(0, 0, true, false)
            : new ConfigStats(manager.history().size(), manager.lastChangeMs() / 1000, manager.wasLastChangeGood(), manager.confirmByMs().isPresent());
    }
}
