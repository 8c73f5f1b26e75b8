// SPDX-License-Identifier: Apache-2.0
// A registry with a feed.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.feed.SignedRecords;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Signs whatever it is told to, with a clock that it is told; keeps all deltas. Thread: any. */
final class FeedRegistry implements FeedSource, FeedCatalog {
    static final String RIR = "lab";
    private final SigningKey anchorKey;
    private SigningKey key = SigningKey.generate();
    private final SignedRecords records = new SignedRecords();
    private final List<Delta> deltas = new ArrayList<>();
    private final List<Consumer<SignedHead>> listeners = new ArrayList<>();
    private final long nowS;
    private long validS = 3600;
    private long keyVersion;
    private KeyList keys;
    private SignedHead head;

    FeedRegistry(final long nowS) {
        this(nowS, SigningKey.generate());
    }

    /** Another registry with the same anchor says other things under the same name. */
    FeedRegistry(final long nowS, final SigningKey anchorKey) {
        this.nowS = nowS;
        this.anchorKey = anchorKey;
        list(List.of(new ListedKey(key.publicKey(), nowS - 1000, nowS + 100_000, false)));
    }

    SigningKey anchorKey() {
        return anchorKey;
    }

    TrustAnchor anchor() {
        return new TrustAnchor(RIR, anchorKey.publicKey(), AsnRanges.ALL);
    }

    synchronized void list(final List<ListedKey> listed) {
        keys = KeyList.issue(RIR, ++keyVersion, nowS, listed, anchorKey);
    }

    synchronized ListedKey listedKey(final long fromS, final long untilS, final boolean isRevoked) {
        return new ListedKey(key.publicKey(), fromS, untilS, isRevoked);
    }

    /** Signs with a key that is in no list. */
    synchronized void useUnlistedKey() {
        key = SigningKey.generate();
    }

    /** Lists the present key, and drops all others. */
    synchronized void rotate() {
        list(List.of(new ListedKey(key.publicKey(), nowS - 1000, nowS + 100_000, false)));
    }

    synchronized void validFor(final long seconds) {
        validS = seconds;
    }

    synchronized long serial() {
        return head == null ? 0 : head.serial();
    }

    synchronized boolean has(final RecordKey key) {
        return records.all().stream().anyMatch(value -> value.key().equals(key));
    }

    synchronized void put(final RegistryRecord... values) {
        change(Arrays.stream(values).map(RecordChange::put).toList());
    }

    synchronized void change(final List<RecordChange> changes) {
        records.take(changes);
        sign(serial() + 1, nowS);
        deltas.add(new Delta(keys, head, changes));
        listeners.forEach(listener -> listener.accept(head));
    }

    /** The same state, signed later or anew. */
    synchronized void reissue(final long issuedAtS) {
        sign(serial(), issuedAtS);
    }

    private void sign(final long serial, final long issuedAtS) {
        head = records.head(RIR, serial, issuedAtS, issuedAtS + validS, key);
    }

    synchronized byte[] headBytes() {
        return new Delta(keys, head, List.of()).encode();
    }

    synchronized byte[] snapshotBytes() {
        return records.snapshot(keys, head);
    }

    synchronized Delta lastDelta() {
        return deltas.getLast();
    }

    synchronized byte[] deltaBytes(final long from) {
        final ByteArrayOutputStream to = new ByteArrayOutputStream();
        deltas.stream().filter(delta -> delta.head().serial() > from).forEach(delta -> to.writeBytes(delta.encode()));
        return to.toByteArray();
    }

    @Override
    public synchronized SignedHead head() {
        return head;
    }

    @Override
    public synchronized KeyList keys() {
        return keys;
    }

    @Override
    public synchronized Delta present() {
        return new Delta(keys, head, List.of());
    }

    @Override
    public String rir() {
        return RIR;
    }

    @Override
    public void writeSnapshot(final OutputStream to) throws IOException {
        to.write(snapshotBytes());
    }

    @Override
    public synchronized Optional<List<Delta>> deltasFrom(final long serial, final int limit) {
        return Optional.of(deltas.stream().filter(delta -> delta.head().serial() > serial).limit(limit).toList());
    }

    @Override
    public List<FeedSource> sources() {
        return List.of(this);
    }

    @Override
    public synchronized void listen(final Consumer<SignedHead> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void unlisten(final Consumer<SignedHead> listener) {
        listeners.remove(listener);
    }
}
