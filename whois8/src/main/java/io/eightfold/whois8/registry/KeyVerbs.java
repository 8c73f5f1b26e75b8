// SPDX-License-Identifier: Apache-2.0
// Administration of signing keys.
package io.eightfold.whois8.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.registry.RegistryAdmin.Verb;
import io.eightfold.whois8.signature.KeyId;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.store.StoreException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Thread: any. */
final class KeyVerbs {
    private final Registry registry;
    private final KeyChanges changes;

    KeyVerbs(final Registry registry) {
        this.registry = registry;
        this.changes = new KeyChanges(registry);
    }

    Map<String, Verb> verbs() {
        final Map<String, Verb> verbs = new LinkedHashMap<>();
        verbs.put("key-list", Verb.looking((caller, request) -> list(request), "rir"));
        verbs.put("key-rotate", Verb.changing(this::rotate, "rir"));
        verbs.put("key-revoke", Verb.changing(this::revoke, "rir", "key"));
        verbs.put("key-prepare", Verb.changing(this::prepare, "rir"));
        verbs.put("key-install", Verb.changing(this::install, "rir", "list"));
        return verbs;
    }

    private String rir(final JsonObject request) throws AdminException {
        return RecordVerbs.set(registry, request).rir();
    }

    private JsonObject rotate(final AdminCaller caller, final JsonObject request) throws AdminException, StoreException {
        changes.rotate(caller, rir(request));
        return list(request);
    }

    private JsonObject revoke(final AdminCaller caller, final JsonObject request) throws AdminException, StoreException {
        changes.revoke(caller, rir(request), KeyId.parse(RecordJson.text(request, "key")));
        return list(request);
    }

    private JsonObject install(final AdminCaller caller, final JsonObject request) throws AdminException, StoreException {
        changes.install(caller, rir(request), base64(RecordJson.text(request, "list")));
        return list(request);
    }

    private JsonObject list(final JsonObject request) throws AdminException, StoreException {
        final AuthoritySet set = RecordVerbs.set(registry, request);
        final JsonObject answer = keys(set.keys());
        answer.addProperty("anchor", set.anchor().toString());
        answer.addProperty("anchorKeyHere", set.ring().anchor().isPresent());
        answer.addProperty("signing", set.head().key().toString());
        answer.addProperty("list", Base64.getEncoder().encodeToString(set.keys().encode()));
        return answer;
    }

    private JsonObject prepare(final AdminCaller caller, final JsonObject request) throws AdminException {
        final SigningKey key = changes.prepare(caller, rir(request));
        final JsonObject answer = new JsonObject();
        answer.addProperty("key", key.id().toString());
        answer.addProperty("public", key.publicKey().toString());
        return answer;
    }

    private static JsonObject keys(final KeyList list) {
        final JsonObject answer = new JsonObject();
        answer.addProperty("rir", list.rir());
        answer.addProperty("version", list.version());
        answer.addProperty("issued", Instant.ofEpochSecond(list.issuedAtS()).toString());
        final JsonArray keys = new JsonArray();
        list.keys().forEach(listed -> {
            final JsonObject key = new JsonObject();
            key.addProperty("key", listed.key().id().toString());
            key.addProperty("from", Instant.ofEpochSecond(listed.fromS()).toString());
            key.addProperty("until", Instant.ofEpochSecond(listed.untilS()).toString());
            key.addProperty("revoked", listed.isRevoked());
            keys.add(key);
        });
        answer.add("keys", keys);
        return answer;
    }

    private static byte[] base64(final String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (final IllegalArgumentException e) {
            throw new RecordException("list is not base64: " + e.getMessage());
        }
    }
}
