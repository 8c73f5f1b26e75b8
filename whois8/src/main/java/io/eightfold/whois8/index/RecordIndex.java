// SPDX-License-Identifier: Apache-2.0
// The records a server answers from.
package io.eightfold.whois8.index;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Records by ASN and by holder.
 * <p>Thread: {@link #apply} one at a time for each registry; the rest any.
 */
public final class RecordIndex {
    /** What the index now holds of one registry. */
    public record Version(String rir, long serial, long records) {
    }

    /** Told after a change, by the thread that made it; must be quick. */
    public interface Listener {
        /** @param changes what changed, in order; readers of the index see all of it */
        void changed(Version version, List<RecordChange> changes);
    }

    private final Map<Integer, AsnEntry> byAsn = new ConcurrentHashMap<>();
    private final Map<String, Set<Integer>> asnsByHandle = new ConcurrentHashMap<>();
    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** All of an ASN; empty when nothing is known of it. */
    public Optional<AsnEntry> entry(final int asn) {
        return Optional.ofNullable(byAsn.get(asn));
    }

    /** ASN records of a holder, in the order of their numbers. */
    public List<AsnRecord> heldBy(final String handle) {
        return asnsByHandle.getOrDefault(handle, Set.of()).stream().flatMap(asn -> entry(asn).stream())
            .flatMap(entry -> entry.holders().stream()).filter(holder -> holder.handle().equals(handle)).toList();
    }

    /** Registries, by name. */
    public Collection<Version> versions() {
        return versions.values().stream().sorted((a, b) -> a.rir().compareTo(b.rir())).toList();
    }

    /** All ASNs with records, in no order. */
    public void forEachEntry(final Consumer<AsnEntry> action) {
        byAsn.values().forEach(action);
    }

    /** Tells the listener of all changes from now on, until {@link #unlisten}. */
    public void listen(final Listener listener) {
        listeners.add(listener);
    }

    /** Nothing is told to the listener any more; a change that is being told just now may still come. */
    public void unlisten(final Listener listener) {
        listeners.remove(listener);
    }

    /** Takes a registry's changes in, and tells the listeners. */
    public void apply(final Version version, final List<RecordChange> changes) {
        final Map<Integer, List<RecordChange>> changesByAsn = new HashMap<>();
        changes.forEach(change -> changesByAsn.computeIfAbsent(change.key().asn(), asn -> new ArrayList<>(1)).add(change));
        changesByAsn.forEach((asn, ofAsn) -> apply(version.rir(), asn, ofAsn));
        versions.put(version.rir(), version);
        listeners.forEach(listener -> listener.changed(version, changes));
    }

    private void apply(final String rir, final int asn, final List<RecordChange> changes) {
        final AsnEntry before = byAsn.getOrDefault(asn, AsnEntry.EMPTY);
        final AsnEntry after = byAsn.compute(asn, (key, entry) -> {
            final AsnEntry changed = (entry == null ? AsnEntry.EMPTY : entry).with(rir, changes);
            return changed.isEmpty() ? null : changed;
        });
        indexHandles(asn, before, after == null ? AsnEntry.EMPTY : after);
    }

    private void indexHandles(final int asn, final AsnEntry before, final AsnEntry after) {
        after.holders().forEach(holder -> asnsByHandle.computeIfAbsent(holder.handle(), handle -> new ConcurrentSkipListSet<>(Integer::compareUnsigned)).add(asn));
        before.holders().stream().map(AsnRecord::handle).filter(handle -> after.holders().stream().noneMatch(holder -> holder.handle().equals(handle)))
            .forEach(handle -> asnsByHandle.computeIfPresent(handle, (key, asns) -> {
                asns.remove(asn);
                return asns.isEmpty() ? null : asns;
            }));
    }
}
