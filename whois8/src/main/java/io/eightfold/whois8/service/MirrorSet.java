// SPDX-License-Identifier: Apache-2.0
// A registry's data as a mirror publishes it.
package io.eightfold.whois8.service;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.feed.RecentDeltas;
import io.eightfold.whois8.feed.Snapshot;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The records behind a signed head, and the last deltas that led to it, all of it verified. Thread: any; the mirror's for what changes it. */
final class MirrorSet implements FeedSource {
    /** Deltas kept for readers that were away for a while. */
    private static final int MAX_DELTAS = 10_000;
    /** Of all that are kept, so that large ones do not fill the memory. */
    private static final long MAX_CHANGES = 1_000_000;
    private final String rir;
    private final LongSupplier nowS;
    private final RecentDeltas deltas = new RecentDeltas(MAX_DELTAS, MAX_CHANGES);
    private TreeMap<RecordKey, RegistryRecord> records = new TreeMap<>();
    private KeyList keys;
    private SignedHead head;

    /** @param nowS seconds since 1970 */
    MirrorSet(final String rir, final LongSupplier nowS) {
        this.rir = rir;
        this.nowS = nowS;
    }

    /** Takes a whole data set in; what is different from before. */
    synchronized List<RecordChange> replace(final DataSet dataSet, final TreeMap<RecordKey, RegistryRecord> loaded) {
        final List<RecordChange> different = new ArrayList<>();
        records.keySet().stream().filter(key -> !loaded.containsKey(key)).forEach(key -> different.add(RecordChange.remove(key)));
        loaded.values().stream().filter(value -> !value.equals(records.get(value.key()))).forEach(value -> different.add(RecordChange.put(value)));
        records = loaded;
        deltas.clear();
        keys = dataSet.keys().orElseThrow();
        head = dataSet.head().orElseThrow();
        return different;
    }

    /** Takes a delta in, or a newer head. */
    synchronized void apply(final DataSet dataSet, final List<RecordChange> changed) {
        final boolean isNext = head == null || dataSet.head().orElseThrow().serial() > head.serial();
        keys = dataSet.keys().orElseThrow();
        head = dataSet.head().orElseThrow();
        for (final RecordChange change : changed) {
            if (change.isRemoval()) {
                records.remove(change.key());
            } else {
                records.put(change.key(), change.value());
            }
        }
        if (isNext) {
            deltas.add(new Delta(keys, head, changed));
        }
    }

    synchronized boolean hasData() {
        return head != null;
    }

    @Override
    public String rir() {
        return rir;
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
        final KeyList keysNow;
        final SignedHead headNow;
        final RegistryRecord[] recordsNow;
        // References only: a reader that is slow to take them holds nobody up.
        synchronized (this) {
            keysNow = keys;
            headNow = head;
            recordsNow = records.values().toArray(RegistryRecord[]::new);
        }
        Snapshot.write(keysNow, headNow, Arrays.asList(recordsNow).iterator(), to);
    }

    @Override
    public synchronized Optional<List<Delta>> deltasFrom(final long serial, final int limit) {
        if (head == null || serial > head.serial()) {
            return Optional.empty();
        }
        if (serial == head.serial()) {
            return Optional.of(List.of());
        }
        final List<Delta> following = deltas.after(serial, limit);
        // With other keys than today's they are refused by who has seen these: a snapshot is of use to everyone.
        return RecentDeltas.isChain(serial, following, nowS.getAsLong()) && following.stream().allMatch(delta -> delta.keys().version() == keys.version())
            ? Optional.of(following) : Optional.empty();
    }
}
