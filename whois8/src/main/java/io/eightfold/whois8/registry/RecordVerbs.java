// SPDX-License-Identifier: Apache-2.0
// Administration of records.
package io.eightfold.whois8.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.registry.RegistryAdmin.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The field {@code rir} may be left out where one registry is kept. Thread: any. */
final class RecordVerbs {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    /** Records that one page looks at: a filter that fits nothing must not walk through millions under one request. */
    private static final int MAX_LOOKED_AT = 200_000;
    private static final String[] ASN_FIELDS = {"rir", "asn", "handle", "holder", "country", "status", "expiry", "endpoint"};
    private static final String[] ROUTE_FIELDS = {"rir", "prefix", "maxLength", "status", "expiry"};
    private final Registry registry;

    RecordVerbs(final Registry registry) {
        this.registry = registry;
    }

    Map<String, Verb> verbs() {
        final Map<String, Verb> verbs = new LinkedHashMap<>();
        verbs.put("asn-add", Verb.changing((caller, request) -> add(caller, "asn-add", request), ASN_FIELDS));
        verbs.put("asn-change", Verb.changing((caller, request) -> change(caller, "asn-change", RecordJson.text(request, "asn"), request), ASN_FIELDS));
        verbs.put("route-add", Verb.changing((caller, request) -> add(caller, "route-add", request), ROUTE_FIELDS));
        verbs.put("route-change", Verb.changing((caller, request) -> change(caller, "route-change", RecordJson.text(request, "prefix"), request), ROUTE_FIELDS));
        verbs.put("status-set", Verb.changing(this::setStatus, "rir", "key", "status"));
        verbs.put("remove", Verb.changing(this::remove, "rir", "key", "withRoutes"));
        verbs.put("find", Verb.looking((caller, request) -> found(request), "rir", "key"));
        verbs.put("list", Verb.looking((caller, request) -> list(request), "rir", "type", "asn", "handle", "country", "status", "after", "limit"));
        return verbs;
    }

    private JsonObject add(final AdminCaller caller, final String action, final JsonObject request) throws AdminException {
        return registry.exclusively(action, set(registry, request).rir(), set -> {
            final RegistryRecord value = RecordJson.record(request, set.rir(), registry.nowS());
            requireType(action, value);
            if (set.record(value.key()).isPresent()) {
                throw new AdminException(AdminException.Kind.CONFLICT, value.key() + " is registered already; use " + action.replace("add", "change"));
            }
            return changed(caller, action, set, value);
        });
    }

    /**
     * Fields that the request does not name stay as they are; an empty endpoint takes it away. What is there is read by the writer: read before, a change of another
     * field that came in between, such as a revocation, would be undone.
     */
    private JsonObject change(final AdminCaller caller, final String action, final String key, final JsonObject request) throws AdminException {
        return registry.exclusively(action, set(registry, request).rir(), set -> {
            final RegistryRecord value = RecordJson.record(merged(existing(set, RecordJson.key(key)), request), set.rir(), registry.nowS());
            requireType(action, value);
            return changed(caller, action, set, value);
        });
    }

    private static JsonObject merged(final RegistryRecord before, final JsonObject request) {
        final JsonObject merged = RecordJson.of(before);
        merged.remove("changed");
        request.entrySet().forEach(field -> merged.add(field.getKey(), field.getValue()));
        if (request.has("endpoint") && RecordJson.text(request, "endpoint").isEmpty()) {
            merged.remove("endpoint");
        }
        return merged;
    }

    private static void requireType(final String action, final RegistryRecord value) {
        if (action.startsWith("asn") != value instanceof AsnRecord) {
            throw new RecordException(value.key() + " is not what " + action + " is for");
        }
    }

    private JsonObject setStatus(final AdminCaller caller, final JsonObject request) throws AdminException {
        final JsonObject change = new JsonObject();
        final String key = RecordJson.text(request, "key");
        final AuthoritySet set = set(registry, request);
        change.addProperty("rir", set.rir());
        change.addProperty("status", RecordJson.text(request, "status"));
        return change(caller, key.indexOf('/') < 0 ? "asn-status" : "route-status", key, change);
    }

    private JsonObject changed(final AdminCaller caller, final String action, final AuthoritySet set, final RegistryRecord value) throws AdminException {
        final JsonObject answer = answer(registry.change(new ChangeRequest(caller, action, set.rir(), List.of(RecordChange.put(value)), false)));
        answer.add("record", RecordJson.of(value));
        return answer;
    }

    private JsonObject remove(final AdminCaller caller, final JsonObject request) throws AdminException {
        final RecordKey key = RecordJson.key(RecordJson.text(request, "key"));
        final boolean withRoutes = request.has("withRoutes") && Boolean.parseBoolean(RecordJson.text(request, "withRoutes"));
        return answer(registry.change(new ChangeRequest(caller, "remove", set(registry, request).rir(), List.of(RecordChange.remove(key)), withRoutes)));
    }

    private JsonObject found(final JsonObject request) throws AdminException {
        final AuthoritySet set = set(registry, request);
        final JsonObject answer = new JsonObject();
        answer.add("record", RecordJson.of(existing(set, RecordJson.key(RecordJson.text(request, "key")))));
        return answer;
    }

    private static RegistryRecord existing(final AuthoritySet set, final RecordKey key) throws AdminException {
        return set.record(key).orElseThrow(() -> new AdminException(AdminException.Kind.NOT_FOUND, key + " is not registered in " + set.rir()));
    }

    /** A page; {@code next} is the {@code after} of the one that follows, and is left out at the end. */
    private JsonObject list(final JsonObject request) throws AdminException {
        final AuthoritySet set = set(registry, request);
        final int limit = limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        final Predicate<RegistryRecord> filter = filter(request);
        final JsonArray records = new JsonArray();
        RecordKey last = request.has("after") ? RecordJson.key(RecordJson.text(request, "after")) : start(request);
        boolean isEnd = false;
        for (int looked = 0; looked < MAX_LOOKED_AT && records.size() < limit && !isEnd;) {
            final List<RegistryRecord> some = set.after(last, MAX_LIMIT);
            isEnd = some.size() < MAX_LIMIT;
            for (int i = 0; i < some.size() && records.size() < limit; i++, looked++) {
                last = some.get(i).key();
                isEnd |= isBehind(request, some.get(i));
                if (filter.test(some.get(i))) {
                    records.add(RecordJson.of(some.get(i)));
                }
                if (records.size() == limit) {
                    isEnd &= i == some.size() - 1;
                }
            }
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("rir", set.rir());
        answer.addProperty("serial", set.head().serial());
        answer.add("records", records);
        if (!isEnd) {
            answer.addProperty("next", last.toString());
        }
        return answer;
    }

    /** The key before the first one of an ASN, so that its records are the next. */
    private static RecordKey start(final JsonObject request) {
        if (!request.has("asn")) {
            return null;
        }
        final int asn = RecordJson.asn(RecordJson.text(request, "asn"));
        return asn == 0 ? null : RecordKey.ofRoute(asn - 1, -1, Integer.MAX_VALUE);
    }

    private static boolean isBehind(final JsonObject request, final RegistryRecord record) {
        return request.has("asn") && Integer.compareUnsigned(record.asn(), RecordJson.asn(RecordJson.text(request, "asn"))) > 0;
    }

    private static Predicate<RegistryRecord> filter(final JsonObject request) {
        Predicate<RegistryRecord> filter = record -> true;
        if (request.has("type")) {
            final boolean isAsn = isAsn(RecordJson.text(request, "type"));
            filter = filter.and(record -> record instanceof AsnRecord == isAsn);
        }
        if (request.has("asn")) {
            final int asn = RecordJson.asn(RecordJson.text(request, "asn"));
            filter = filter.and(record -> record.asn() == asn);
        }
        if (request.has("status")) {
            final var status = io.eightfold.whois8.record.RecordStatus.named(RecordJson.text(request, "status"));
            filter = filter.and(record -> record.status() == status);
        }
        if (request.has("handle")) {
            final String handle = RecordJson.text(request, "handle");
            filter = filter.and(record -> record instanceof AsnRecord asn && asn.handle().equals(handle));
        }
        if (request.has("country")) {
            final String country = RecordJson.text(request, "country");
            filter = filter.and(record -> record instanceof AsnRecord asn && asn.country().equals(country));
        }
        return filter;
    }

    private static boolean isAsn(final String type) {
        return switch (type) {
            case "asn" -> true;
            case "route" -> false;
            default -> throw new RecordException("type '" + RecordJson.shown(type) + "' is none of asn, route");
        };
    }

    static int limit(final JsonObject request, final int preset, final int most) {
        final int limit = request.has("limit") ? RecordJson.number(RecordJson.text(request, "limit"), "limit") : preset;
        if (limit < 1 || limit > most) {
            throw new RecordException("limit=" + limit + " is not from 1 to MAX_LIMIT=" + most + "; ask for the next page");
        }
        return limit;
    }

    /** The data set that a request is about. */
    static AuthoritySet set(final Registry registry, final JsonObject request) throws AdminException {
        if (!request.has("rir") && registry.sets().size() == 1) {
            return registry.sets().getFirst();
        }
        return registry.set(RecordJson.text(request, "rir"));
    }

    static JsonObject answer(final ChangeResult result) {
        final JsonObject answer = new JsonObject();
        answer.addProperty("rir", result.rir());
        answer.addProperty("serial", result.serial());
        answer.addProperty("added", result.added());
        answer.addProperty("changed", result.changed());
        answer.addProperty("removed", result.removed());
        answer.addProperty("unchanged", result.unchanged());
        return answer;
    }
}
