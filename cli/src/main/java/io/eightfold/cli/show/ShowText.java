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
        Codes: L - local, C - connected, S - static, A - added at run time, B - BGP8
               > - selected route, * - in the forwarding table, r - refused by validation
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
        final StringBuilder text = new StringBuilder(LEGEND);
        String vrf = "default";
        text.append('\n');
        for (final JsonElement element : routes.getAsJsonArray()) {
            final JsonObject route = element.getAsJsonObject();
            if (!text(route, "vrf").equals(vrf)) {
                vrf = text(route, "vrf");
                text.append("\nVRF ").append(vrf).append(":\n");
            }
            String lead = code(text(route, "protocol")) + marks(route) + text(route, "prefix");
            if (route.get("distance").getAsInt() != 0) {
                lead += " [" + text(route, "distance") + "/" + text(route, "metric") + "]";
            }
            final String age = age(route);
            for (final JsonElement hop : route.getAsJsonArray("nextHops")) {
                text.append(lead).append(' ').append(hop(hop.getAsJsonObject())).append(age).append('\n');
                lead = " ".repeat(lead.length() - 1) + "*";
            }
        }
        return text.toString();
    }

    private static char code(final String protocol) {
        return protocol.startsWith("ibgp") ? 'B' : Character.toUpperCase(protocol.charAt(0));
    }

    private static boolean isOwn(final JsonObject route) {
        return route.get("distance").getAsInt() == 0;
    }

    private static String marks(final JsonObject route) {
        return (is(route, "selected") ? ">" : " ") + (is(route, "installed") ? "* " : is(route, "refused") ? "r " : "  ");
    }

    private static String age(final JsonObject route) {
        return verdict(route) + (is(route, "stale") ? ", stale" : "") + (isOwn(route) ? "" : ", " + age(route.get("ageS").getAsLong() * 1000));
    }

    /** What validation does not concern has no word here: most routes of most routers. */
    private static String verdict(final JsonObject route) {
        return !route.has("verdict") || "exempt".equals(text(route, "verdict")) ? egress(route) : ", " + text(route, "verdict") + egress(route);
    }

    private static String egress(final JsonObject route) {
        return is(route, "egressChecked") ? ", egress-check" : "";
    }

    private static boolean is(final JsonObject object, final String key) {
        return object.has(key) && object.get(key).getAsBoolean();
    }

    /** Routes by table and source. */
    public static String routeSummary(final JsonElement counts) {
        final TextTable table = new TextTable("VRF", "Source", ">Routes", ">FIB");
        for (final JsonElement element : counts.getAsJsonArray()) {
            final JsonObject count = element.getAsJsonObject();
            table.row(text(count, "vrf"), text(count, "protocol"), text(count, "routes"), text(count, "fib"));
        }
        return table.toString();
    }

    /** A route a line, as the dataplane has it. */
    public static String fib(final JsonElement routes) {
        final TextTable table = new TextTable("VRF", "Prefix", "Source", ">Distance", "Next-Hops");
        for (final JsonElement element : routes.getAsJsonArray()) {
            final JsonObject route = element.getAsJsonObject();
            final List<String> hops = new ArrayList<>();
            route.getAsJsonArray("nextHops").forEach(h -> hops.add(h.getAsString()));
            table.row(text(route, "vrf"), text(route, "prefix"), text(route, "source"), text(route, "distance"), String.join("; ", hops));
        }
        return table.toString();
    }

    /** Both sides' facts, the counters that are zero left out. */
    public static String fibSession(final JsonElement sides) {
        final StringBuilder text = new StringBuilder();
        for (final Map.Entry<String, JsonElement> side : sides.getAsJsonObject().entrySet()) {
            text.append(text.isEmpty() ? "" : "\n").append(side.getKey()).append(side.getValue().isJsonNull() ? ": no answer\n" : "\n");
            if (side.getValue() instanceof JsonObject facts) {
                facts.entrySet().forEach(fact -> addFact(fact.getKey(), fact.getValue(), text));
            }
        }
        return text.toString();
    }

    private static void addFact(final String name, final JsonElement value, final StringBuilder text) {
        if (value instanceof JsonObject counters) {
            counters.entrySet().stream().filter(c -> c.getValue().getAsLong() != 0)
                .forEach(c -> text.append("  ").append(fact(("snapshots".equals(name) ? "snapshots " : "") + c.getKey(), value(c.getValue()))));
        } else {
            text.append("  ").append(fact(name, value(value)));
        }
    }

    private static String hop(final JsonObject hop) {
        return switch (text(hop, "kind")) {
            case "gateway" -> "via " + text(hop, "gateway") + (hop.has("recursiveVia") && !hop.get("recursiveVia").isJsonNull() ? " (recursive by " + text(hop, "recursiveVia") + ")" : "")
                + (hop.get("interface").isJsonNull() ? "" : ", " + text(hop, "interface")) + trouble(text(hop, "neighborState"));
            case "tunnel" -> "tunnel " + text(hop, "remote") + " " + text(hop, "encapsulation")
                + (hop.get("gateway").isJsonNull() ? "" : " via " + text(hop, "gateway") + ", " + text(hop, "interface")) + trouble(text(hop, "neighborState"));
            case "onLink", "local" -> "is directly connected, " + text(hop, "interface");
            default -> text(hop, "kind");
        };
    }

    /** A neighbour that is being asked again still carries traffic. */
    private static String trouble(final String neighborState) {
        return switch (neighborState) {
            case "reachable", "probe" -> "";
            case "-" -> " (neighbor unknown)";
            case "unresolved" -> " (unresolved)";
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
        facts.getAsJsonObject().entrySet().stream().filter(e -> !(e.getValue() instanceof JsonObject))
            .forEach(e -> text.append(fact(e.getKey(), value(e.getValue()))));
        facts.getAsJsonObject().entrySet().stream().filter(e -> e.getValue() instanceof JsonObject)
            .forEach(e -> e.getValue().getAsJsonObject().entrySet().forEach(f -> text.append(fact(e.getKey() + " " + f.getKey(), value(f.getValue())))));
        return text.toString();
    }

    private static String fact(final String name, final String value) {
        return "%-24s %s\n".formatted(name, value);
    }

    private static String age(final long ms) {
        final long s = ms / 1000;
        return s < 3600 ? "%02d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    static String text(final JsonObject object, final String key) {
        return value(object.get(key));
    }

    private static String value(final JsonElement value) {
        return value == null || value.isJsonNull() ? "-" : value.getAsString();
    }
}
