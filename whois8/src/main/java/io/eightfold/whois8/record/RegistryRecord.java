// SPDX-License-Identifier: Apache-2.0
// What all records have in common.
package io.eightfold.whois8.record;

/** A record of the registry; immutable, checked when made. Thread: any. */
public sealed interface RegistryRecord permits AsnRecord, RouteRecord {
    /** The latest time a record can expire: 9999-12-31. */
    long MAX_TIME_S = 253_402_300_799L;

    /** What tells it from others of its data set. */
    RecordKey key();

    /** The ASN it is about, raw 32 bits. */
    int asn();

    /** Name of the registry that vouches for it, such as {@code ripe}; see {@link Names#requireRir}. */
    String rir();

    RecordStatus status();

    /** Seconds since 1970 from which on it does not count. */
    long expiryS();

    /** Seconds since 1970 of its last change. */
    long changedS();

    /** Whether it is in force at a time. */
    default boolean isActive(final long nowS) {
        return status() == RecordStatus.ACTIVE && nowS < expiryS();
    }
}
