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
    public static String interfaces(final JsonElement interfaces) {
        final TextTable table = new TextTable("Interface", "Link", ">MTU", "MAC", "Driver", "Spread", ">Rx-Packets", ">Rx-Bytes",
            ">Tx-Packets", ">Tx-Bytes", ">Drops", "Addresses");
        for (final JsonElement element : interfaces.getAsJsonArray()) {
            final JsonObject port = element.getAsJsonObject();
            final JsonObject counters = port.getAsJsonObject("counters");
            final List<String> addresses = new ArrayList<>();
            port.getAsJsonArray("addresses").forEach(a -> addresses.add(a.getAsString()));
            table.row(text(port, "name"), text(port, "link"), text(port, "mtu"), text(port, "mac"), text(port, "driver"), text(port, "spread"),
                text(counters, "received"), text(counters, "receivedBytes"), text(counters, "transmitted"), text(counters, "transmittedBytes"),
                text(counters, "dropped"), String.join(" ", addresses));
        }
        return table.toString();
    }

    /** A line a fact of each interface, then its counters, those that are zero left out. */
    public static String interfaceDetails(final JsonElement interfaces) {
        final StringBuilder text = new StringBuilder();
        for (final JsonElement element : interfaces.getAsJsonArray()) {
            text.append(text.isEmpty() ? "" : "\n");
            for (final Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
                switch (entry.getValue()) {
                    case JsonArray list -> list.forEach(item -> text.append(fact(entry.getKey(), value(item))));
                    case JsonObject counters -> addCounters(counters, text);
                    default -> text.append(fact(entry.getKey(), value(entry.getValue())));
                }
            }
        }
        return text.toString();
    }

    private static void addCounters(final JsonObject counters, final StringBuilder text) {
        for (final Map.Entry<String, JsonElement> counter : counters.entrySet()) {
            if (counter.getValue() instanceof JsonObject drops) {
                drops.entrySet().forEach(drop -> text.append(fact("drop " + drop.getKey(), value(drop.getValue()))));
            } else if (counter.getValue().getAsLong() != 0) {
                text.append(fact(counter.getKey(), value(counter.getValue())));
            }
        }
    }

    /** FRR's layout: legend, then code, prefix, distance and metric, next hops below each other. */
    public static String routes(final JsonElement routes) {
        final StringBuilder text = new StringBuilder(LEGEND).append('\n');
        for (final JsonElement element : routes.getAsJsonArray()) {
            final JsonObject route = element.getAsJsonObject();
            final String protocol = text(route, "protocol");
            final String mark = route.get("selected").getAsBoolean() ? ">* " : "   ";
            String lead = Character.toUpperCase(protocol.charAt(0)) + mark + text(route, "prefix");
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
            case "gateway" -> "via " + text(hop, "gateway") + ", " + text(hop, "interface") + trouble(text(hop, "neighborState"));
            case "onLink", "local" -> "is directly connected, " + text(hop, "interface");
            default -> text(hop, "kind");
        };
    }

    /** A neighbour that is being asked again still carries traffic. */
    private static String trouble(final String neighborState) {
        return switch (neighborState) {
            case "reachable", "probe" -> "";
            case "-" -> " (neighbor unknown)";
            default -> " (neighbor " + neighborState + ")";
        };
    }

    /** As {@code ip neigh}, with the capability that decides the version. */
    public static String neighbors(final JsonElement neighbors) {
        final TextTable table = new TextTable("Address", "Interface", "MAC", "Capability", "State", ">Age", ">Waiting");
        for (final JsonElement element : neighbors.getAsJsonArray()) {
            final JsonObject neighbor = element.getAsJsonObject();
            table.row(text(neighbor, "address"), text(neighbor, "interface"), text(neighbor, "mac"), text(neighbor, "capability"),
                text(neighbor, "state"), age(neighbor.get("ageMs").getAsLong()), text(neighbor, "waiting"));
        }
        return table.toString();
    }

    /** Where packets ended, then the drop reasons as VPP's {@code show errors} has them. */
    public static String counters(final JsonElement ports) {
        final TextTable ends = new TextTable("Interface", ">Received", ">Forwarded", ">Delivered", ">Punted", ">Dropped", ">In-Transit",
            ">Transmitted", ">Originated");
        final TextTable drops = new TextTable(">Count", "Interface", "Reason");
        for (final JsonElement element : ports.getAsJsonArray()) {
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
    public static String facts(final JsonElement facts) {
        final StringBuilder text = new StringBuilder();
        facts.getAsJsonObject().entrySet().forEach(e -> text.append(fact(e.getKey(), value(e.getValue()))));
        return text.toString();
    }

    private static String fact(final String name, final String value) {
        return "%-24s %s\n".formatted(name, value);
    }

    private static String age(final long ms) {
        final long s = ms / 1000;
        return s < 3600 ? "%02d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    private static String text(final JsonObject object, final String key) {
        return value(object.get(key));
    }

    private static String value(final JsonElement value) {
        return value == null || value.isJsonNull() ? "-" : value.getAsString();
    }
}
