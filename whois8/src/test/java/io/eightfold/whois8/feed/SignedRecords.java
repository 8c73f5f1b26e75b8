// SPDX-License-Identifier: Apache-2.0
// Records and their hash tree, for registries of tests.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.MerkleTree;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;

/** What every registry of a test has to keep right before it can be right or wrong about the rest. Thread: one at a time. */
public final class SignedRecords {
    private final TreeMap<RecordKey, RegistryRecord> records = new TreeMap<>();
    private final MerkleTree tree = new MerkleTree();

    public void take(final List<RecordChange> changes) {
        for (final RecordChange change : changes) {
            if (change.isRemoval()) {
                records.remove(change.key());
                tree.remove(change.key());
            } else {
                records.put(change.key(), change.value());
                final byte[] bytes = RecordCodec.encode(change.value());
                tree.put(change.key(), tree.hash(bytes, 0, bytes.length));
            }
        }
    }

    /** A copy, in the order of the keys. */
    public List<RegistryRecord> all() {
        return List.copyOf(records.values());
    }

    /** A head of the present state. */
    public SignedHead head(final String rir, final long serial, final long issuedAtS, final long expiresAtS, final SigningKey key) {
        return SignedHead.issue(rir, serial, tree.root(), records.size(), issuedAtS, expiresAtS, key);
    }

    public byte[] snapshot(final KeyList keys, final SignedHead head) {
        final ByteArrayOutputStream to = new ByteArrayOutputStream();
        try {
            Snapshot.write(keys, head, records.values().iterator(), to);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toByteArray();
    }
}
