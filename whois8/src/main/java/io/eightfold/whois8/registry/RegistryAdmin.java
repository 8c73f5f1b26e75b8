// SPDX-License-Identifier: Apache-2.0
// Administration of a registry.
package io.eightfold.whois8.registry;

import com.google.gson.JsonObject;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.store.StoreException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows verbs, who may use them and which fields they have; what they do is in {@link RecordVerbs}, {@link KeyVerbs} and {@link OfficeVerbs}. Thread: any. */
public final class RegistryAdmin implements AdminService {
    /** What a verb does. */
    interface Action {
        JsonObject run(AdminCaller caller, JsonObject request) throws AdminException, StoreException;
    }

    /** A verb: who may use it, the fields it knows. */
    record Verb(Set<AdminRole> roles, Set<String> fields, Action action) {
        static Verb looking(final Action action, final String... fields) {
            return new Verb(EnumSet.allOf(AdminRole.class), Set.of(fields), action);
        }

        static Verb changing(final Action action, final String... fields) {
            return new Verb(EnumSet.of(AdminRole.ADMIN), Set.of(fields), action);
        }
    }

    private final Registry registry;
    private final Tokens tokens;
    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    public RegistryAdmin(final Registry registry) throws StoreException {
        this.registry = registry;
        this.tokens = new Tokens(registry.store());
        verbs.putAll(new RecordVerbs(registry).verbs());
        verbs.putAll(new KeyVerbs(registry).verbs());
        verbs.putAll(new OfficeVerbs(registry, tokens).verbs());
    }

    @Override
    public Optional<AdminCaller> authenticate(final String token, final String client) {
        return tokens.find(token).flatMap(found -> AdminRole.named(found.role()).map(role -> new AdminCaller(found.name(), role, client)));
    }

    @Override
    public Set<String> verbs() {
        return Set.copyOf(verbs.keySet());
    }

    @Override
    public JsonObject handle(final AdminCaller caller, final String verb, final JsonObject request) throws AdminException {
        final Verb known = verbs.get(verb);
        if (known == null) {
            throw new AdminException(AdminException.Kind.NOT_FOUND, "verb '" + RecordJson.shown(verb) + "' is none of " + String.join(", ", verbs.keySet()));
        }
        requireRole(caller, verb, known.roles());
        try {
            RecordJson.requireKnown(request, known.fields());
            return known.action().run(caller, request);
        } catch (final RecordException | FormatException e) {
            throw new AdminException(AdminException.Kind.BAD_REQUEST, verb + ": " + e.getMessage());
        } catch (final StoreException e) {
            throw Registry.unavailable(verb, e);
        }
    }

    private static void requireRole(final AdminCaller caller, final String verb, final Set<AdminRole> roles) throws AdminException {
        if (!roles.contains(caller.role())) {
            throw new AdminException(AdminException.Kind.FORBIDDEN, verb + " needs the role admin; token '" + caller.actor() + "' has " + caller.role().word());
        }
    }

    @Override
    public JsonObject importRecords(final AdminCaller caller, final String rir, final Reader lines) throws AdminException, IOException {
        requireRole(caller, "import", EnumSet.of(AdminRole.ADMIN));
        registry.set(rir);
        final ChangeRequest request = new ChangeRequest(caller, "import", rir, RecordLines.read(lines, rir, registry.nowS(), MAX_IMPORT_RECORDS), false);
        return RecordVerbs.answer(registry.change(request));
    }

    @Override
    public void exportRecords(final AdminCaller caller, final String rir, final Writer lines) throws AdminException, IOException {
        RecordLines.write(registry.records(rir), lines);
    }
}
