// SPDX-License-Identifier: Apache-2.0
// Text of the show commands.
package io.eightfold.cli.show;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One method a command, from the JSON of the same command. Thread: any. */
public final class ShowText {
    private static final String LEGEND = """
        Codes: L - local, C - connected, S - static
               > - selected route, * - in the forwarding table
        """;

    private ShowText() {
    }

    /** As {@code ip -br link} and {@code show interfaces} of a router together: one line a port. */
    public static String interfaces(final JsonArray interfaces) {
        final TextTable table = new TextTable("Interface", "Link", ">MTU", "MAC", "Driver", ">Rx-Packets", ">Rx-Bytes", ">Tx-Packets", ">Tx-Bytes",
            ">Drops", "Addresses");
        for (final JsonElement element : interfaces) {
            final JsonObject port = element.getAsJsonObject();
            final JsonObject counters = port.getAsJsonObject("counters");
            final List<String> addresses = new ArrayList<>();
            port.getAsJsonArray("addresses").forEach(a -> addresses.add(a.getAsString()));
            table.row(text(port, "name"), text(port, "link"), text(port, "mtu"), text(port, "mac"), text(port, "driver"), text(counters, "received"),
                text(counters, "receivedBytes"), text(counters, "transmitted"), text(counters, "transmittedBytes"), text(counters, "dropped"),
                String.join(" ", addresses));
        }
        return table.toString();
    }

    /** FRR's layout: legend, then code, prefix, distance and metric, next hops below each other. */
    public static String routes(final JsonArray routes) {
        final StringBuilder text = new StringBuilder(LEGEND).append('\n');
        for (final JsonElement element : routes) {
            final JsonObject route = element.getAsJsonObject();
            final String protocol = text(route, "protocol");
            String lead = Character.toUpperCase(protocol.charAt(0)) + ">* " + text(route, "prefix");
            if ("static".equals(protocol)) {
                lead += " [" + text(route, "distance") + "/" + text(route, "metric") + "]";
            }
            for (final JsonElement hop : route.getAsJsonArray("nextHops")) {
                text.append(lead).append(' ').append(hop(hop.getAsJsonObject())).append('\n');
                lead = " ".repeat(lead.length() - 1) + "*";
            }
        }
        return text.toString();
    }

    private static String hop(final JsonObject hop) {
        return switch (text(hop, "kind")) {
            case "gateway" -> "via " + text(hop, "gateway") + ", " + text(hop, "interface")
                + ("reachable".equals(text(hop, "neighborState")) ? "" : " (neighbor " + text(hop, "neighborState") + ")");
            case "onLink", "local" -> "is directly connected, " + text(hop, "interface");
            default -> text(hop, "kind");
        };
    }

    /** As {@code ip neigh}, with the capability that decides the version. */
    public static String neighbors(final JsonArray neighbors) {
        final TextTable table = new TextTable("Address", "Interface", "MAC", "Capability", "State", ">Age", ">Waiting");
        for (final JsonElement element : neighbors) {
            final JsonObject neighbor = element.getAsJsonObject();
            table.row(text(neighbor, "address"), text(neighbor, "interface"), text(neighbor, "mac"), text(neighbor, "capability"),
                text(neighbor, "state"), age(neighbor.get("ageMs").getAsLong()), text(neighbor, "waiting"));
        }
        return table.toString();
    }

    /** Where packets ended, then the drop reasons as VPP's {@code show errors} has them. */
    public static String counters(final JsonArray ports) {
        final TextTable ends = new TextTable("Interface", ">Received", ">Forwarded", ">Delivered", ">Punted", ">Dropped", ">In-Transit",
            ">Transmitted", ">Originated");
        final TextTable drops = new TextTable(">Count", "Interface", "Reason");
        for (final JsonElement element : ports) {
            final JsonObject port = element.getAsJsonObject();
            ends.row(text(port, "name"), text(port, "received"), text(port, "forwarded"), text(port, "delivered"), text(port, "punted"),
                text(port, "dropped"), text(port, "inTransit"), text(port, "transmitted"), text(port, "originated"));
            for (final Map.Entry<String, JsonElement> reason : port.getAsJsonObject("drops").entrySet()) {
                drops.row(reason.getValue().getAsString(), text(port, "name"), reason.getKey());
            }
        }
        return ends + (drops.hasRows() ? "\nDrops\n" + drops : "");
    }

    /** A line a fact. */
    public static String facts(final JsonObject facts) {
        final StringBuilder text = new StringBuilder();
        facts.entrySet().forEach(e -> text.append("%-12s %s%n".formatted(e.getKey(), e.getValue().isJsonNull() ? "-" : e.getValue().getAsString())));
        return text.toString();
    }

    private static String age(final long ms) {
        final long s = ms / 1000;
        return s < 3600 ? "%02d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    private static String text(final JsonObject object, final String key) {
        final JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "-" : value.getAsString();
    }
}
