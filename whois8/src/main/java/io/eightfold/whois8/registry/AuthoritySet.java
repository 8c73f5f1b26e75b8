// SPDX-License-Identifier: Apache-2.0
// A data set that is signed here.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.feed.RecentDeltas;
import io.eightfold.whois8.feed.Snapshot;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordCodec;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.MerkleTree;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreException;
import io.eightfold.whois8.store.StoredSet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RIR's records, hash tree, keys and head.
 *
 * <p>Thread: methods of {@link FeedSource} any; the rest is the writer's, of whom there is one at a time. What both touch is guarded by this object, which nobody holds while
 * a database or a network is waited for.
 */
final class AuthoritySet implements FeedSource {
    private static final Logger LOG = LoggerFactory.getLogger(AuthoritySet.class);
    /** Bytes of the deltas of one answer. */
    private static final long MAX_ANSWER_BYTES = 32L << 20;
    /** Deltas in memory: followers of the last minutes ask no database. */
    private static final int MAX_RECENT = 1_000;
    /** Changes in all of them together; their records are mostly those that are in memory anyway. */
    private static final long MAX_RECENT_CHANGES = 100_000;
    private final RegistryStore store;
    private final InstantSource clock;
    private final TrustAnchor anchor;
    private final KeyRing ring;
    private final MerkleTree tree = new MerkleTree();
    private final NavigableMap<RecordKey, RegistryRecord> records = new TreeMap<>();
    // Guarded by this.
    private final RecentDeltas recent;
    private KeyList keys;
    private SignedHead head;

    private AuthoritySet(final RegistryStore store, final InstantSource clock, final StoredSet stored) {
        this.store = store;
        this.clock = clock;
        this.anchor = TrustAnchor.parse(stored.anchor());
        this.ring = new KeyRing(store.keyFiles(), stored.rir());
        this.keys = KeyList.decode(stored.keyList());
        this.head = SignedHead.decode(stored.head());
        this.recent = new RecentDeltas(Math.min(MAX_RECENT, store.config().deltasKept()), MAX_RECENT_CHANGES);
    }

    /**
     * Reads a data set and checks that its rows are what its head says. Thread: startup.
     *
     * @throws StoreException when they are not: then nothing of it may be served
     */
    static AuthoritySet load(final RegistryStore store, final InstantSource clock, final StoredSet stored) throws StoreException {
        final AuthoritySet set;
        try {
            set = new AuthoritySet(store, clock, stored);
            store.records(stored.rir(), set::add);
        } catch (final IllegalArgumentException e) {
            throw new StoreException("data set " + stored.rir() + " of database " + store.config().shown() + " cannot be read: " + e.getMessage() + "; restore the last backup", e);
        }
        set.checkSignatures(store.config().shown());
        set.checkRoot(stored, store.config().shown());
        return set;
    }

    private void add(final RegistryRecord value) {
        records.put(value.key(), value);
        tree.put(value.key(), hash(value));
    }

    private byte[] hash(final RegistryRecord value) {
        final byte[] bytes = RecordCodec.encode(value);
        return tree.hash(bytes, 0, bytes.length);
    }

    private void checkSignatures(final String database) throws StoreException {
        final boolean isSigned = keys.isSignedBy(anchor) && keys.key(head.key()).filter(listed -> head.isSignedBy(listed.key())).isPresent();
        if (!isSigned) {
            throw new StoreException("key list or head of " + anchor.rir() + " in database " + database + " is not signed as its trust anchor says; restore the last backup");
        }
    }

    private void checkRoot(final StoredSet stored, final String database) throws StoreException {
        if (!head.hasRoot(tree.root()) || head.records() != tree.size() || head.serial() != stored.serial()) {
            throw new StoreException("records of " + anchor.rir() + " in database " + database + " (" + tree.size() + ") are not those that its head signs (serial " + head.serial() + ", "
                + head.records() + " records): the rows were changed by another program or damaged; nothing is served, restore the last backup");
        }
    }

    /** What a change makes of the tree; {@link #takeBack} undoes it. */
    List<byte[]> put(final List<RecordChange> changes) {
        final List<byte[]> before = new ArrayList<>(changes.size());
        for (final RecordChange change : changes) {
            before.add(change.isRemoval() ? tree.remove(change.key()) : tree.put(change.key(), hash(change.value())));
        }
        return before;
    }

    void takeBack(final List<RecordChange> changes, final List<byte[]> before) {
        for (int i = 0; i < changes.size(); i++) {
            if (before.get(i) == null) {
                tree.remove(changes.get(i).key());
            } else {
                tree.put(changes.get(i).key(), before.get(i));
            }
        }
    }

    /**
     * From here on it is what others see.
     *
     * @param isChained whether a reader of a serial before may get here by deltas: false when this change leaves none, or when those before count no more
     */
    synchronized void publish(final KeyList newKeys, final SignedHead newHead, final List<RecordChange> changes, final boolean isChained) {
        for (final RecordChange change : changes) {
            if (change.isRemoval()) {
                records.remove(change.key());
            } else {
                records.put(change.key(), change.value());
            }
        }
        keys = newKeys;
        head = newHead;
        remember(changes, isChained);
    }

    private void remember(final List<RecordChange> changes, final boolean isChained) {
        if (!isChained) {
            recent.clear();
        } else if (!changes.isEmpty()) {
            recent.add(new Delta(keys, head, changes));
        }
    }

    private synchronized List<Delta> recent(final long serial, final int limit) {
        return recent.after(serial, limit);
    }

    byte[] root() {
        return tree.root();
    }

    long size() {
        return tree.size();
    }

    KeyRing ring() {
        return ring;
    }

    TrustAnchor anchor() {
        return anchor;
    }

    /** To compare with; the writer's. */
    NavigableMap<RecordKey, RegistryRecord> records() {
        return records;
    }

    /** All records in the order of their keys, as they are at one moment. */
    synchronized RegistryRecord[] all() {
        return records.values().toArray(RegistryRecord[]::new);
    }

    /** At most so many records behind a key, in order; from the first one when it is null. */
    synchronized List<RegistryRecord> after(final RecordKey key, final int count) {
        return (key == null ? records : records.tailMap(key, false)).values().stream().limit(count).toList();
    }

    synchronized Optional<RegistryRecord> record(final RecordKey key) {
        return Optional.ofNullable(records.get(key));
    }

    @Override
    public String rir() {
        return anchor.rir();
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

    /** References are copied first, so that a slow reader holds up nobody. */
    @Override
    public void writeSnapshot(final OutputStream to) throws IOException {
        final RegistryRecord[] all;
        final KeyList listed;
        final SignedHead signed;
        synchronized (this) {
            all = all();
            listed = keys;
            signed = head;
        }
        Snapshot.write(listed, signed, Arrays.asList(all).iterator(), to);
    }

    /** A delta whose head has expired, or was issued when the clock was ahead, would be refused: a snapshot is due then. */
    @Override
    public Optional<List<Delta>> deltasFrom(final long serial, final int limit) {
        final long present = head().serial();
        if (serial == present) {
            return Optional.of(List.of());
        }
        if (serial < 1 || serial > present) {
            return Optional.empty();
        }
        try {
            final List<Delta> inMemory = recent(serial, limit);
            final List<Delta> deltas = inMemory.isEmpty() ? stored(serial, limit) : inMemory;
            return RecentDeltas.isChain(serial, deltas, clock.instant().getEpochSecond()) ? Optional.of(deltas) : Optional.empty();
        } catch (final StoreException e) {
            LOG.warn("whois8 registry rir={} fault=host deltas from={} unavailable cause=\"{}\"", rir(), serial, e.getMessage());
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        } catch (final FeedException e) {
            LOG.error("whois8 registry rir={} fault=host delta after serial={} is damaged cause=\"{}\"; followers take a snapshot", rir(), serial, e.getMessage());
            return Optional.empty();
        }
    }

    private List<Delta> stored(final long serial, final int limit) throws StoreException, FeedException {
        final List<Delta> deltas = new ArrayList<>();
        for (final byte[] bytes : store.deltas(rir(), serial, limit, MAX_ANSWER_BYTES)) {
            deltas.add(Delta.decode(bytes));
        }
        return deltas;
    }
}
