// SPDX-License-Identifier: Apache-2.0
// Text about neighbours of BGP8.
package io.eightfold.cli.show;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text of {@code show bgp neighbors}, from the JSON of the same command: who and in which state, what was agreed, messages, routes, policy, cost, connection, and what went wrong. What is nothing or zero is left
 * out, but for the counts that are always looked for. Thread: that of the owner.
 */
public final class BgpNeighborText {
    private final StringBuilder out = new StringBuilder();
    private final JsonObject peer;
    private final JsonObject session;

    private BgpNeighborText(final JsonObject peer) {
        this.peer = peer;
        // Absent until the session's thread has heard of the neighbour.
        session = peer.has("session") ? peer.getAsJsonObject("session") : new JsonObject();
    }

    /** Of each neighbour everything, one under the other. */
    public static String of(final JsonElement answer) {
        final List<String> all = new ArrayList<>();
        answer.getAsJsonArray().forEach(each -> all.add(new BgpNeighborText(each.getAsJsonObject()).text()));
        return all.isEmpty() ? "no neighbors\n" : String.join("\n", all);
    }

    private String text() {
        out.append("BGP neighbor is ").append(word(peer, "neighbor")).append(", remote AS ").append(word(peer, "remoteAsn")).append(", ")
            .append(is(peer, "internal") ? "internal" : "external").append(" link\n");
        line("Description: ", word(peer, "desc"));
        state();
        if (session.has("agreed")) {
            agreed(session.getAsJsonObject("agreed"));
        }
        messages();
        routes(peer.getAsJsonObject("routes"));
        policy(peer.getAsJsonObject("policy"));
        cost(peer.getAsJsonObject("costs"));
        if (peer.has("tcp") && !peer.getAsJsonObject("tcp").isEmpty()) {
            tcp(peer.getAsJsonObject("tcp"));
        }
        line("Last error: ", word(session, "lastError"));
        line("Last NOTIFICATION received: ", word(session, "lastNotificationReceived"));
        line("Last NOTIFICATION sent: ", word(session, "lastNotificationSent"));
        return out.toString();
    }

    private void state() {
        final boolean isUp = "Established".equals(word(peer, "state"));
        final String why = switch (word(peer, "stateReason")) {
            case "Admin" -> " (Admin: shut down by the configuration)";
            case "Held" -> " (Held: waits for `clear bgp " + word(peer, "neighbor") + "`)";
            default -> "";
        };
        final String since = peer.get("upDownS").isJsonNull() ? ", never up" : (isUp ? ", up for " : ", down for ") + BgpText.duration(peer.get("upDownS").getAsLong());
        line("State: ", word(peer, "state") + why + since + (session.has("timesUp") ? ", came up " + BgpText.count(session.get("timesUp").getAsInt(), "time") : ""));
        if (!word(session, "local").isEmpty()) {
            line("Connection: ", word(session, "local") + " to " + word(session, "remote") + ", opened by " + word(session, "openedBy") + (is(session, "password") ? ", TCP MD5" : ""));
        } else if (is(session, "password")) {
            line("Connection: ", "none; TCP MD5");
        }
        if (session.has("timersLeftS")) {
            line("Timers, left: ", session.getAsJsonObject("timersLeftS").entrySet().stream().map(each -> each.getKey() + ' ' + each.getValue().getAsString() + " s").collect(Collectors.joining(", ")));
        }
        if (session.has("connectionsRefused") && session.get("connectionsRefused").getAsLong() > 0) {
            line("Connections refused: ", word(session, "connectionsRefused"));
        }
    }

    private void agreed(final JsonObject agreed) {
        line("Remote router ID: ", word(agreed, "peerRouterId"));
        final List<String> all = new ArrayList<>();
        all.add("carrier " + list(agreed, "carriers"));
        all.add("hold time " + word(agreed, "holdTimeS") + " s");
        all.add(is(agreed, "fourOctetAsn") ? "4-octet AS" : "2-octet AS");
        all.add(is(agreed, "enhancedRouteRefresh") ? "enhanced route refresh" : is(agreed, "routeRefresh") ? "route refresh" : "no route refresh");
        all.add(is(agreed, "extendedMessage") ? "extended messages" : "");
        all.add(word(agreed, "gracefulRestartS").isEmpty() ? "no graceful restart" : "graceful restart " + word(agreed, "gracefulRestartS") + " s");
        all.add(named("add-path received ", list(agreed, "addPathReceive")));
        all.add(named("add-path sent ", list(agreed, "addPathSend")));
        all.add(named("our role ", word(agreed, "localRole")));
        all.add(named("its role ", word(agreed, "peerRole")));
        line("Agreed: ", all.stream().filter(each -> !each.isEmpty()).collect(Collectors.joining(", ")));
    }

    private void messages() {
        if (!peer.has("messages")) {
            return;
        }
        final JsonObject sent = peer.getAsJsonObject("messages").getAsJsonObject("sent");
        final JsonObject received = peer.getAsJsonObject("messages").getAsJsonObject("received");
        final List<String> all = new ArrayList<>();
        for (final Map.Entry<String, JsonElement> each : sent.entrySet()) {
            if (each.getValue().getAsLong() + received.get(each.getKey()).getAsLong() > 0) {
                all.add(each.getKey() + ' ' + each.getValue().getAsString() + '/' + word(received, each.getKey()));
            }
        }
        line("Messages sent/received: ", String.join(", ", all));
        if (peer.get("inQ").getAsLong() + peer.get("outQ").getAsLong() > 0 || is(session, "readingPaused")) {
            line("Queues: ", word(peer, "inQ") + " bytes in, " + word(peer, "outQ") + " bytes out" + (is(session, "readingPaused") ? ", reading paused until the RIB has room" : ""));
        }
    }

    private void routes(final JsonObject routes) {
        line("Prefixes: ", "received " + word(routes, "received") + ", accepted " + word(routes, "accepted") + positive(", stale ", routes, "stale")
            + ", advertised " + word(routes, "advertised") + positive(", still to be told ", routes, "owed"));
        line("Refused now: ", counts(routes.getAsJsonObject("refused")));
        line("Refused or not told, ever: ", counts(routes.getAsJsonObject("refusals")));
        line("Errors in its messages: ", counts(routes.getAsJsonObject("errors")));
        line("End-of-RIB received: ", list(routes, "endOfRibReceived"));
        line("End-of-RIB sent: ", list(routes, "endOfRibSent"));
    }

    private void policy(final JsonObject policy) {
        line("Policy in: ", policy(policy, "In", is(peer, "deniedIn")));
        line("Policy out: ", policy(policy, "Out", is(peer, "deniedOut")));
        line("Maximum prefix: ", word(policy, "maximumPrefix"));
    }

    private static String policy(final JsonObject policy, final String direction, final boolean isDenied) {
        if (isDenied) {
            return "none, so nothing passes (RFC 8212)";
        }
        return List.of(named("prefix-list ", word(policy, "prefixList" + direction)), named("route-map ", word(policy, "routeMap" + direction))).stream().filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", "));
    }

    private void cost(final JsonObject costs) {
        final List<String> parts = new ArrayList<>();
        for (final String part : List.of("roundTrip", "loss", "congestionWindow", "stability", "anomaly", "capacity", "policy", "distance")) {
            if (costs.get(part).getAsLong() > 0) {
                parts.add(BgpText.words(part) + ' ' + word(costs, part));
            }
        }
        line("Cost Factor of the session: ", word(costs, "total") + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ')') + positive(", changes ", costs, "changes"));
        if (is(peer, "costAnomaly")) {
            line("Anomaly: ", "the round trip is shorter than light allows; check the coordinates of both ends");
        }
    }

    private void tcp(final JsonObject tcp) {
        line("TCP: ", "round trip " + milliseconds(tcp, "rttUs") + " ms, least " + milliseconds(tcp, "minRttUs") + " ms, " + word(tcp, "retransmissions") + " of " + word(tcp, "segmentsOut")
            + " segments sent again, window " + word(tcp, "congestionWindow") + " segments of " + word(tcp, "mssBytes") + " bytes");
    }

    private static String milliseconds(final JsonObject of, final String key) {
        final long micros = of.get(key).getAsLong();
        return micros / 1000 + "." + "%03d".formatted(micros % 1000);
    }

    private void line(final String what, final String value) {
        if (!value.isEmpty()) {
            out.append("  ").append(what).append(VisibleText.of(value)).append('\n');
        }
    }

    private static String named(final String name, final String value) {
        return value.isEmpty() ? "" : name + value;
    }

    private static String positive(final String name, final JsonObject of, final String key) {
        return of.get(key).getAsLong() > 0 ? name + word(of, key) : "";
    }

    private static String counts(final JsonObject counts) {
        return counts.entrySet().stream().map(each -> each.getKey() + ' ' + each.getValue().getAsString()).collect(Collectors.joining(", "));
    }

    private static String list(final JsonObject of, final String key) {
        final JsonArray all = of.getAsJsonArray(key);
        return all.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining(" "));
    }

    private static String word(final JsonObject of, final String key) {
        return BgpText.text(of, key);
    }

    private static boolean is(final JsonObject of, final String key) {
        return of.has(key) && of.get(key).getAsBoolean();
    }
}
