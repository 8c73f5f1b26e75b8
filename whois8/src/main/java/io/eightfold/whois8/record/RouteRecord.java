// SPDX-License-Identifier: Apache-2.0
// A prefix that its holder announces.
package io.eightfold.whois8.record;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;

/**
 * The record of a route (spec sections 5 and 6): prefixes of the ASN that are covered by {@code host/length} and not longer than {@code maxLength} may be
 * announced to other ASes.
 *
 * @param asn       raw 32 bits, none of {@link ReservedAsns}
 * @param host      lowest host address, raw bits
 * @param length    host bits, 0 to {@link #MAX_LENGTH}
 * @param maxLength {@code length} to {@link #MAX_LENGTH}
 */
public record RouteRecord(int asn, int host, int length, int maxLength, String rir, RecordStatus status, long expiryS, long changedS) implements RegistryRecord {
    /** Nothing longer crosses the border of an AS (draft: "/16 minimum injectable prefix"). */
    public static final int MAX_LENGTH = 16;

    /** @throws RecordException with the first value that cannot be */
    public RouteRecord {
        ReservedAsns.require(asn);
        if (length < 0 || length > MAX_LENGTH) {
            throw new RecordException("length=" + length + " of a route of AS" + Integer.toUnsignedString(asn) + " is not from 0 to MAX_LENGTH=" + MAX_LENGTH
                + "; nothing longer crosses the border of an AS, register a prefix that covers it");
        }
        if (maxLength < length || maxLength > MAX_LENGTH) {
            throw new RecordException("max-length=" + maxLength + " is not from the prefix's own " + length + " to MAX_LENGTH=" + MAX_LENGTH);
        }
        if ((host & ~mask(length)) != 0) {
            throw new RecordException("prefix " + new Ipv8Address(asn, host) + "/" + length + " has host bits set; write " + new Ipv8Address(asn, host & mask(length)) + "/" + length);
        }
        Names.requireRir(rir);
        Times.require(expiryS, changedS);
        if (status == null) {
            throw new RecordException("status of a route of AS" + Integer.toUnsignedString(asn) + " is missing");
        }
    }

    @Override
    public RecordKey key() {
        return RecordKey.ofRoute(asn, host, length);
    }

    /** Whether its prefix covers another of the same ASN; says nothing of the longest length. */
    public boolean covers(final int otherHost, final int otherLength) {
        return otherLength >= length && ((otherHost ^ host) & mask(length)) == 0;
    }

    public Ipv8Prefix prefix() {
        return new Ipv8Prefix(new Ipv8Address(asn, host), Ipv8Prefix.ASN_BITS + length);
    }

    /** The network mask of a host length. */
    public static int mask(final int length) {
        return length == 0 ? 0 : -1 << Integer.SIZE - length;
    }
}
