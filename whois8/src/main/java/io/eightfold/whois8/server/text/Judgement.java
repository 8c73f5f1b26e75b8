// SPDX-License-Identifier: Apache-2.0
// What the records say of a route.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.index.AsnEntry;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.whois8.validation.VerdictReason;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Collection;
import java.util.List;

/**
 * The verdict of a router that trusts all registries of this server, each for all ASNs, and has no overrides. Each registry whose data is live is judged
 * by itself, and the reason with the highest rank counts, as in {@link io.eightfold.whois8.validation.ValidationTable}: one is enough to say yes or no.
 *
 * <p>The rule stands here a second time, over whole records, on purpose: {@code VerdictRule} works on the packed words of a router's table, which a server has
 * no use for. Each is the other's oracle; {@code JudgementTest} holds them to the same reason. Change both.
 * <p>Thread: any.
 */
final class Judgement {
    private Judgement() {
    }

    /** Judges a prefix within one ASN that is announced by that ASN. */
    static VerdictReason of(final Ipv8Prefix prefix, final RecordIndex index, final DataSetLiveness liveness, final long nowS) {
        final int asn = prefix.address().asn();
        if (ReservedAsns.isReserved(asn)) {
            return VerdictReason.RESERVED;
        }
        if (prefix.hostLength() > RouteRecord.MAX_LENGTH) {
            return VerdictReason.TOO_LONG;
        }
        final AsnEntry entry = index.entry(asn).orElseGet(() -> new AsnEntry(List.of(), List.of()));
        final Collection<RecordIndex.Version> versions = index.versions();
        final List<String> live = versions.stream().map(RecordIndex.Version::rir).filter(rir -> liveness.isLive(rir, nowS)).toList();
        final VerdictReason highest = live.stream().map(rir -> of(prefix, entry, rir, nowS)).max(VerdictReason::compareTo).orElse(VerdictReason.ASN_NOT_REGISTERED);
        // Absence takes all: a registry that cannot be believed now could have a record.
        if (highest.verdict() == Verdict.NOT_FOUND && (live.size() < versions.size() || versions.isEmpty())) {
            return versions.isEmpty() ? VerdictReason.NO_DATA : VerdictReason.DATA_EXPIRED;
        }
        return highest;
    }

    private static VerdictReason of(final Ipv8Prefix prefix, final AsnEntry entry, final String rir, final long nowS) {
        final RegistryRecord holder = entry.holders().stream().filter(record -> record.rir().equals(rir)).findFirst().orElse(null);
        if (holder == null) {
            return VerdictReason.ASN_NOT_REGISTERED;
        }
        if (!holder.isActive(nowS)) {
            return inactive(holder, VerdictReason.ASN_REVOKED, VerdictReason.ASN_SUSPENDED, VerdictReason.ASN_EXPIRED);
        }
        return entry.covering(prefix.address().host(), prefix.hostLength()).stream().filter(route -> route.rir().equals(rir))
            .map(route -> of(prefix, route, nowS)).max(VerdictReason::compareTo).orElse(VerdictReason.ROUTE_NOT_REGISTERED);
    }

    private static VerdictReason of(final Ipv8Prefix prefix, final RouteRecord route, final long nowS) {
        if (route.isActive(nowS)) {
            return prefix.hostLength() <= route.maxLength() ? VerdictReason.COVERED : VerdictReason.TOO_LONG;
        }
        return inactive(route, VerdictReason.ROUTE_REVOKED, VerdictReason.ROUTE_SUSPENDED, VerdictReason.ROUTE_EXPIRED);
    }

    private static VerdictReason inactive(final RegistryRecord value, final VerdictReason revoked, final VerdictReason suspended, final VerdictReason expired) {
        return switch (value.status()) {
            case REVOKED -> revoked;
            case SUSPENDED -> suspended;
            case ACTIVE -> expired;
        };
    }
}
