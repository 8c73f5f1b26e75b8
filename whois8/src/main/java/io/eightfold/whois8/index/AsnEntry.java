// SPDX-License-Identifier: Apache-2.0
// All that is known of an ASN.
package io.eightfold.whois8.index;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several registries may speak of one ASN, which is a fault of theirs that must be visible. Thread: any; immutable.
 *
 * @param holders ASN records, by name of the registry; usually one, none when only routes are registered
 * @param routes  by lowest address, then length, then registry
 */
public record AsnEntry(List<AsnRecord> holders, List<RouteRecord> routes) {
    static final AsnEntry EMPTY = new AsnEntry(List.of(), List.of());
    private static final Comparator<AsnRecord> BY_RIR = Comparator.comparing(AsnRecord::rir);
    private static final Comparator<RouteRecord> BY_PREFIX = Comparator.comparing(RouteRecord::key).thenComparing(RouteRecord::rir);

    public AsnEntry {
        holders = List.copyOf(holders);
        routes = List.copyOf(routes);
    }

    /** Routes whose prefix covers another, the longest last. */
    public List<RouteRecord> covering(final int host, final int length) {
        return routes.stream().filter(route -> route.covers(host, length)).sorted(Comparator.comparingInt(RouteRecord::length)).toList();
    }

    /** Routes whose prefix lies within another. */
    public List<RouteRecord> within(final int host, final int length) {
        return routes.stream().filter(route -> route.length() >= length && ((route.host() ^ host) & RouteRecord.mask(length)) == 0).toList();
    }

    boolean isEmpty() {
        return holders.isEmpty() && routes.isEmpty();
    }

    /** What one registry has changed. */
    AsnEntry with(final String rir, final List<RecordChange> changes) {
        // The last one of a key counts. By key, since an ASN may have a hundred thousand routes: looking through all of them for each change would take a minute.
        final Map<RecordKey, RegistryRecord> changed = new HashMap<>();
        changes.forEach(change -> changed.put(change.key(), change.value()));
        final List<AsnRecord> newHolders = new ArrayList<>(holders);
        final List<RouteRecord> newRoutes = new ArrayList<>(routes);
        newHolders.removeIf(holder -> holder.rir().equals(rir) && changed.containsKey(holder.key()));
        newRoutes.removeIf(route -> route.rir().equals(rir) && changed.containsKey(route.key()));
        changed.values().forEach(value -> add(value, newHolders, newRoutes));
        newHolders.sort(BY_RIR);
        newRoutes.sort(BY_PREFIX);
        return new AsnEntry(newHolders, newRoutes);
    }

    private static void add(final RegistryRecord value, final List<AsnRecord> holders, final List<RouteRecord> routes) {
        switch (value) {
            case AsnRecord holder -> holders.add(holder);
            case RouteRecord route -> routes.add(route);
            case null -> { }
        }
    }
}
