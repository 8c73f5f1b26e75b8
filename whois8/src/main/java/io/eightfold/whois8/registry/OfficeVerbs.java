// SPDX-License-Identifier: Apache-2.0
// Administration of the rest: state, tokens, audit log, backups.
package io.eightfold.whois8.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.registry.RegistryAdmin.Verb;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.store.AuditEntry;
import io.eightfold.whois8.store.AuditFilter;
import io.eightfold.whois8.store.Backup;
import io.eightfold.whois8.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Thread: any. */
final class OfficeVerbs {
    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern BACKUP_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private final Registry registry;
    private final Tokens tokens;

    OfficeVerbs(final Registry registry, final Tokens tokens) {
        this.registry = registry;
        this.tokens = tokens;
    }

    Map<String, Verb> verbs() {
        final Map<String, Verb> verbs = new LinkedHashMap<>();
        verbs.put("info", Verb.looking((caller, request) -> info()));
        verbs.put("token-add", Verb.changing(this::addToken, "name", "role"));
        verbs.put("token-revoke", Verb.changing(this::revokeToken, "name"));
        verbs.put("token-list", Verb.changing((caller, request) -> tokenList()));
        verbs.put("audit", Verb.looking((caller, request) -> audit(request), "before", "since", "subject", "actor", "action", "limit"));
        verbs.put("backup", Verb.changing(this::backup, "name"));
        return verbs;
    }

    private JsonObject info() {
        final JsonArray sets = new JsonArray();
        for (final AuthoritySet set : registry.sets()) {
            final SignedHead head = set.head();
            final JsonObject one = new JsonObject();
            one.addProperty("rir", head.rir());
            one.addProperty("serial", head.serial());
            one.addProperty("records", head.records());
            one.addProperty("root", head.rootText());
            one.addProperty("issued", time(head.issuedAtS()));
            one.addProperty("expires", time(head.expiresAtS()));
            one.addProperty("key", head.key().toString());
            one.addProperty("keyEnds", time(set.keyEndsAtS()));
            one.addProperty("keyEndsSoon", registry.isKeyEnding(set));
            one.addProperty("anchor", set.anchor().toString());
            sets.add(one);
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("database", registry.store().config().shown());
        answer.add("dataSets", sets);
        return answer;
    }

    private JsonObject addToken(final AdminCaller caller, final JsonObject request) throws AdminException, StoreException {
        final String name = RecordJson.text(request, "name");
        final String word = RecordJson.text(request, "role");
        final AdminRole role = AdminRole.named(word).orElseThrow(() -> new RecordException("role '" + RecordJson.shown(word) + "' is none of admin, read"));
        final JsonObject answer = new JsonObject();
        answer.addProperty("name", name);
        answer.addProperty("role", role.word());
        answer.addProperty("token", tokens.add(name, role, caller, registry.nowS()));
        return answer;
    }

    /** The last one that may administrate stays: without it nobody could ever add another. */
    private JsonObject revokeToken(final AdminCaller caller, final JsonObject request) throws AdminException, StoreException {
        final String name = RecordJson.text(request, "name");
        final boolean isOtherLeft = tokens.all().stream().anyMatch(token -> !token.isRevoked() && token.role().equals(AdminRole.ADMIN.word()) && !token.name().equals(name));
        if (!isOtherLeft) {
            throw new AdminException(AdminException.Kind.CONFLICT, "token '" + RecordJson.shown(name) + "' is the last good one with the role admin; add another first");
        }
        tokens.revoke(name, caller, registry.nowS());
        final JsonObject answer = new JsonObject();
        answer.addProperty("name", name);
        answer.addProperty("revoked", true);
        return answer;
    }

    private JsonObject tokenList() {
        final JsonArray list = new JsonArray();
        tokens.all().forEach(token -> {
            final JsonObject one = new JsonObject();
            one.addProperty("name", token.name());
            one.addProperty("role", token.role());
            one.addProperty("created", time(token.createdS()));
            if (token.isRevoked()) {
                one.addProperty("revoked", time(token.revokedS()));
            }
            list.add(one);
        });
        final JsonObject answer = new JsonObject();
        answer.add("tokens", list);
        return answer;
    }

    private JsonObject audit(final JsonObject request) throws StoreException {
        final long before = request.has("before") ? RecordJson.number(RecordJson.text(request, "before"), "before") : Long.MAX_VALUE;
        final long sinceS = request.has("since") ? RecordJson.time(RecordJson.text(request, "since")) : 0;
        final AuditFilter filter = new AuditFilter(before, sinceS, optional(request, "subject"), optional(request, "actor"), optional(request, "action"),
            RecordVerbs.limit(request, DEFAULT_LIMIT, AuditFilter.MAX_LIMIT));
        final JsonArray lines = new JsonArray();
        registry.store().audit(filter).forEach(entry -> lines.add(json(entry)));
        final JsonObject answer = new JsonObject();
        answer.add("lines", lines);
        return answer;
    }

    private static String optional(final JsonObject request, final String name) {
        return request.has(name) ? RecordJson.text(request, name) : null;
    }

    private static JsonObject json(final AuditEntry entry) {
        final JsonObject line = new JsonObject();
        line.addProperty("id", entry.id());
        line.addProperty("time", time(entry.atS()));
        line.addProperty("actor", entry.actor());
        line.addProperty("client", entry.client());
        line.addProperty("action", entry.action());
        line.addProperty("subject", entry.subject());
        line.addProperty("rir", entry.rir());
        line.addProperty("serial", entry.serial());
        line.addProperty("before", entry.before());
        line.addProperty("after", entry.after());
        return line;
    }

    /** Into the authority's directory: a client chooses a name, never a path. */
    private JsonObject backup(final AdminCaller caller, final JsonObject request) throws AdminException, StoreException {
        final String name = request.has("name") ? RecordJson.text(request, "name") : "backup-" + STAMP.format(Instant.ofEpochSecond(registry.nowS()));
        if (!BACKUP_NAME.matcher(name).matches()) {
            throw new AdminException(AdminException.Kind.BAD_REQUEST, "name '" + RecordJson.shown(name) + "' is not 1 to 64 of letters, digits, '.', '_' and '-', a letter or digit first");
        }
        final Path file = directory().resolve(name + ".zip");
        if (Files.exists(file)) {
            throw new AdminException(AdminException.Kind.CONFLICT, "backup " + file + " exists; choose another name");
        }
        final Backup.Result result = Backup.write(registry.store(), file, registry.nowS());
        registry.store().audit(AuditLines.of(caller, "backup", name, null, null, null, registry.nowS()));
        final JsonObject answer = new JsonObject();
        answer.addProperty("file", file.toString());
        answer.addProperty("rows", result.rows());
        answer.addProperty("bytes", result.bytes());
        return answer;
    }

    private Path directory() throws StoreException {
        final Path directory = registry.store().config().directory().toAbsolutePath().resolve("backups");
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return directory;
        } catch (final IOException e) {
            throw new StoreException("directory " + directory + " cannot be made: " + e + "; check the owner of the one above", e);
        }
    }

    private static String time(final long timeS) {
        return Instant.ofEpochSecond(timeS).toString();
    }
}
