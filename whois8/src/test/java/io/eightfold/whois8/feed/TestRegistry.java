// SPDX-License-Identifier: Apache-2.0
// A registry that signs whatever a test wants.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import java.util.List;

/** Real keys and real bytes; nothing is checked, so that it can lie. Thread: one at a time. */
public final class TestRegistry {
    public static final long NOW_S = 1_800_000_000;
    public static final long DAY_S = 86_400;
    public final String rir;
    public final SigningKey anchorKey = SigningKey.generate();
    public final SignedRecords records = new SignedRecords();
    public SigningKey key = SigningKey.generate();
    public KeyList keys;
    public SignedHead head;
    public long serial;
    public long issuedAtS = NOW_S;
    public long lifeS = DAY_S;

    public TestRegistry(final String rir) {
        this.rir = rir;
        keys = listOf(1, new ListedKey(key.publicKey(), NOW_S - DAY_S, NOW_S + 365 * DAY_S, false));
        change(List.of());
    }

    public TrustAnchor anchor() {
        return new TrustAnchor(rir, anchorKey.publicKey(), AsnRanges.ALL);
    }

    public KeyList listOf(final long version, final ListedKey... listed) {
        return KeyList.issue(rir, version, NOW_S, List.of(listed), anchorKey);
    }

    /** The next serial. */
    public Delta change(final RecordChange... changes) {
        return change(List.of(changes));
    }

    public Delta change(final List<RecordChange> changes) {
        records.take(changes);
        serial++;
        head = issue();
        return new Delta(keys, head, changes);
    }

    /** A head of the present state. */
    public SignedHead issue() {
        return records.head(rir, serial, issuedAtS, issuedAtS + lifeS, key);
    }

    public byte[] snapshot() {
        return records.snapshot(keys, head);
    }

    public AsnRecord holder(final int asn) {
        return new AsnRecord(asn, "ORG-" + Integer.toUnsignedString(asn), "Holder " + Integer.toUnsignedString(asn), "DE", rir, RecordStatus.ACTIVE, NOW_S + 365 * DAY_S, 0, NOW_S);
    }

    public RouteRecord route(final int asn, final int host, final int length) {
        return new RouteRecord(asn, host, length, RouteRecord.MAX_LENGTH, rir, RecordStatus.ACTIVE, NOW_S + 365 * DAY_S, NOW_S);
    }
}
