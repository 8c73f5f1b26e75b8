// SPDX-License-Identifier: Apache-2.0
// Answers of a registry's administration in words.
package io.eightfold.cli.whois8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.show.TextTable;

/** Thread: any. */
final class AdminText {
    private static final String NONE = "-";

    private AdminText() {
    }

    static String change(final JsonObject answer) {
        return text(answer, "rir") + " serial " + text(answer, "serial") + ": " + text(answer, "added") + " added, " + text(answer, "changed") + " changed, "
            + text(answer, "removed") + " removed, " + text(answer, "unchanged") + " unchanged";
    }

    static String records(final JsonObject answer) {
        final TextTable table = new TextTable("record", "status", "expiry", "max", "country", "handle", "holder", "8to4");
        for (final JsonElement element : answer.getAsJsonArray("records")) {
            final JsonObject record = element.getAsJsonObject();
            table.row(record.has("asn") ? "AS" + text(record, "asn") : text(record, "prefix"), text(record, "status"), text(record, "expiry"), text(record, "maxLength"),
                text(record, "country"), text(record, "handle"), text(record, "holder"), text(record, "endpoint"));
        }
        return table + (answer.has("next") ? "more: --after " + text(answer, "next") : "");
    }

    static String info(final JsonObject answer) {
        final StringBuilder lines = new StringBuilder("database " + text(answer, "database") + System.lineSeparator());
        for (final JsonElement element : answer.getAsJsonArray("dataSets")) {
            final JsonObject set = element.getAsJsonObject();
            lines.append(String.format("%s serial %s records %s issued %s expires %s%n  key %s ends %s%s%n  trust anchor: %s%n", text(set, "rir"), text(set, "serial"),
                text(set, "records"), text(set, "issued"), text(set, "expires"), text(set, "key"), text(set, "keyEnds"),
                "true".equals(text(set, "keyEndsSoon")) ? ": soon, and nothing can be signed then; rotate it" : "", text(set, "anchor")));
        }
        return lines.toString();
    }

    static String keys(final JsonObject answer) {
        final TextTable table = new TextTable("key", "from", "until", "state");
        for (final JsonElement element : answer.getAsJsonArray("keys")) {
            final JsonObject key = element.getAsJsonObject();
            final String state = key.get("revoked").getAsBoolean() ? "revoked" : text(key, "key").equals(text(answer, "signing")) ? "signing" : NONE;
            table.row(text(key, "key"), text(key, "from"), text(key, "until"), state);
        }
        return text(answer, "rir") + " key list version " + text(answer, "version") + " issued " + text(answer, "issued") + System.lineSeparator() + table
            + (answer.has("list") ? "list: " + text(answer, "list") : "");
    }

    static String tokens(final JsonObject answer) {
        final TextTable table = new TextTable("name", "role", "created", "revoked");
        answer.getAsJsonArray("tokens").forEach(element -> {
            final JsonObject token = element.getAsJsonObject();
            table.row(text(token, "name"), text(token, "role"), text(token, "created"), text(token, "revoked"));
        });
        return table.toString();
    }

    static String audit(final JsonObject answer) {
        final TextTable table = new TextTable(">id", "time", "actor", "client", "action", "subject", ">serial");
        answer.getAsJsonArray("lines").forEach(element -> {
            final JsonObject line = element.getAsJsonObject();
            table.row(text(line, "id"), text(line, "time"), text(line, "actor"), text(line, "client"), text(line, "action"), text(line, "subject"), text(line, "serial"));
        });
        return table.toString();
    }

    static String text(final JsonObject object, final String name) {
        final JsonElement value = object.get(name);
        return value == null || value.isJsonNull() ? NONE : value.getAsString();
    }
}
