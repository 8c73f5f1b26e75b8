// SPDX-License-Identifier: Apache-2.0
// Text about BGP8.
package io.eightfold.cli.show;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text of {@code show bgp ...} and {@code explain bgp}, from the JSON of the same command. Columns stand where operators of FRR look for them. Thread: any. */
public final class BgpText {
    private static final long MINUTE_S = 60;
    private static final long HOUR_S = 60 * MINUTE_S;
    private static final long DAY_S = 24 * HOUR_S;
    private static final String LEGEND = "Status codes: * usable, > best, i internal, S stale, x refused\n"
        + "CF is the total Cost Factor; lower is better. Origin codes: i IGP, e EGP, ? incomplete\n\n";

    private BgpText() {
    }

    /** Who we are, then a line a neighbour, then how many there are. */
    public static String summary(final JsonElement answer) {
        final JsonObject bgp = answer.getAsJsonObject();
        final JsonArray neighbors = bgp.getAsJsonArray("neighbors");
        final StringBuilder out = new StringBuilder();
        out.append("BGP router identifier ").append(text(bgp, "routerId")).append(", local AS number ").append(text(bgp, "localAsn")).append(", vrf default\n");
        out.append("BGP table version ").append(text(bgp, "tableVersion")).append('\n');
        out.append("RIB entries ").append(text(bgp, "prefixes")).append(", paths ").append(text(bgp, "paths")).append(", using ")
            .append(size(bgp.get("memoryBytes").getAsLong())).append(" of memory\n");
        out.append("Originated here ").append(text(bgp, "originated")).append(", connections of strangers refused ").append(text(bgp, "strangersRefused")).append('\n');
        trouble(out, bgp);
        final TextTable table = new TextTable("Neighbor", ">V", ">AS", ">MsgRcvd", ">MsgSent", ">TblVer", ">InQ", ">OutQ", ">Up/Down", ">State/PfxRcd", ">PfxSnt", ">CF",
            "Verdict", "Desc");
        int established = 0;
        for (final JsonElement element : neighbors) {
            final JsonObject peer = element.getAsJsonObject();
            final boolean isUp = "Established".equals(text(peer, "state"));
            established += isUp ? 1 : 0;
            table.row(text(peer, "neighbor"), "4", text(peer, "remoteAsn"), text(peer, "msgRcvd"), text(peer, "msgSent"), text(peer, "tableVersion"), text(peer, "inQ"),
                text(peer, "outQ"), upDown(peer), isUp ? received(peer) : state(peer), isUp ? sent(peer) : "0", costFactor(peer),
                isUp ? verdict(peer) : "", text(peer, "desc"));
        }
        out.append(table);
        return out.append('\n').append("Total number of neighbors ").append(neighbors.size()).append(", established ").append(established).append('\n').toString();
    }

    /** What an operator must know before reading the table. */
    private static void trouble(final StringBuilder out, final JsonObject bgp) {
        if (bgp.get("deferring").getAsBoolean()) {
            out.append("Coming back from a restart: neighbors are told nothing until they have told all\n");
        }
        for (final JsonElement each : bgp.getAsJsonArray("listening")) {
            final JsonObject at = each.getAsJsonObject();
            if (!at.get("fault").isJsonNull()) {
                out.append("Nobody can connect to ").append(text(at, "address")).append(": ").append(VisibleText.of(text(at, "fault"))).append('\n');
            }
        }
        out.append('\n');
    }

    private static String upDown(final JsonObject peer) {
        return peer.get("upDownS").isJsonNull() ? "never" : duration(peer.get("upDownS").getAsLong());
    }

    private static String state(final JsonObject peer) {
        return text(peer, "state") + (peer.get("stateReason").isJsonNull() ? "" : " (" + text(peer, "stateReason") + ')');
    }

    /** Without a policy nothing is believed: that is no count (RFC 8212). */
    private static String received(final JsonObject peer) {
        return peer.get("deniedIn").getAsBoolean() ? "(Policy)" : text(peer, "pfxRcd");
    }

    private static String sent(final JsonObject peer) {
        return peer.get("deniedOut").getAsBoolean() ? "(Policy)" : text(peer, "pfxSnt");
    }

    private static String costFactor(final JsonObject peer) {
        return text(peer, "costFactor") + (peer.get("costAnomaly").getAsBoolean() ? "!" : "");
    }

    private static String verdict(final JsonObject peer) {
        final long refused = peer.get("refusedByVerdict").getAsLong();
        return refused == 0 ? "ok" : refused + " refused";
    }

    /** A line a path, the prefix in front of the first. */
    public static String routes(final JsonElement answer) {
        final TextTable table = new TextTable("", "Network", "Next Hop", ">CF", ">Metric", "Verdict", "From", "Path");
        final JsonArray routes = answer.getAsJsonArray();
        for (final JsonElement element : routes) {
            final JsonObject route = element.getAsJsonObject();
            String network = text(route, "prefix");
            for (final JsonElement each : route.getAsJsonArray("paths")) {
                final JsonObject path = each.getAsJsonObject();
                final JsonObject attributes = path.getAsJsonObject("attributes");
                table.row(codes(path), network, nextHop(attributes), text(path, "costFactorTotal"), text(attributes, "med"), text(path, "verdict"), text(path, "peer"), path(attributes));
                network = "";
            }
        }
        final int paths = routes.asList().stream().mapToInt(each -> each.getAsJsonObject().getAsJsonArray("paths").size()).sum();
        return table.hasRows() ? LEGEND + table + "\nDisplayed " + count(routes.size(), "route") + " and " + count(paths, "path") + '\n' : "no routes\n";
    }

    /** What a neighbour was told: a line a prefix. */
    public static String advertised(final JsonElement answer) {
        final TextTable table = new TextTable("Network", "Next Hop", ">CF", ">Metric", "Path");
        for (final JsonElement element : answer.getAsJsonArray()) {
            final JsonObject route = element.getAsJsonObject();
            final JsonObject attributes = route.getAsJsonObject("advertised");
            table.row(text(route, "prefix"), nextHop(attributes), text(attributes, "costFactor"), text(attributes, "med"), path(attributes));
        }
        return table.hasRows() ? table + "\nDisplayed " + count(answer.getAsJsonArray().size(), "route") + '\n' : "no routes\n";
    }

    private static String codes(final JsonObject path) {
        return (path.get("refused").isJsonNull() ? "*" : "x") + (path.get("best").getAsBoolean() ? ">" : " ") + (path.get("external").getAsBoolean() ? " " : "i")
            + (path.get("stale").getAsBoolean() ? "S" : "");
    }

    private static String nextHop(final JsonObject attributes) {
        return attributes.get("nextHop").isJsonNull() ? "self" : text(attributes, "nextHop");
    }

    private static String path(final JsonObject attributes) {
        final String asPath = text(attributes, "asPath");
        final String origin = switch (text(attributes, "origin")) {
            case "igp" -> "i";
            case "egp" -> "e";
            default -> "?";
        };
        return asPath.isEmpty() ? origin : asPath + ' ' + origin;
    }

    /** A prefix with everything that is known of its paths, and why the best one is best. */
    public static String explanation(final JsonElement answer) {
        final StringBuilder out = new StringBuilder();
        for (final JsonElement element : answer.getAsJsonArray()) {
            final JsonObject route = element.getAsJsonObject();
            out.append(text(route, "prefix")).append(", ").append(count(route.getAsJsonArray("paths").size(), "path")).append('\n');
            route.getAsJsonArray("paths").forEach(path -> path(out, path.getAsJsonObject()));
        }
        return out.isEmpty() ? "no route\n" : out.toString();
    }

    private static void path(final StringBuilder out, final JsonObject path) {
        final JsonObject attributes = path.getAsJsonObject("attributes");
        out.append("  ").append(path.get("best").getAsBoolean() ? "best: " : "").append("from ").append(text(path, "peer"))
            .append(path.get("carrier").isJsonNull() ? "" : " by " + text(path, "carrier")).append(", ").append(duration(path.get("ageS").getAsLong())).append('\n');
        out.append("    path ").append(path(attributes)).append(", next hop ").append(nextHop(attributes)).append(", CF total ").append(text(path, "costFactorTotal"))
            .append(attributes.get("costFactor").isJsonNull() ? " (none in the route: 100 for each AS)" : " (" + text(attributes, "costFactor") + " in the route)")
            .append(", verdict ").append(text(path, "verdict")).append('\n');
        marks(out, attributes);
        if (!path.get("refused").isJsonNull()) {
            out.append("    refused: ").append(text(path, "refusedBecause")).append(" (").append(text(path, "refused")).append(")\n");
        } else if (!path.get("lostBecause").isJsonNull()) {
            out.append("    not best: ").append(text(path, "lostBecause")).append(" (").append(text(path, "lostBy")).append(")\n");
        }
    }

    private static void marks(final StringBuilder out, final JsonObject attributes) {
        final List<String> marks = new ArrayList<>();
        add(marks, attributes, "communities");
        add(marks, attributes, "largeCommunities");
        add(marks, attributes, "extendedCommunities");
        add(marks, attributes, "clusterList");
        add(marks, attributes, "tunnelEncapsulations");
        for (final String key : List.of("med", "localPreference", "tunnelEndpoint", "onlyToCustomer", "originatorId", "aggregator")) {
            if (!attributes.get(key).isJsonNull()) {
                marks.add(words(key) + ' ' + text(attributes, key));
            }
        }
        if (attributes.get("atomicAggregate").getAsBoolean()) {
            marks.add("atomic aggregate");
        }
        attributes.getAsJsonArray("unknown").forEach(each -> marks.add("unknown attribute " + text(each.getAsJsonObject(), "type")));
        if (!marks.isEmpty()) {
            out.append("    ").append(String.join(", ", marks)).append('\n');
        }
    }

    private static void add(final List<String> marks, final JsonObject attributes, final String key) {
        final JsonArray values = attributes.getAsJsonArray(key);
        if (!values.isEmpty()) {
            marks.add(words(key) + ' ' + String.join(" ", values.asList().stream().map(JsonElement::getAsString).toList()));
        }
    }

    /** {@code largeCommunities} reads large communities. */
    static String words(final String key) {
        return key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    /** As FRR has it: 00:12:34, 3d04h05m, 2w1d. */
    static String duration(final long seconds) {
        if (seconds < DAY_S) {
            return "%02d:%02d:%02d".formatted(seconds / HOUR_S, seconds % HOUR_S / MINUTE_S, seconds % MINUTE_S);
        }
        return seconds < 7 * DAY_S ? "%dd%02dh%02dm".formatted(seconds / DAY_S, seconds % DAY_S / HOUR_S, seconds % HOUR_S / MINUTE_S)
            : "%02dw%dd%02dh".formatted(seconds / (7 * DAY_S), seconds % (7 * DAY_S) / DAY_S, seconds % DAY_S / HOUR_S);
    }

    private static String size(final long bytes) {
        return bytes < 10 << 20 ? bytes / 1024 + " KiB" : bytes / (1 << 20) + " MiB";
    }

    static String count(final int number, final String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String text(final JsonObject object, final String key) {
        final JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }
}
