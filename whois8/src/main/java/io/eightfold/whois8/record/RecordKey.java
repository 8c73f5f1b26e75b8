// SPDX-License-Identifier: Apache-2.0
// What a record is about.
package io.eightfold.whois8.record;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;

/**
 * Order: by ASN as an unsigned number, the ASN's own record first, then routes by address and length. Thread: any.
 *
 * @param asn    raw 32 bits
 * @param length -1 for the ASN's own record, else the host length of the route
 * @param host   lowest host address of the route, 0 for the ASN's own record
 */
public record RecordKey(int asn, int host, int length) implements Comparable<RecordKey> {
    private static final int ASN_ITSELF = -1;

    /** The key of an ASN's own record. */
    public static RecordKey ofAsn(final int asn) {
        return new RecordKey(asn, 0, ASN_ITSELF);
    }

    public static RecordKey ofRoute(final int asn, final int host, final int length) {
        return new RecordKey(asn, host, length);
    }

    public boolean isAsn() {
        return length == ASN_ITSELF;
    }

    /** Whether a record can have this key; no root says anything of one that is gone and never was, so only this keeps such a key from being taken for another. */
    boolean isPossible() {
        return isAsn() ? host == 0 : length >= 0 && length <= RouteRecord.MAX_LENGTH && (host & ~RouteRecord.mask(length)) == 0;
    }

    @Override
    public int compareTo(final RecordKey other) {
        int order = Integer.compareUnsigned(asn, other.asn);
        if (order == 0) {
            order = Boolean.compare(other.isAsn(), isAsn());
        }
        if (order == 0) {
            order = Integer.compareUnsigned(host, other.host);
        }
        return order == 0 ? Integer.compare(length, other.length) : order;
    }

    /** {@code AS64496}, or the prefix. */
    @Override
    public String toString() {
        return isAsn() ? "AS" + Integer.toUnsignedString(asn)
            : new Ipv8Prefix(new Ipv8Address(asn, host), Ipv8Prefix.ASN_BITS + length).toString();
    }
}
