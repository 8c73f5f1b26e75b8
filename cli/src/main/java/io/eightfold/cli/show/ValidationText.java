// SPDX-License-Identifier: Apache-2.0
// Text about the validation of routes.
package io.eightfold.cli.show;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** Text of {@code show whois8} and {@code explain route}, from the JSON of the same command. Thread: any. */
public final class ValidationText {
    private ValidationText() {
    }

    /** Facts first, then a table each of servers, data sets, verdicts and alarms. */
    public static String status(final JsonElement answer) {
        final JsonObject status = answer.getAsJsonObject();
        if ("off".equals(text(status, "validation"))) {
            return "validation               off: there is no block whois8 in the configuration, every route is exempt\n";
        }
        final StringBuilder out = new StringBuilder();
        fact(out, "validation", text(status, "validation") + (status.get("revalidating").getAsBoolean() ? ", verdicts being asked for again" : ""));
        fact(out, "validated sources", words(status, "validated"));
        fact(out, "expired data", "use".equals(text(status, "expiredData")) ? "used" : "unverified");
        fact(out, "overrides", text(status, "filters") + " filters, " + text(status, "assertions") + " assertions");
        if (!status.get("overrideFault").isJsonNull()) {
            fact(out, "overrides not taken", text(status, "overrideFault"));
        }
        fact(out, "refused routes", text(status, "refused"));
        fact(out, "verdict changes", text(status, "verdictChanges"));
        fact(out, "last data to FIB", status.get("dataToFibUs").getAsLong() == 0 ? "-" : status.get("dataToFibUs").getAsLong() / 1000.0 + " ms");
        fact(out, "verdict table", status.get("tableBytes").getAsLong() / 1024 + " KiB");
        servers(out, status);
        dataSets(out, status);
        verdicts(out, status);
        alarms(out, status);
        return out.toString();
    }

    private static void servers(final StringBuilder out, final JsonObject status) {
        final TextTable table = new TextTable("Server", "State", "Used", "Last-Success", "Last-Error");
        status.getAsJsonArray("servers").forEach(element -> {
            final JsonObject server = element.getAsJsonObject();
            table.row(text(server, "url"), text(server, "state"), server.get("used").getAsBoolean() ? "yes" : "no", text(server, "lastSuccess"), text(server, "lastError"));
        });
        append(out, table);
    }

    private static void dataSets(final StringBuilder out, final JsonObject status) {
        final TextTable table = new TextTable("Registry", "State", ">Serial", ">Records", "Issued", "Expires", "Server");
        status.getAsJsonArray("dataSets").forEach(element -> {
            final JsonObject set = element.getAsJsonObject();
            table.row(text(set, "rir"), text(set, "state"), text(set, "serial"), text(set, "records"), text(set, "issued"), text(set, "expires"), text(set, "server"));
        });
        append(out, table);
    }

    private static void verdicts(final StringBuilder out, final JsonObject status) {
        final TextTable table = new TextTable("Verdict", ">Routes", "Policy");
        for (final Map.Entry<String, JsonElement> verdict : status.getAsJsonObject("routes").entrySet()) {
            final JsonObject policy = status.getAsJsonObject("policy");
            table.row(verdict.getKey(), verdict.getValue().getAsString(), policy.has(verdict.getKey()) ? text(policy, verdict.getKey()) : "-");
        }
        append(out, table);
    }

    private static void alarms(final StringBuilder out, final JsonObject status) {
        final TextTable table = new TextTable("Alarm", "Registry", "Server", "Time", "Text");
        status.getAsJsonArray("alarms").forEach(element -> {
            final JsonObject alarm = element.getAsJsonObject();
            table.row(text(alarm, "fault"), text(alarm, "rir"), text(alarm, "server"), text(alarm, "time"), text(alarm, "text"));
        });
        append(out, table);
    }

    private static void append(final StringBuilder out, final TextTable table) {
        if (table.hasRows()) {
            out.append('\n').append(table);
        }
    }

    /** Each route with its use, verdict and what the verdict was made of. */
    public static String explanation(final JsonElement answer) {
        final JsonObject about = answer.getAsJsonObject();
        final StringBuilder out = new StringBuilder();
        if (about.getAsJsonArray("routes").isEmpty()) {
            out.append(text(about, "about")).append(": no route in vrf ").append(text(about, "vrf")).append('\n');
            if (about.has("records")) {
                out.append(text(about, "announced")).append(", announced by its own ASN, would be ");
                records(out, about.getAsJsonObject("records"));
            }
        }
        about.getAsJsonArray("routes").forEach(element -> route(out, element.getAsJsonObject()));
        return out.append("validation is ").append(text(about, "validation")).append(policies(about.getAsJsonObject("policy"))).append('\n').toString();
    }

    private static void route(final StringBuilder out, final JsonObject route) {
        out.append(text(route, "prefix")).append(" from ").append(text(route, "source")).append(", distance ").append(text(route, "distance"))
            .append(", origin AS").append(text(route, "originAsn")).append('\n');
        out.append("  ").append(text(route, "use")).append('\n');
        if (route.get("exempt").isJsonNull()) {
            out.append("  ").append(text(route, "verdict").equals(text(route.getAsJsonObject("records"), "verdict")) ? "" : text(route, "verdict") + " as yet; now ");
            records(out, route.getAsJsonObject("records"));
        } else {
            out.append("  exempt (").append(text(route, "exempt")).append("), because ").append(text(route, "exemptBecause")).append('\n');
        }
    }

    private static void records(final StringBuilder out, final JsonObject why) {
        out.append(text(why, "verdict")).append(" (").append(text(why, "reason")).append("), because ").append(text(why, "because")).append('\n');
        why.getAsJsonArray("looked").forEach(element -> {
            final JsonObject record = element.getAsJsonObject();
            out.append("    record ").append(text(record, "record")).append(record.get("maxLength").isJsonNull() ? "" : " up to /" + text(record, "maxLength"))
                .append(" of ").append(text(record, "source")).append(", ").append(text(record, "status"))
                .append(record.get("expires").isJsonNull() ? "" : " until " + text(record, "expires")).append(": ").append(text(record, "state")).append('\n');
        });
        why.getAsJsonArray("dataSets").forEach(element -> {
            final JsonObject set = element.getAsJsonObject();
            out.append("    data of ").append(text(set, "rir")).append(", serial ").append(text(set, "serial"))
                .append(set.get("expires").isJsonNull() ? "" : ", expires " + text(set, "expires"))
                .append(set.get("server").isJsonNull() ? "" : ", from " + text(set, "server")).append(": ").append(text(set, "state")).append('\n');
        });
        why.getAsJsonArray("overrides").forEach(override -> out.append("    override ").append(VisibleText.of(override.getAsString())).append('\n'));
    }

    private static String policies(final JsonObject policy) {
        final StringBuilder out = new StringBuilder();
        for (final Map.Entry<String, JsonElement> each : policy.entrySet()) {
            if (!each.getValue().isJsonNull()) {
                out.append(out.isEmpty() ? "; policy: " : ", ").append(each.getKey()).append(' ').append(each.getValue().getAsString());
            }
        }
        return out.toString();
    }

    private static void fact(final StringBuilder out, final String name, final String value) {
        out.append("%-24s %s\n".formatted(name, value));
    }

    static String words(final JsonObject object, final String key) {
        final StringBuilder out = new StringBuilder();
        object.getAsJsonArray(key).forEach(word -> out.append(out.isEmpty() ? "" : " ").append(word.getAsString()));
        return out.toString();
    }

    private static String text(final JsonObject object, final String key) {
        final JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "-" : VisibleText.of(value.getAsString());
    }
}
