// SPDX-License-Identifier: Apache-2.0
// Records for tests of servers.
package io.eightfold.whois8.server;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An index of one registry that is changed record by record. */
public final class SampleRecords {
    /** 2027-01-01. */
    public static final long EXPIRY_S = 1_798_761_600L;
    /** 2026-01-01. */
    public static final long NOW_S = 1_767_225_600L;
    private final RecordIndex index = new RecordIndex();
    private long serial;

    public RecordIndex index() {
        return index;
    }

    /** One change of a registry. */
    public SampleRecords put(final RegistryRecord... values) {
        return apply(values[0].rir(), Arrays.stream(values).map(RecordChange::put).toList());
    }

    public SampleRecords remove(final RegistryRecord value) {
        return apply(value.rir(), List.of(RecordChange.remove(value.key())));
    }

    public SampleRecords apply(final String rir, final List<RecordChange> changes) {
        index.apply(new RecordIndex.Version(rir, ++serial, count() + changes.size()), changes);
        return this;
    }

    private long count() {
        final long[] count = {0};
        index.forEachEntry(entry -> count[0] += entry.routes().size());
        return count[0];
    }

    public static AsnRecord asn(final int asn, final RecordStatus status) {
        return new AsnRecord(asn, "ORG-EX" + asn % 10, "Example Networks", "DE", "lab", status, EXPIRY_S, Ipv8Address.parse("198.51.100.1").host(), NOW_S - 86_400);
    }

    public static AsnRecord asn(final int asn) {
        return asn(asn, RecordStatus.ACTIVE);
    }

    public static RouteRecord route(final String prefix, final int maxLength, final RecordStatus status, final long expiryS) {
        final Ipv8Prefix parsed = Ipv8Prefix.parse(prefix);
        return new RouteRecord(parsed.address().asn(), parsed.address().host(), parsed.hostLength(), maxLength, "lab", status, expiryS, NOW_S - 3600);
    }

    public static RouteRecord route(final String prefix, final int maxLength) {
        return route(prefix, maxLength, RecordStatus.ACTIVE, EXPIRY_S);
    }

    /** Three ASNs: one with nested routes, a suspended one, and one whose route is revoked. */
    public static SampleRecords some() {
        final SampleRecords records = new SampleRecords();
        records.put(Stream.of(asn(64496), route("64496.10.0.0.0/8", 12), route("64496.10.1.0.0/16", 16), route("64496.10.2.0.0/15", 16),
            route("64496.10.16.0.0/12", 16, RecordStatus.ACTIVE, NOW_S - 1), asn(64497, RecordStatus.SUSPENDED), route("64497.10.0.0.0/8", 8),
            asn(64506), route("64506.172.16.0.0/12", 16, RecordStatus.REVOKED, EXPIRY_S)).toArray(RegistryRecord[]::new));
        return records;
    }
}
