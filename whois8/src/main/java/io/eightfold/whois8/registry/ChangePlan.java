// SPDX-License-Identifier: Apache-2.0
// What a change comes to.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.TrustAnchor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Compares the wanted records with those that are there, and finds everything that forbids it. Thread: the writer's.
 *
 * <p>An ASN's record comes before its routes, and goes after them; a registry speaks of the ASNs of its trust anchor only.
 */
final class ChangePlan {
    /** Problems that are told at once. */
    static final int MAX_PROBLEMS = 100;
    private final NavigableMap<RecordKey, RegistryRecord> present;
    private final Map<RecordKey, RecordChange> wanted = new LinkedHashMap<>();
    private final List<RegistryRecord> added = new ArrayList<>();
    private final List<RegistryRecord> changed = new ArrayList<>();
    private final List<RecordKey> removed = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private AdminException.Kind kind = AdminException.Kind.BAD_REQUEST;
    private int problemCount;
    private int unchanged;

    private ChangePlan(final NavigableMap<RecordKey, RegistryRecord> present) {
        this.present = present;
    }

    /** @throws AdminException with all that forbids it */
    static ChangePlan of(final NavigableMap<RecordKey, RegistryRecord> present, final TrustAnchor anchor, final ChangeRequest request) throws AdminException {
        final ChangePlan plan = new ChangePlan(present);
        request.changes().forEach(change -> plan.wanted.put(change.key(), change));
        if (request.withRoutes()) {
            plan.takeRoutesAlong();
        }
        plan.wanted.values().forEach(change -> plan.check(change, anchor));
        plan.requireNoProblems();
        return plan;
    }

    private void takeRoutesAlong() {
        final List<RecordKey> gone = wanted.values().stream().filter(RecordChange::isRemoval).map(RecordChange::key).filter(RecordKey::isAsn).toList();
        gone.forEach(asn -> routesOf(asn.asn()).keySet().forEach(route -> wanted.putIfAbsent(route, RecordChange.remove(route))));
    }

    private Map<RecordKey, RegistryRecord> routesOf(final int asn) {
        // The longest possible route of the highest address: nothing of the ASN sorts behind it.
        return present.subMap(RecordKey.ofAsn(asn), false, RecordKey.ofRoute(asn, -1, Integer.MAX_VALUE), true);
    }

    private void check(final RecordChange change, final TrustAnchor anchor) {
        final RegistryRecord before = present.get(change.key());
        if (change.isRemoval()) {
            checkRemoval(change.key(), before);
        } else {
            checkValue(change.value(), anchor);
            sort(change.value(), before);
        }
    }

    private void checkRemoval(final RecordKey key, final RegistryRecord before) {
        if (before == null) {
            problem(AdminException.Kind.NOT_FOUND, key + " is not registered");
        } else if (key.isAsn()) {
            final long left = routesOf(key.asn()).keySet().stream().filter(route -> !isRemoved(route)).count();
            if (left > 0) {
                problem(AdminException.Kind.CONFLICT, key + " has " + left + " routes; remove them first, or ask for it with its routes");
            }
        }
        removed.add(key);
    }

    private boolean isRemoved(final RecordKey key) {
        final RecordChange change = wanted.get(key);
        return change != null && change.isRemoval();
    }

    private void checkValue(final RegistryRecord value, final TrustAnchor anchor) {
        if (!value.rir().equals(anchor.rir())) {
            problem(AdminException.Kind.BAD_REQUEST, value.key() + " is of rir=" + value.rir() + ", not of " + anchor.rir());
        }
        if (!anchor.asns().contains(value.asn())) {
            problem(AdminException.Kind.BAD_REQUEST, value.key() + " is outside of asns=" + anchor.asns() + ", which the trust anchor of " + anchor.rir() + " may speak of");
        }
        if (value instanceof RouteRecord && !hasAsn(value.asn())) {
            problem(AdminException.Kind.CONFLICT, value.key() + " has no holder: AS" + Integer.toUnsignedString(value.asn()) + " is not registered; add the ASN first");
        }
    }

    private boolean hasAsn(final int asn) {
        final RecordKey key = RecordKey.ofAsn(asn);
        final RecordChange change = wanted.get(key);
        return change == null ? present.containsKey(key) : !change.isRemoval();
    }

    private void sort(final RegistryRecord value, final RegistryRecord before) {
        if (before == null) {
            added.add(value);
        } else if (isSame(before, value)) {
            unchanged++;
        } else {
            changed.add(value);
        }
    }

    /** Whether two records say the same; when it was said does not matter. */
    private static boolean isSame(final RegistryRecord before, final RegistryRecord after) {
        return before.equals(switch (after) {
            case AsnRecord asn -> new AsnRecord(asn.asn(), asn.handle(), asn.holder(), asn.country(), asn.rir(), asn.status(), asn.expiryS(), asn.endpoint(), before.changedS());
            case RouteRecord route -> new RouteRecord(route.asn(), route.host(), route.length(), route.maxLength(), route.rir(), route.status(), route.expiryS(), before.changedS());
        });
    }

    private void problem(final AdminException.Kind what, final String text) {
        if (problemCount++ == 0) {
            kind = what;
        }
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(text);
        }
    }

    private void requireNoProblems() throws AdminException {
        if (problemCount == 1) {
            throw new AdminException(kind, problems.getFirst());
        }
        if (problemCount > 1) {
            throw new AdminException(kind, problemCount + " problems, nothing was changed; the first: " + problems.getFirst(), problems);
        }
    }

    boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    List<RegistryRecord> added() {
        return added;
    }

    List<RegistryRecord> changed() {
        return changed;
    }

    List<RecordKey> removed() {
        return removed;
    }

    int unchanged() {
        return unchanged;
    }

    /** All that differs, in the order of the keys. */
    List<RecordChange> changes() {
        final List<RecordChange> changes = new ArrayList<>(added.size() + changed.size() + removed.size());
        added.forEach(value -> changes.add(RecordChange.put(value)));
        changed.forEach(value -> changes.add(RecordChange.put(value)));
        removed.forEach(key -> changes.add(RecordChange.remove(key)));
        changes.sort(java.util.Comparator.comparing(RecordChange::key));
        return changes;
    }
}
