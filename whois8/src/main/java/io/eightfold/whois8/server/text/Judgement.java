// SPDX-License-Identifier: Apache-2.0
// What the records say of a route.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.index.AsnEntry;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.Optional;

/**
 * The verdict of a router that trusts all registries of this server and has no overrides. Each registry whose data is live is judged by itself; of their
 * reasons the later one in {@link Finding} counts: one registry is enough to say yes or no.
 *
 * @param reason   one word of the operator
 * @param sentence for people
 */
record Judgement(Verdict verdict, String reason, String sentence) {
    /** By rank. */
    private enum Finding {
        ASN_NOT_REGISTERED(Verdict.NOT_FOUND, "asn-not-registered", "the ASN has no record"),
        ROUTE_NOT_REGISTERED(Verdict.NOT_FOUND, "route-not-registered", "no route record of the ASN covers it"),
        ASN_REVOKED(Verdict.INVALID, "asn-revoked", "the record of the ASN is revoked"),
        ASN_EXPIRED(Verdict.INVALID, "asn-expired", "the record of the ASN has expired"),
        ASN_SUSPENDED(Verdict.INVALID, "asn-suspended", "the record of the ASN is suspended"),
        ROUTE_REVOKED(Verdict.INVALID, "route-revoked", "only revoked route records cover it"),
        ROUTE_EXPIRED(Verdict.INVALID, "route-expired", "only route records that have expired or are revoked cover it"),
        ROUTE_SUSPENDED(Verdict.INVALID, "route-suspended", "only route records that are suspended, expired or revoked cover it"),
        TOO_LONG(Verdict.INVALID, "too-long", "it is longer than the longest length of every active record that covers it"),
        COVERED(Verdict.VALID, "covered", "an active route record covers it, and the record of its ASN is active");

        private final Judgement judgement;

        Finding(final Verdict verdict, final String reason, final String sentence) {
            judgement = new Judgement(verdict, reason, sentence);
        }

        boolean isAbsence() {
            return judgement.verdict == Verdict.NOT_FOUND;
        }
    }

    /** Judges a prefix within one ASN. */
    static Judgement of(final Ipv8Prefix prefix, final RecordIndex index, final DataSetLiveness liveness, final long nowS) {
        final int asn = prefix.address().asn();
        final Optional<String> reserved = ReservedAsns.reason(asn);
        if (reserved.isPresent()) {
            return new Judgement(Verdict.INVALID, "reserved", reserved.get() + ": it is never registered");
        }
        if (prefix.hostLength() > RouteRecord.MAX_LENGTH) {
            return new Judgement(Verdict.INVALID, Finding.TOO_LONG.judgement.reason, "nothing longer than /" + RouteRecord.MAX_LENGTH + " crosses the border of an AS");
        }
        final AsnEntry entry = index.entry(asn).orElseGet(() -> new AsnEntry(List.of(), List.of()));
        Finding highest = Finding.ASN_NOT_REGISTERED;
        String dead = null;
        for (final RecordIndex.Version version : index.versions()) {
            if (liveness.isLive(version.rir(), nowS)) {
                final Finding finding = of(prefix, entry, version.rir(), nowS);
                highest = finding.compareTo(highest) > 0 ? finding : highest;
            } else {
                dead = version.rir();
            }
        }
        return highest.isAbsence() && (dead != null || index.versions().isEmpty()) ? unverified(dead) : highest.judgement;
    }

    private static Judgement unverified(final String rir) {
        return rir == null ? new Judgement(Verdict.UNVERIFIED, "no-data", "this server has no data yet")
            : new Judgement(Verdict.UNVERIFIED, "data-expired", "the data of " + rir + " has expired, and it could have a record");
    }

    private static Finding of(final Ipv8Prefix prefix, final AsnEntry entry, final String rir, final long nowS) {
        final RegistryRecord holder = entry.holders().stream().filter(record -> record.rir().equals(rir)).findFirst().orElse(null);
        if (holder == null) {
            return Finding.ASN_NOT_REGISTERED;
        }
        if (!holder.isActive(nowS)) {
            return inactive(holder, Finding.ASN_REVOKED, Finding.ASN_SUSPENDED, Finding.ASN_EXPIRED);
        }
        return entry.covering(prefix.address().host(), prefix.hostLength()).stream().filter(route -> route.rir().equals(rir))
            .map(route -> of(prefix, route, nowS)).max(Finding::compareTo).orElse(Finding.ROUTE_NOT_REGISTERED);
    }

    private static Finding of(final Ipv8Prefix prefix, final RouteRecord route, final long nowS) {
        if (route.isActive(nowS)) {
            return prefix.hostLength() <= route.maxLength() ? Finding.COVERED : Finding.TOO_LONG;
        }
        return inactive(route, Finding.ROUTE_REVOKED, Finding.ROUTE_SUSPENDED, Finding.ROUTE_EXPIRED);
    }

    private static Finding inactive(final RegistryRecord value, final Finding revoked, final Finding suspended, final Finding expired) {
        return value.status() == RecordStatus.REVOKED ? revoked : value.status() == RecordStatus.SUSPENDED ? suspended : expired;
    }
}
