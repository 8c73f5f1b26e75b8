// SPDX-License-Identifier: Apache-2.0
// Records for tests.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.wire.address.Ipv8Prefix;

/** Records for tests. */
public final class Records {
    public static final long LONG_S = 4_000_000_000L;

    private Records() {
    }

    public static AsnRecord asn(final String rir, final int asn, final RecordStatus status, final long expiryS) {
        return new AsnRecord(asn, "ORG-" + Integer.toUnsignedString(asn), "Example", "DE", rir, status, expiryS, 0, 1);
    }

    public static AsnRecord asn(final String rir, final int asn) {
        return asn(rir, asn, RecordStatus.ACTIVE, LONG_S);
    }

    public static RouteRecord route(final String rir, final String prefix, final int maxLength, final RecordStatus status, final long expiryS) {
        final Ipv8Prefix parsed = Ipv8Prefix.parse(prefix);
        return new RouteRecord(parsed.address().asn(), parsed.address().host(), parsed.hostLength(), maxLength, rir, status, expiryS, 1);
    }

    public static RouteRecord route(final String rir, final String prefix, final int maxLength) {
        return route(rir, prefix, maxLength, RecordStatus.ACTIVE, LONG_S);
    }
}
