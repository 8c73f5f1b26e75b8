// SPDX-License-Identifier: Apache-2.0
// Gives the RIB its verdicts, and tells it when they may have changed.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.log.MessageId;
import io.eightfold.controlplane.rib.InstallPolicy;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteValidator;
import io.eightfold.whois8.client.ServerState;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Changed;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Explanation;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.AddressClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.collections.IntHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the RIB its verdicts from a table of verified records, and tells it which to ask for again when the table, the time or the configuration changes.
 * Without a whois8 block every route is exempt.
 *
 * <p>Call order: {@link #configure} before routes are restored; then data as it comes with {@link #take} (a whole table, built by another thread) and
 * {@link #apply} (a delta, in place). It is ready with the first data of every registry, or after {@code startup-wait}; until then routes that are in use stay.
 * <p>Thread: control, for everything; others hand their calls to the RIB's thread.
 */
public final class RouteValidation implements RouteValidator, ValidationSink {
    private static final Logger LOG = LoggerFactory.getLogger(RouteValidation.class);
    /** Kept for show. */
    private static final int ALARMS = 16;
    private static final int MAX_ALARM_KINDS = 64;

    private final Rib rib;
    private final ValidationLog log = new ValidationLog(this::reasonWord);
    private final FibDelay delay = new FibDelay();
    private final IntHashSet asns = new IntHashSet();
    private final Map<String, ServerStatus> servers = new LinkedHashMap<>();
    private final Map<String, Boolean> live = new HashMap<>();
    private final ArrayDeque<Alarm> alarms = new ArrayDeque<>();
    private final Map<String, Long> alarmCounts = new TreeMap<>();
    private Whois8Config settings;
    private List<TrustAnchor> anchors = List.of();
    private int ownAsn;
    private ValidationTable table = new ValidationTable(List.of());
    private Overrides overrides = Overrides.NONE;
    private String overrideFault = "";
    private boolean isReady = true;
    private long readyAtNs;
    private long nowS;

    public RouteValidation(final Rib rib) {
        this.rib = rib;
        rib.verdictListener(log);
    }

    /**
     * Takes a configuration into force. A table whose trust anchors are the same stays; else an empty one waits for data.
     *
     * @param newSettings null: nothing is validated
     * @param newAnchors  of the block, those of its files included
     * @param localAsn    the router's own, or null
     * @param wallS       seconds since 1970
     */
    public void configure(final Whois8Config newSettings, final List<TrustAnchor> newAnchors, final Long localAsn, final long wallS, final long nowNs) {
        final boolean wasOn = settings != null;
        nowS = wallS;
        settings = newSettings;
        ownAsn = localAsn == null ? 0 : (int) (long) localAsn;
        servers.keySet().removeIf(url -> settings == null || settings.servers().stream().noneMatch(server -> server.toString().equals(url)));
        if (settings == null) {
            table = new ValidationTable(List.of());
            anchors = List.of();
            live.clear();
            isReady = true;
            rib.validator(NONE);
            rib.policy(InstallPolicy.ONLY_VALID);
            rib.revalidateAll();
            return;
        }
        if (!wasOn || !newAnchors.equals(anchors)) {
            anchors = List.copyOf(newAnchors);
            table = emptyTable(anchors);
            table.override(overrides, nowS);
            live.clear();
            // Whatever the routes were used by before goes on until the new anchors' data is there.
            isReady = settings.servers().isEmpty();
            readyAtNs = nowNs + settings.startupWaitMs() * 1_000_000;
        }
        table.useExpired(settings.useExpired());
        rib.validator(this);
        rib.policy(new InstallPolicy(settings.installed()));
        rib.revalidateAll();
    }

    /** A table for these anchors, for who builds one. */
    public static ValidationTable emptyTable(final List<TrustAnchor> anchors) {
        final Map<String, List<TrustAnchor>> byRir = anchors.stream().collect(Collectors.groupingBy(TrustAnchor::rir, TreeMap::new, Collectors.toList()));
        return new ValidationTable(byRir.entrySet().stream().map(each -> new ValidationTable.Source(each.getKey(),
            asn -> each.getValue().stream().anyMatch(anchor -> anchor.asns().contains(asn)))).toList());
    }

    /** Those in force. */
    public List<TrustAnchor> anchors() {
        return anchors;
    }

    /** Whether there is a whois8 block. */
    public boolean isOn() {
        return settings != null;
    }

    /** The settings in force, or null. */
    public Whois8Config settings() {
        return settings;
    }

    /** The router's own ASN, or 0. */
    public int ownAsn() {
        return ownAsn;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A data set that counts is not replaced by none or by an older one: whoever reads from servers may have begun anew without what was kept on disk.
     */
    @Override
    public void take(final ValidationTable newTable, final long arrivedNs) {
        if (settings == null) {
            return;
        }
        for (final DataSetState present : table.dataSets()) {
            if (table.isLive(present.rir(), nowS) && isOlder(state(newTable, present.rir()), present)) {
                LOG.warn(MessageId.WHOIS8_DATA, "whois8 rir={} data counts still serial={} fault=host: what was handed over is older, serial={}", present.rir(),
                    present.serial(), state(newTable, present.rir()).serial());
                newTable.adopt(table, present.rir(), nowS);
            }
        }
        table = newTable;
        table.useExpired(settings.useExpired());
        if (!table.overrides().equals(overrides)) {
            table.override(overrides, nowS);
        }
        changed(Changed.ALL, arrivedNs);
    }

    // The higher serial may be the older data: a key that was revoked can have signed any number.
    private static boolean isOlder(final DataSetState other, final DataSetState than) {
        return !other.hasData() || other.serial() < than.serial() && other.issuedAtS() <= than.issuedAtS();
    }

    private static DataSetState state(final ValidationTable of, final String rir) {
        return of.dataSets().stream().filter(set -> set.rir().equals(rir)).findFirst().orElseGet(() -> DataSetState.none(rir));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Changes that lead to an older state than the one in force are those of a reader that is still catching up, and are passed over.
     *
     * @throws IllegalStateException when they lead to a lower serial signed later: only a whole table can say what that data is
     */
    @Override
    public void apply(final DataSetState after, final List<RecordChange> changes, final long arrivedNs) {
        if (settings == null) {
            return;
        }
        final DataSetState present = state(table, after.rir());
        if (after.serial() >= present.serial()) {
            changed(table.apply(after, changes, nowS), arrivedNs);
        } else if (!isOlder(after, present)) {
            throw new IllegalStateException("rir=" + after.rir() + " serial=" + after.serial() + " is below serial=" + present.serial()
                + " in force, and newer; hand over the whole table");
        }
    }

    /** The local exceptions of the operator, after all files were read. Looks at every record: a few hundredths of a second for a million. */
    public void override(final Overrides newOverrides, final long arrivedNs) {
        overrideFault = "";
        if (newOverrides.equals(overrides)) {
            return;
        }
        overrides = newOverrides;
        LOG.info(MessageId.WHOIS8_OVERRIDES, "whois8 overrides taken filters={} assertions={}", overrides.filters().size(), overrides.assertions().size());
        changed(table.override(newOverrides, nowS), arrivedNs);
    }

    /** The files with exceptions could not be read: the last good ones stay. */
    public void overridesFailed(final String fault) {
        overrideFault = fault;
        LOG.warn(MessageId.WHOIS8_OVERRIDES, "whois8 overrides fault=config not taken: {}; filters={} assertions={} stay in force", fault, overrides.filters().size(),
            overrides.assertions().size());
    }

    @Override
    public void server(final ServerStatus status) {
        final ServerStatus before = servers.put(status.url(), status);
        if (before == null || !before.state().equals(status.state()) || before.isUsed() != status.isUsed()) {
            final String was = before == null ? "new" : before.state();
            if (status.lastError().isEmpty()) {
                LOG.info(MessageId.WHOIS8_SERVER, "whois8 server={} state={} was={} used={}", status.url(), status.state(), was, status.isUsed());
            } else {
                LOG.warn(MessageId.WHOIS8_SERVER, "whois8 server={} state={} was={} used={} fault=peer: {}", status.url(), status.state(), was, status.isUsed(), status.lastError());
            }
        }
    }

    @Override
    public void alarm(final Alarm alarm) {
        if (alarms.size() == ALARMS) {
            alarms.removeFirst();
        }
        alarms.add(alarm);
        if (alarmCounts.size() < MAX_ALARM_KINDS || alarmCounts.containsKey(alarm.fault())) {
            alarmCounts.merge(alarm.fault(), 1L, Long::sum);
        }
        LOG.warn(MessageId.WHOIS8_ALARM, "whois8 alarm={} rir={} server={} fault=peer: {}", alarm.fault(), alarm.rir(), alarm.server(), alarm.text());
    }

    /**
     * Once a turn of the RIB, before it publishes: what time alone changes.
     *
     * @param wallS seconds since 1970
     */
    public void turn(final long wallS, final long nowNs) {
        nowS = wallS;
        log.turn(nowNs);
        if (settings == null) {
            return;
        }
        if (!isReady && readyAtNs - nowNs <= 0) {
            ready("waited", nowNs);
        }
        if (table.isDue(nowS)) {
            changed(table.expire(nowS), nowNs);
        }
    }

    /** Once a turn, after it published. */
    public void published(final FibPublisher publisher, final long nowNs) {
        delay.turn(rib, publisher, nowNs);
    }

    @Override
    public boolean isReady() {
        return isReady;
    }

    @Override
    public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
        return exemption(address, hostLength, source, originAsn) != null ? Verdict.EXEMPT : table.verdict(address, hostLength, originAsn, nowS);
    }

    /** Why a route is exempt, or null when it is not. */
    public Exemption exemption(final long address, final int hostLength, final RouteSource source, final int originAsn) {
        if (settings == null) {
            return Exemption.OFF;
        }
        if (source.isOwnedByDataplane()) {
            return Exemption.OWN_LINK;
        }
        if (hostLength < 0) {
            return Exemption.DEFAULT_ROUTE;
        }
        final int asn = (int) (address >>> Integer.SIZE);
        if (asn == 0) {
            return Exemption.IPV4;
        }
        // Of the own ASN, but announced by another: that is what validation is for.
        if (asn == ownAsn && originAsn == ownAsn) {
            return Exemption.OWN_ASN;
        }
        return switch (source) {
            case BGP8_EXTERNAL -> null;
            case BGP8_INTERNAL -> Exemption.INTERNAL;
            default -> exemption(asn, source);
        };
    }

    private Exemption exemption(final int asn, final RouteSource source) {
        if (!settings.validated().contains(source.word())) {
            return Exemption.SOURCE;
        }
        return AddressClass.isInternalAsn(asn) || AddressClass.isRineAsn(asn) ? Exemption.NOT_REGISTERED_RANGE : null;
    }

    /** What the table says of a prefix, exempt or not. */
    public Explanation explain(final long address, final int hostLength, final int originAsn) {
        return table.explain(address, hostLength, originAsn, nowS);
    }

    /** The state of this moment. */
    public ValidationStatus status() {
        if (settings == null) {
            return ValidationStatus.OFF;
        }
        final Map<Verdict, Integer> routes = new EnumMap<>(Verdict.class);
        for (final Verdict verdict : Verdict.values()) {
            routes.put(verdict, rib.verdictCount(verdict));
        }
        final List<DataSetState> dataSets = table.dataSets();
        final Map<String, Boolean> counting = new TreeMap<>();
        dataSets.forEach(set -> counting.put(set.rir(), table.isLive(set.rir(), nowS)));
        final List<ServerStatus> inOrder = settings.servers().stream().map(url -> servers.getOrDefault(url.toString(),
            new ServerStatus(url.toString(), ServerState.UNTRIED, false, 0, ""))).toList();
        return new ValidationStatus(true, isReady, nowS, inOrder, dataSets, counting, routes, rib.refusedCount(), rib.verdictChanges(), rib.isRevalidating(),
            table.memoryBytes(), overrides, overrideFault, List.copyOf(alarms), Map.copyOf(alarmCounts), delay.lastNs());
    }

    private void changed(final Changed changed, final long arrivedNs) {
        lookAtDataSets(table.dataSets());
        if (!isReady && table.dataSets().stream().allMatch(DataSetState::hasData)) {
            ready("data", arrivedNs);
        }
        if (changed.isAll()) {
            rib.revalidateAll();
        } else if (!changed.isNone()) {
            asns.clear();
            changed.forEach(asns::add);
            rib.revalidate(asns);
        } else {
            return;
        }
        delay.start(arrivedNs);
    }

    private void ready(final String cause, final long nowNs) {
        isReady = true;
        LOG.info(MessageId.WHOIS8_READY, "whois8 verdicts ready cause={} records={} dataSets={} pendingRoutes={}", cause, table.records(),
            table.dataSets().stream().filter(DataSetState::hasData).count(), rib.verdictCount(Verdict.PENDING));
        rib.revalidateAll();
        delay.start(nowNs);
    }

    private void lookAtDataSets(final Collection<DataSetState> dataSets) {
        for (final DataSetState set : dataSets) {
            final boolean isLive = table.isLive(set.rir(), nowS);
            final Boolean was = live.put(set.rir(), isLive);
            if (Boolean.TRUE.equals(was) && !isLive) {
                LOG.warn(MessageId.WHOIS8_DATA_EXPIRED, "whois8 rir={} data expired serial={} expiredAtS={} fault=peer: no server has newer data; its routes are unverified",
                    set.rir(), set.serial(), set.expiresAtS());
            } else if (isLive && !Boolean.TRUE.equals(was)) {
                LOG.info(MessageId.WHOIS8_DATA, "whois8 rir={} data counts serial={} records={} expiresAtS={} server={}", set.rir(), set.serial(), set.records(), set.expiresAtS(),
                    set.server());
            }
        }
    }

    private String reasonWord(final long address, final int hostLength, final int originAsn) {
        return settings == null ? Exemption.OFF.word() : table.reason(address, hostLength, originAsn, nowS).word();
    }
}
