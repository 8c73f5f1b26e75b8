// SPDX-License-Identifier: Apache-2.0
// Text of show border and show tunnels.
package io.eightfold.cli.show;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** Text of {@code show border} and {@code show tunnels}, from their JSON. Thread: any. */
public final class BorderText {
    private BorderText() {
    }

    /** External interfaces with what each rule dropped of what came in there, and the same of the others where there is something; then the zones. */
    public static String border(final JsonElement answer) {
        final JsonObject border = answer.getAsJsonObject();
        final TextTable interfaces = new TextTable("Interface", "Border", "RINE", "Sources");
        final TextTable drops = new TextTable(">Count", "Interface", "Rule");
        for (final JsonElement element : border.getAsJsonArray("interfaces")) {
            final JsonObject each = element.getAsJsonObject();
            final boolean isExternal = each.get("external").getAsBoolean();
            interfaces.row(ShowText.text(each, "name"), isExternal ? "external" : "internal", isExternal ? each.get("rine").getAsBoolean() ? "passes" : "dropped" : "-",
                isExternal ? ValidationText.words(each, "sources") : "-");
            drops(drops, each, isExternal);
        }
        return interfaces + (drops.hasRows() ? "\nDrops\n" + drops : "") + zones(border);
    }

    /** Zeros of internal interfaces are left out. */
    private static void drops(final TextTable table, final JsonObject of, final boolean isZeroShown) {
        for (final Map.Entry<String, JsonElement> rule : of.getAsJsonObject("drops").entrySet()) {
            if (isZeroShown || rule.getValue().getAsLong() != 0) {
                table.row(rule.getValue().getAsString(), ShowText.text(of, "name"), rule.getKey());
            }
        }
    }

    private static String zones(final JsonObject border) {
        final StringBuilder text = new StringBuilder("\nInternal zones: ").append(ShowText.text(border, "zoneIsolation")).append(" packets dropped as zone-isolation\n");
        for (final JsonElement pair : border.getAsJsonArray("zones")) {
            text.append("  ").append(pair.getAsJsonArray().get(0).getAsString()).append(" and ").append(pair.getAsJsonArray().get(1).getAsString()).append(" reach each other\n");
        }
        return text.toString();
    }

    /** Our end, a line a tunnel, and what went through each interface. */
    public static String tunnels(final JsonElement answer) {
        final JsonObject all = answer.getAsJsonObject();
        final TextTable tunnels = new TextTable("Remote", "Encapsulation", "Gateway", "Interface", "State", ">Path-MTU", ">MTU", ">Hop-Sets");
        for (final JsonElement element : all.getAsJsonArray("tunnels")) {
            final JsonObject tunnel = element.getAsJsonObject();
            tunnels.row(ShowText.text(tunnel, "remote"), ShowText.text(tunnel, "encapsulation"), ShowText.text(tunnel, "gateway"), ShowText.text(tunnel, "interface"), ShowText.text(tunnel, "state"),
                ShowText.text(tunnel, "pathMtu"), ShowText.text(tunnel, "mtu"), ShowText.text(tunnel, "hopSets"));
        }
        final TextTable packets = new TextTable("Interface", ">Encapsulated", ">Decapsulated", ">ICMP-Errors");
        final TextTable drops = new TextTable(">Count", "Interface", "Reason");
        for (final JsonElement element : all.getAsJsonArray("interfaces")) {
            final JsonObject each = element.getAsJsonObject();
            packets.row(ShowText.text(each, "name"), ShowText.text(each, "encapsulated"), ShowText.text(each, "decapsulated"), ShowText.text(each, "tunnelErrors"));
            drops(drops, each, false);
        }
        return end(all) + "\n" + (tunnels.hasRows() ? tunnels : "no route leads into a tunnel\n") + streams(all.get("streams")) + "\n" + packets
            + (drops.hasRows() ? "\nDrops\n" + drops : "");
    }

    private static String streams(final JsonElement answer) {
        if (answer == null || answer.isJsonNull()) {
            return "";
        }
        final JsonObject streams = answer.getAsJsonObject();
        final TextTable table = new TextTable("Remote", "Direction", "State", ">Packets", ">Lost", "Cause");
        for (final JsonElement element : streams.getAsJsonArray("outgoing")) {
            final JsonObject each = element.getAsJsonObject();
            table.row(ShowText.text(each, "remote"), "out", each.get("up").getAsBoolean() ? "up" : "down", ShowText.text(each, "sent"), ShowText.text(each, "lost"), ShowText.text(each, "cause"));
        }
        for (final JsonElement element : streams.getAsJsonArray("incoming")) {
            final JsonObject each = element.getAsJsonObject();
            table.row(ShowText.text(each, "remote"), "in", "up", ShowText.text(each, "received"), "-", "");
        }
        return "\nHTTPS streams: " + (streams.get("listening").getAsBoolean() ? "listening" : "not listening") + ", refused " + ShowText.text(streams, "refused")
            + ", malformed " + ShowText.text(streams, "malformed") + "\n" + (table.hasRows() ? table : "");
    }

    private static String end(final JsonObject all) {
        return all.get("local").isJsonNull() ? "no end here; add `8to4 endpoint ADDRESS`\n"
            : "Our end " + ShowText.text(all, "local") + ", takes " + ValidationText.words(all, "encapsulations") + '\n';
    }
}
