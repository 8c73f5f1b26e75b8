// SPDX-License-Identifier: Apache-2.0
// What one transaction writes.
package io.eightfold.whois8.store;

import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import java.util.List;

/**
 * A change of a data set: its records, its new head, its delta and its lines of the audit log, all or nothing. Thread: any.
 *
 * @param serial  after the change; the database must be at the one before
 * @param head    encoded signed head of it
 * @param added   records that are new
 * @param changed records whose key is there already
 * @param removed keys that go
 * @param delta   encoded delta; empty when it is too long to be kept, then older ones go too, and followers take a snapshot
 */
public record StoredChange(String rir, long serial, byte[] head, List<RegistryRecord> added, List<RegistryRecord> changed, List<RecordKey> removed, byte[] delta,
                           List<AuditEntry> audit) {
    /** Longest delta that is kept. */
    public static final int MAX_DELTA_BYTES = 16 << 20;
}
