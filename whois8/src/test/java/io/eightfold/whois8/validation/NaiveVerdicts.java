// SPDX-License-Identifier: Apache-2.0
// The rules of verdicts, written down a second time.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The oracle: full records in sorted maps, streams and sets of reasons; shares nothing with the table but the reasons' order. */
final class NaiveVerdicts {
    private final List<ValidationTable.Source> sources;
    private final Map<String, Map<RecordKey, RegistryRecord>> records = new TreeMap<>();
    private final Map<String, DataSetState> states = new TreeMap<>();
    private Overrides overrides = Overrides.NONE;
    private boolean isExpiredUsed;

    NaiveVerdicts(final List<ValidationTable.Source> sources) {
        this.sources = sources;
        sources.forEach(source -> records.put(source.rir(), new TreeMap<>()));
        sources.forEach(source -> states.put(source.rir(), DataSetState.none(source.rir())));
    }

    void load(final DataSetState state, final List<RegistryRecord> all) {
        records.get(state.rir()).clear();
        apply(state, all.stream().map(RecordChange::put).toList());
    }

    void apply(final DataSetState state, final List<RecordChange> changes) {
        changes.forEach(change -> records.get(state.rir()).compute(change.key(), (key, before) -> change.value()));
        states.put(state.rir(), state);
    }

    void override(final Overrides by) {
        overrides = by;
    }

    void useExpired(final boolean isUsed) {
        isExpiredUsed = isUsed;
    }

    VerdictReason reason(final int asn, final int host, final int hostLength, final int originAsn, final long nowS) {
        if (hostLength < 0) {
            return VerdictReason.SPANS_ASNS;
        }
        if (ReservedAsns.reason(asn).isPresent()) {
            return VerdictReason.RESERVED;
        }
        if (originAsn != asn) {
            return VerdictReason.ORIGIN;
        }
        if (hostLength > 16) {
            return VerdictReason.TOO_LONG;
        }
        final VerdictReason best = Stream.concat(local(asn, host, hostLength).stream(), sources.stream().filter(source -> isLive(source.rir(), nowS))
            .map(source -> of(source.rir(), asn, host, hostLength, nowS))).max(Comparator.comparingInt(VerdictReason::code)).orElse(VerdictReason.ASN_NOT_REGISTERED);
        return best.verdict() == Verdict.NOT_FOUND ? absent(asn, best, nowS) : best;
    }

    private boolean isLive(final String rir, final long nowS) {
        final DataSetState state = states.get(rir);
        return state.serial() > 0 && (isExpiredUsed || nowS < state.expiresAtS());
    }

    private VerdictReason absent(final int asn, final VerdictReason found, final long nowS) {
        final Set<String> inCharge = sources.stream().filter(source -> source.isInCharge().test(asn)).map(ValidationTable.Source::rir).collect(Collectors.toSet());
        final Set<String> dead = inCharge.stream().filter(rir -> !isLive(rir, nowS)).collect(Collectors.toSet());
        if (inCharge.isEmpty()) {
            return VerdictReason.NO_ANCHOR;
        }
        return dead.isEmpty() ? found : dead.stream().anyMatch(rir -> states.get(rir).serial() > 0) ? VerdictReason.DATA_EXPIRED : VerdictReason.NO_DATA;
    }

    private List<VerdictReason> local(final int asn, final int host, final int hostLength) {
        return overrides.assertions().stream().filter(assertion -> assertion.asn() == asn && hostLength >= assertion.length() && sameBits(assertion.host(), host, assertion.length()))
            .map(assertion -> hostLength <= assertion.maxLength() ? VerdictReason.ASSERTED : VerdictReason.TOO_LONG).toList();
    }

    private VerdictReason of(final String rir, final int asn, final int host, final int hostLength, final long nowS) {
        final List<RegistryRecord> mine = records.get(rir).values().stream().filter(value -> value.asn() == asn).filter(Predicate.not(this::isFiltered)).toList();
        final AsnRecord holder = mine.stream().filter(AsnRecord.class::isInstance).map(AsnRecord.class::cast).findFirst().orElse(null);
        if (holder == null) {
            return VerdictReason.ASN_NOT_REGISTERED;
        }
        if (!holder.isActive(nowS)) {
            return holder.status() == RecordStatus.REVOKED ? VerdictReason.ASN_REVOKED
                : holder.status() == RecordStatus.SUSPENDED ? VerdictReason.ASN_SUSPENDED : VerdictReason.ASN_EXPIRED;
        }
        final List<RouteRecord> covering = mine.stream().filter(RouteRecord.class::isInstance).map(RouteRecord.class::cast)
            .filter(route -> hostLength >= route.length() && sameBits(route.host(), host, route.length())).toList();
        if (covering.isEmpty()) {
            return VerdictReason.ROUTE_NOT_REGISTERED;
        }
        if (covering.stream().anyMatch(route -> route.isActive(nowS) && hostLength <= route.maxLength())) {
            return VerdictReason.COVERED;
        }
        if (covering.stream().anyMatch(route -> route.isActive(nowS))) {
            return VerdictReason.TOO_LONG;
        }
        return covering.stream().anyMatch(route -> route.status() == RecordStatus.SUSPENDED) ? VerdictReason.ROUTE_SUSPENDED
            : covering.stream().anyMatch(route -> route.status() == RecordStatus.ACTIVE) ? VerdictReason.ROUTE_EXPIRED : VerdictReason.ROUTE_REVOKED;
    }

    private boolean isFiltered(final RegistryRecord value) {
        return overrides.filters().stream().anyMatch(filter -> (filter.asn() == null || filter.asn() == value.asn())
            && (filter.length() < 0 || value instanceof RouteRecord route && route.length() >= filter.length() && sameBits(filter.host(), route.host(), filter.length())));
    }

    // Bit by bit, unlike everything it is compared with.
    private static boolean sameBits(final int a, final int b, final int length) {
        return IntStream.range(0, length).allMatch(bit -> Objects.equals(a >>> 31 - bit & 1, b >>> 31 - bit & 1));
    }
}
