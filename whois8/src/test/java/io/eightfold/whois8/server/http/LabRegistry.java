// SPDX-License-Identifier: Apache-2.0
// A registry in memory, with real keys and signatures.
package io.eightfold.whois8.server.http;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.feed.SignedRecords;
import io.eightfold.whois8.feed.Snapshot;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Signs each change; keeps all deltas but those it is told to forget. Thread: any. */
final class LabRegistry implements FeedSource, FeedCatalog {
    static final String RIR = "lab";
    static final long NOW_S = 1_900_000_000L;
    static final long EXPIRY_S = 2_000_000_000L;
    private static final long CHANGED_S = 1_800_000_000L;
    private static final long DAY_S = 86_400;

    private final SigningKey anchor = SigningKey.generate();
    private final SigningKey key = SigningKey.generate();
    private KeyList keys = KeyList.issue(RIR, 1, CHANGED_S, List.of(new KeyList.ListedKey(key.publicKey(), CHANGED_S, EXPIRY_S, false)), anchor);
    private final RecordIndex index = new RecordIndex();
    private final SignedRecords records = new SignedRecords();
    private final List<Delta> deltas = new ArrayList<>();
    private final List<Consumer<SignedHead>> listeners = new CopyOnWriteArrayList<>();
    private SignedHead head;

    LabRegistry(final RegistryRecord... first) {
        change(List.of(first).stream().map(RecordChange::put).toList());
    }

    static AsnRecord asn(final int asn, final RecordStatus status) {
        return new AsnRecord(asn, "ORG-EX1", "Example Networks", "DE", RIR, status, EXPIRY_S, 0xC000_0201, CHANGED_S);
    }

    static RouteRecord route(final int asn, final int host, final int length, final RecordStatus status) {
        return new RouteRecord(asn, host, length, Math.max(length, 16), RIR, status, EXPIRY_S, CHANGED_S);
    }

    RecordIndex index() {
        return index;
    }

    TrustAnchor anchor() {
        return new TrustAnchor(RIR, anchor.publicKey(), AsnRanges.ALL);
    }

    synchronized SignedHead change(final List<RecordChange> changes) {
        records.take(changes);
        final long serial = head == null ? 1 : head.serial() + 1;
        head = records.head(RIR, serial, NOW_S, NOW_S + DAY_S, key);
        deltas.add(new Delta(keys, head, changes));
        index.apply(new RecordIndex.Version(RIR, serial, head.records()), changes);
        listeners.forEach(listener -> listener.accept(head));
        return head;
    }

    /** Revokes another key: the head of the same state is issued anew within the same second. */
    synchronized SignedHead revokeAnotherKey() {
        final List<KeyList.ListedKey> listed = new ArrayList<>(keys.keys());
        listed.add(new KeyList.ListedKey(SigningKey.generate().publicKey(), CHANGED_S, EXPIRY_S, true));
        keys = KeyList.issue(RIR, keys.version() + 1, CHANGED_S, listed, anchor);
        head = SignedHead.issue(RIR, head.serial(), head.root(), head.records(), head.issuedAtS(), head.expiresAtS(), key);
        listeners.forEach(listener -> listener.accept(head));
        return head;
    }

    /** Those who are told of heads. */
    int listeners() {
        return listeners.size();
    }

    synchronized void forgetDeltas() {
        deltas.clear();
    }

    @Override
    public String rir() {
        return RIR;
    }

    @Override
    public synchronized KeyList keys() {
        return keys;
    }

    @Override
    public synchronized SignedHead head() {
        return head;
    }

    @Override
    public synchronized Delta present() {
        return new Delta(keys, head, List.of());
    }

    @Override
    public void writeSnapshot(final OutputStream to) throws IOException {
        final SignedHead written;
        final List<RegistryRecord> copy;
        synchronized (this) {
            written = head;
            copy = records.all();
        }
        Snapshot.write(keys, written, copy.iterator(), to);
    }

    @Override
    public synchronized Optional<List<Delta>> deltasFrom(final long serial, final int limit) {
        if (serial == head.serial()) {
            return Optional.of(List.of());
        }
        final List<Delta> result = deltas.stream().filter(delta -> delta.head().serial() > serial).limit(limit).toList();
        return result.isEmpty() || result.getFirst().head().serial() != serial + 1 ? Optional.empty() : Optional.of(result);
    }

    @Override
    public List<FeedSource> sources() {
        return List.of(this);
    }

    @Override
    public void listen(final Consumer<SignedHead> listener) {
        listeners.add(listener);
    }

    @Override
    public void unlisten(final Consumer<SignedHead> listener) {
        listeners.remove(listener);
    }
}
