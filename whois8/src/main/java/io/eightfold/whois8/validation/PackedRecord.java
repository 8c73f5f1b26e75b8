// SPDX-License-Identifier: Apache-2.0
// A record in 64 bits.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;

/**
 * What a verdict needs of a record, in 64 bits; the ASN is kept elsewhere. Sorted as signed numbers, the records of an ASN begin with its own, and routes
 * follow by address, then length.
 * <pre>
 *  63              48 47            40 39     36 35   34 33       32 31                                  0
 * |  host 31..16 (*) |  lengths (**)  | data set | status | filtered | expiry, s since 1970; all ones: never |
 * </pre>
 * (*) a route is at most /16 long, so the rest is zero; the top bit is turned over for the sake of the order.
 * (**) 0: the ASN's own record; else one number for each pair of a length and a longest length, by length first. Thread: any.
 */
final class PackedRecord {
    static final int MAX_LENGTH = RouteRecord.MAX_LENGTH;
    static final long NEVER_S = 0xFFFF_FFFFL;
    private static final long SIGN = 1L << 63;
    private static final int HOST_SHIFT = 48;
    private static final int PAIR_SHIFT = 40;
    private static final int DATA_SET_SHIFT = 36;
    private static final int STATUS_SHIFT = 34;
    private static final long FILTERED = 1L << 32;
    private static final long DATA_SET_MASK = 15L << DATA_SET_SHIFT;
    private static final int[] FIRST_PAIR = new int[MAX_LENGTH + 2];
    // -1 for the ASN's own record, as in RecordKey.
    private static final byte[] LENGTH = new byte[256];
    private static final byte[] LONGEST = new byte[256];

    static {
        LENGTH[0] = -1;
        LONGEST[0] = -1;
        int pair = 1;
        for (int length = 0; length <= MAX_LENGTH; length++) {
            FIRST_PAIR[length] = pair;
            for (int longest = length; longest <= MAX_LENGTH; longest++, pair++) {
                LENGTH[pair] = (byte) length;
                LONGEST[pair] = (byte) longest;
            }
        }
        FIRST_PAIR[MAX_LENGTH + 1] = pair;
    }

    private PackedRecord() {
    }

    static long of(final RegistryRecord value, final int dataSet) {
        return switch (value) {
            case AsnRecord asn -> pack(0, 0, dataSet, asn.status(), asn.expiryS());
            case RouteRecord route -> pack(route.host(), FIRST_PAIR[route.length()] + route.maxLength() - route.length(), dataSet, route.status(), route.expiryS());
        };
    }

    /** A route that is in force for ever. */
    static long assertion(final Overrides.Assertion value, final int dataSet) {
        return pack(value.host(), FIRST_PAIR[value.length()] + value.maxLength() - value.length(), dataSet, RecordStatus.ACTIVE, NEVER_S);
    }

    private static long pack(final int host, final int pair, final int dataSet, final RecordStatus status, final long expiryS) {
        return ((long) (host >>> 16) << HOST_SHIFT | (long) pair << PAIR_SHIFT | (long) dataSet << DATA_SET_SHIFT | (long) status.code() << STATUS_SHIFT
            | Math.min(expiryS, NEVER_S)) ^ SIGN;
    }

    /** The first value, in their order, that a route of this prefix can have. */
    static long first(final int host, final int length) {
        return ((long) (host >>> 16) << HOST_SHIFT | (long) FIRST_PAIR[length] << PAIR_SHIFT) ^ SIGN;
    }

    /** A number for address and length (or the ASN itself), in the order of the records. */
    static int order(final long packed) {
        return (int) ((packed ^ SIGN) >>> HOST_SHIFT) << 5 | length(packed) + 1;
    }

    /** The same number of a key that {@link io.eightfold.whois8.record.RecordChange} lets pass: others would be cut down to the number of another record. */
    static int order(final RecordKey key) {
        assert (key.host() & 0xFFFF) == 0 && key.length() <= MAX_LENGTH : "no record has the key of host=" + key.host() + " length=" + key.length();
        return key.host() >>> 16 << 5 | key.length() + 1;
    }

    static boolean isAsn(final long packed) {
        return (packed >>> PAIR_SHIFT & 0xFF) == 0;
    }

    static int host(final long packed) {
        return (int) ((packed ^ SIGN) >>> HOST_SHIFT) << 16;
    }

    /** -1 for an ASN's own record. */
    static int length(final long packed) {
        return LENGTH[(int) (packed >>> PAIR_SHIFT) & 0xFF];
    }

    /** -1 for an ASN's own record. */
    static int maxLength(final long packed) {
        return LONGEST[(int) (packed >>> PAIR_SHIFT) & 0xFF];
    }

    static int dataSet(final long packed) {
        return (int) (packed >>> DATA_SET_SHIFT) & 0xF;
    }

    /** The same record, said by another registry. */
    static long ofDataSet(final long packed, final int dataSet) {
        return packed & ~DATA_SET_MASK | (long) dataSet << DATA_SET_SHIFT;
    }

    static boolean isOf(final long packed, final int dataSet) {
        return (packed & DATA_SET_MASK) == (long) dataSet << DATA_SET_SHIFT;
    }

    /** {@link RecordStatus#code}. */
    static int statusCode(final long packed) {
        return (int) (packed >>> STATUS_SHIFT) & 3;
    }

    static long expiryS(final long packed) {
        return packed & NEVER_S;
    }

    static boolean isFiltered(final long packed) {
        return (packed & FILTERED) != 0;
    }

    static long filtered(final long packed, final boolean isFiltered) {
        return isFiltered ? packed | FILTERED : packed & ~FILTERED;
    }
}
